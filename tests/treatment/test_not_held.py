"""A draft outlives a visit that was undone or called off, but nothing is written or signed in it."""

from datetime import timedelta

import pytest

from clinic.board.queries import unsigned_records
from clinic.db import db
from clinic.domain.states import VisitState
from clinic.treatment.actions import permitting
from tests import make
from tests.treatment.conftest import ROUTINE, post, record_of

ELSEWHERE = [VisitState.BOOKED, VisitState.ARRIVED, VisitState.CANCELLED, VisitState.NO_SHOW]


@pytest.fixture
def drafted(record):
    """A draft with a line: all that a signature needs is sent along with it."""
    make.line(record)
    return record.visit


def in_state(visit, state) -> None:
    visit.state = state
    db.session.flush()


def untouched(browser, visit) -> None:
    for path in ("/save", "/sign"):
        answer = post(browser, visit, path, **ROUTINE)
        assert answer.status_code == 422, path
    assert not record_of(visit).is_signed
    assert record_of(visit).reaction is None


@pytest.mark.parametrize("state", ELSEWHERE)
def test_nothing_is_written_or_signed_where_there_is_no_session(browser, drafted, state):
    in_state(drafted, state)
    untouched(browser, drafted)


def test_twin_without_the_rule_it_is_signed(browser, drafted, monkeypatch):
    monkeypatch.setattr(permitting, "require_held", lambda visit: None)
    in_state(drafted, VisitState.CANCELLED)
    with pytest.raises(AssertionError):
        untouched(browser, drafted)


def test_the_card_of_a_visit_that_did_not_take_place_says_so(browser, drafted):
    in_state(drafted, VisitState.CANCELLED)
    page = browser.get(f"/visits/{drafted.id}/record").text
    assert "This visit did not take place." in page and "data-sign" not in page


def test_a_draft_of_a_visit_that_did_not_take_place_waits_for_no_signature(drafted):
    drafted.ends_at = drafted.starts_at + timedelta(minutes=5)
    in_state(drafted, VisitState.DONE)
    waiting = unsigned_records()[0]
    in_state(drafted, VisitState.CANCELLED)
    assert unsigned_records()[0] == waiting - 1


def test_begun_again_the_draft_goes_on(browser, drafted):
    in_state(drafted, VisitState.ARRIVED)
    assert post(browser, drafted, "/begin").status_code == 303
    assert post(browser, drafted, "/sign", **ROUTINE).status_code == 303
    assert len(record_of(drafted).lines) == 1
