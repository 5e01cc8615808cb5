"""The signature: what it wants, what it freezes, and what may still be said after it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.policies import PAIN_SCORES_REQUIRED
from clinic.domain.roles import Role
from clinic.domain.states import AddendumKind, Level, Mode, NoteState, Phase, VisitState
from clinic.outcomes.models import Score
from clinic.settings.models import Setting
from clinic.treatment.models import Addendum
from clinic.treatment.queries import is_intact
from tests import make
from tests.conftest import sign_in
from tests.treatment.conftest import ROUTINE, post, record_of


@pytest.fixture
def ready(browser, visit, record, last):
    """Everything that a signature wants is there."""
    post(browser, visit, confirm="all", **ROUTINE)
    return record_of(visit)


def test_a_stop_refuses_the_signature_and_says_why(browser, client, therapist):
    visit = make.visit(client=client, therapist=therapist)
    make.note(
        client=client,
        code="cauda_equina_suspected",
        name="Suspected cauda equina",
        state=NoteState.CONFIRMED,
    )

    answer = browser.post(f"/visits/{visit.id}/record/sign")

    assert answer.status_code == 422
    assert "auda equina" in answer.text
    assert record_of(visit) is None


def test_a_stop_that_came_late_refuses_it_too(browser, visit, ready):
    make.note(visit.client, name="Fever")
    answer = post(browser, visit, "/sign")
    assert answer.status_code == 422
    assert "Decide first: Fever" in answer.text
    assert not record_of(visit).is_signed


def test_twin_without_the_stop_it_is_signed(browser, visit, ready):
    assert post(browser, visit, "/sign").status_code == 303
    assert record_of(visit).is_signed


def test_nothing_begun_nothing_to_sign(browser, visit):
    answer = browser.post(f"/visits/{visit.id}/record/sign")
    assert answer.status_code == 422
    assert "Begin the session first" in answer.text


def test_the_signature_freezes_who_when_and_what(browser, visit, ready, therapist):
    therapist.title, therapist.registration = "Massage therapist", "KR-1"
    post(browser, visit, "/sign")
    row = record_of(visit)
    assert (row.signer_name, row.signer_title, row.signer_registration) == (
        "Kim Minji",
        "Massage therapist",
        "KR-1",
    )
    assert visit.record_signed_at == row.signed_at
    assert (visit.state, len(row.digest)) == (VisitState.DONE, 64)
    assert is_intact(row)


def test_the_whole_card_can_be_signed_in_one_form(browser, visit, record, last):
    post(browser, visit, confirm="all")
    answer = post(browser, visit, "/sign", s="All at once", **ROUTINE)
    assert answer.status_code == 303
    assert (record_of(visit).s, record_of(visit).is_signed) == ("All at once", True)


def test_signing_leaves_one_entry(browser, visit, ready):
    post(browser, visit, "/sign", s="Last words")
    entry = db.session.scalars(select(Entry).where(Entry.event == Event.RECORD_SIGNED)).one()
    assert entry.detail == {"also": ["record changed", "visit stepped"]}


GAPS = {
    "agreement": {"consent": ""},
    "what happened": {"reaction": "adverse"},
}


@pytest.mark.parametrize(("words", "fields"), GAPS.items(), ids=GAPS)
def test_something_missing_refuses_the_signature_and_says_what(
    browser, visit, ready, words, fields
):
    answer = post(browser, visit, "/sign", **fields)
    assert answer.status_code == 422
    assert f"1 missing: {words}" in answer.text
    assert not record_of(visit).is_signed


def test_without_a_line_nothing_is_signed_as_treated(browser, visit, record):
    answer = post(browser, visit, "/sign", **ROUTINE)
    assert answer.status_code == 422
    assert "1 missing: treatment" in answer.text


def require_pain():
    make.kept(Setting(key=PAIN_SCORES_REQUIRED.key, value=True, version=1))


def test_where_the_clinic_wants_scores_they_are_missed(browser, visit, record, last):
    require_pain()
    without = {name: text for name, text in ROUTINE.items() if not name.startswith("pain")}
    post(browser, visit, confirm="all", **without)
    answer = post(browser, visit, "/sign", s="x")
    assert answer.status_code == 422
    assert "Client would not say" in answer.text
    post(browser, visit, pain_before="declined", pain_after="declined")
    assert post(browser, visit, "/sign").status_code == 303


def test_a_visit_without_a_complaint_owes_no_score(browser, visit, record, last):
    require_pain()
    visit.episode_id = None
    post(browser, visit, confirm="all", reaction="same", consent="yes")
    assert post(browser, visit, "/sign").status_code == 303


def test_a_line_beyond_the_limits_wants_a_decision(browser, visit, ready):
    limits = {"max_pressure": 1}
    note = make.note(visit.client, code=None, name="Bruises", level=Level.CAUTION, restricts=limits)
    answer = post(browser, visit, "/sign")
    assert answer.status_code == 422
    assert "Decide first: Bruises" in answer.text
    verdict = {"verdict": "adapt", "reason": "Away from the bruises"}
    browser.post(f"/visits/{visit.id}/decide/{note.id}", data=verdict)
    assert post(browser, visit, "/sign").status_code == 303


def test_a_double_click_signs_once(browser, visit, ready):
    key = {"form_key": "one and the same"}
    first = post(browser, visit, "/sign", version="2", **key)
    second = post(browser, visit, "/sign", version="2", **key)
    assert (first.status_code, second.status_code) == (303, 303)
    signed = select(Entry).where(Entry.event == Event.RECORD_SIGNED)
    assert len(db.session.scalars(signed).all()) == 1


def test_a_card_that_clashes_is_not_signed(browser, visit, ready):
    post(browser, visit, s="The other tablet's")
    answer = post(browser, visit, "/sign", version="2", s="This tablet's")
    assert answer.status_code == 422
    assert "The other tablet" in answer.text
    assert not record_of(visit).is_signed


def test_not_treated_wants_a_reason_and_no_lines(browser, visit, record):
    post(browser, visit, result="not_treated")
    assert post(browser, visit, "/sign").status_code == 422
    assert post(browser, visit, "/sign", a="Client felt unwell").status_code == 303
    assert record_of(visit).is_signed


def test_another_therapist_in_care_may_sign_and_both_names_stand(app, visit, ready):
    other = make.account(Role.THERAPIST, name="Han Sora")
    make.care(visit.client, other)
    browser = sign_in(app, other)
    post(browser, visit, "/sign")
    assert (record_of(visit).signer_name, record_of(visit).author.name) == ("Han Sora", "Kim Minji")
    assert "begun by Kim Minji" in browser.get(f"/visits/{visit.id}/record").text


def test_a_signed_record_takes_no_change_and_keeps_what_was_typed(browser, visit, ready):
    post(browser, visit, "/sign")
    answer = post(browser, visit, s="Too late")
    assert answer.status_code == 422
    assert "addendum" in answer.text
    assert "Too late" in answer.text
    assert record_of(visit).s == ""


def test_a_record_written_the_next_day_says_so(browser, visit, ready):
    visit.state = VisitState.DONE
    visit.ended_at = now() - timedelta(hours=24)
    post(browser, visit, "/sign")
    assert "written late" in browser.get(f"/visits/{visit.id}/record").text


def test_a_score_corrected_later_stands_beside_what_was_signed(browser, visit, ready):
    post(browser, visit, "/sign")
    old = db.session.scalars(select(Score).where(Score.phase == Phase.AFTER)).one()
    old.superseded_at = now()
    db.session.flush()
    make.score(
        visit.client, visit_id=visit.id, phase=Phase.AFTER, value=4, mode=Mode.DESK, taken_at=now()
    )
    assert is_intact(record_of(visit))
    assert "corrected to 4" in browser.get(f"/visits/{visit.id}/record").text


def addendum(browser, visit, **fields):
    usual = {"kind": "correction", "text": "It was the left side"}
    return browser.post(f"/visits/{visit.id}/record/addenda", data=usual | fields)


def test_an_addendum_stands_beside_the_original(browser, visit, ready):
    post(browser, visit, "/sign")
    assert addendum(browser, visit).status_code == 303
    page = browser.get(f"/visits/{visit.id}/record").text
    assert "It was the left side" in page
    assert "Again in a week" not in record_of(visit).p
    assert db.session.scalars(select(Addendum.kind)).all() == [AddendumKind.CORRECTION]
    assert is_intact(record_of(visit))


def test_a_draft_takes_no_addendum(browser, visit, record):
    assert addendum(browser, visit).status_code == 303  # to the card, where it can be changed
    assert db.session.scalars(select(Addendum)).all() == []


@pytest.mark.parametrize(
    "bad", [{"text": ""}, {"text": "a\0b"}, {"kind": "joke"}, {"text": "x" * 4001}]
)
def test_a_bad_addendum_is_refused(browser, visit, ready, bad):
    post(browser, visit, "/sign")
    assert addendum(browser, visit, **bad).status_code == 422
    assert db.session.scalars(select(Addendum)).all() == []
