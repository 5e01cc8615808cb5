"""A stop is decided by a therapist, at this visit, and every decision is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.roles import Role
from clinic.domain.states import Level, NoteState, Result, VisitState
from clinic.notices.models import Notice
from clinic.safety.models import Clearance
from clinic.treatment.models import Decision
from clinic.treatment.queries import day_of, undecided_stops
from tests import make
from tests.conftest import sign_in
from tests.treatment.conftest import post, record_of

LONG = "Doctor reached by telephone and agrees"


@pytest.fixture
def stop(visit):
    return make.note(visit.client, name="Fever")


def decide(browser, visit, note, verdict, reason="", **more):
    data = {"verdict": verdict, "reason": reason, **more}
    return browser.post(f"/visits/{visit.id}/decide/{note.id}", data=data)


def decisions():
    return db.session.scalars(select(Decision).order_by(Decision.id)).all()


def test_the_page_says_what_is_asked_and_chooses_nothing(browser, visit, stop):
    page = browser.get(f"/visits/{visit.id}/decide/{stop.id}").text
    assert "may Lee Jun be massaged today?" in page
    assert " checked" not in page


@pytest.mark.parametrize("level", [Level.ABSOLUTE, Level.CONDITIONAL])
@pytest.mark.parametrize("state", [NoteState.PROPOSED, NoteState.CONFIRMED])
def test_strict_open_notes_stop(visit, level, state):
    note = make.note(visit.client, level=level, state=state)
    assert undecided_stops(visit) == [note]


@pytest.mark.parametrize("level", [Level.LOCAL, Level.CAUTION])
def test_local_and_caution_notes_adapt_and_do_not_stop(visit, level):
    make.note(visit.client, level=level)
    assert undecided_stops(visit) == []


def test_a_clearance_covers_a_stop_until_its_last_day(visit, stop):
    day = day_of(visit)
    clearance = make.kept(
        Clearance(note=stop, by_name="Dr Ahn", how="letter", given_on=day, ends_on=day)
    )
    assert undecided_stops(visit) == []
    clearance.given_on = clearance.ends_on = day - timedelta(days=1)
    db.session.flush()
    assert undecided_stops(visit) == [stop]


def test_adapt_holds_for_this_visit_alone(browser, visit, stop, therapist):
    assert decide(browser, visit, stop, "adapt", "No heat, light work").status_code == 303
    assert undecided_stops(visit) == []
    another = make.visit(visit.client, therapist)
    assert undecided_stops(another) == [stop]


def test_clear_closes_the_note_with_its_reason(browser, visit, stop):
    decide(browser, visit, stop, "clear", "Measured: 36.5")
    assert stop.state is NoteState.CLOSED
    assert undecided_stops(visit) == []


def test_override_wants_the_password_and_tells_the_owners(browser, visit, stop):
    owner = make.account(Role.OWNER)
    answer = decide(browser, visit, stop, "override", LONG, password=make.PASSWORD)
    assert answer.status_code == 303
    assert decisions()[0].reason == LONG
    told = db.session.scalars(select(Notice).where(Notice.account_id == owner.id)).one()
    assert "Fever" not in f"{told.kind} {told.url}"


REFUSED = {
    "no verdict": ("", "x", {}),
    "an unknown verdict": ("maybe", "x", {}),
    "clear without a reason": ("clear", " ", {}),
    "adapt without what is left out": ("adapt", "", {}),
    "override in too few words": ("override", "because", {"password": make.PASSWORD}),
    "override with nineteen characters": ("override", "x" * 19, {"password": make.PASSWORD}),
    "override with a wrong password": ("override", LONG, {"password": "not mine"}),
    "override without a password": ("override", LONG, {}),
    "NUL": ("adapt", "a\0b", {}),
}


@pytest.mark.parametrize(("verdict", "reason", "more"), REFUSED.values(), ids=REFUSED)
def test_a_decision_that_says_too_little_is_refused(browser, visit, stop, verdict, reason, more):
    answer = decide(browser, visit, stop, verdict, reason, **more)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert decisions() == []
    assert undecided_stops(visit) == [stop]


def test_refer_ends_the_visit_as_not_treated(browser, visit, stop):
    assert decide(browser, visit, stop, "refer", "To the doctor today").status_code == 303
    assert visit.state is VisitState.DONE
    assert record_of(visit).result is Result.NOT_TREATED
    page = browser.get(f"/visits/{visit.id}/record").text
    assert "Referred because of Fever" in page
    assert post(browser, visit, "/sign").status_code == 303
    assert record_of(visit).is_signed
    assert record_of(visit).lines == []


def test_a_referral_leaves_no_other_stop_open_behind_it(browser, visit, stop):
    other = make.note(visit.client, code="red_flag_pending", name="Red flag")
    assert decide(browser, visit, stop, "refer", "To the doctor today").status_code == 303
    assert undecided_stops(visit) == []
    assert {each.note_id for each in decisions()} == {stop.id, other.id}
    assert browser.post(f"/visits/{visit.id}/record/sign").status_code == 303


def test_a_referral_can_be_taken_back_before_the_signature(browser, visit, stop):
    decide(browser, visit, stop, "refer")
    decide(browser, visit, stop, "adapt", "Doctor says light work is fine")
    assert record_of(visit).result is Result.TREATED
    assert [each.verdict for each in decisions()] == ["refer", "adapt"]


def test_nobody_is_referred_who_is_not_here(browser, visit, stop):
    visit.state = VisitState.BOOKED
    assert decide(browser, visit, stop, "refer").status_code == 422
    assert decisions() == []


def test_an_answer_that_raises_the_note_again_wants_a_new_decision(browser, visit, stop):
    decide(browser, visit, stop, "adapt", "Light work")
    stop.stood_up_at = now() + timedelta(seconds=1)
    db.session.flush()
    assert undecided_stops(visit) == [stop]


def test_a_decision_leaves_one_entry_without_the_disease(browser, visit, stop):
    decide(browser, visit, stop, "clear", "Measured: 36.5")
    entry = db.session.scalars(select(Entry).where(Entry.event == Event.STOP_DECIDED)).one()
    assert entry.detail == {"verdict": "clear", "also": ["note closed"]}


def test_another_clients_note_is_not_there(browser, visit):
    elsewhere = make.note(make.client())
    assert decide(browser, visit, elsewhere, "adapt", "x").status_code == 404


def test_a_settled_note_is_not_there_to_be_decided(browser, visit, stop):
    stop.state = NoteState.CLOSED
    db.session.flush()
    assert decide(browser, visit, stop, "adapt", "x").status_code == 404


def test_nothing_is_decided_after_the_signature(browser, visit, last):
    note = make.note(visit.client)
    answer = decide(browser, last.visit, note, "adapt", "x")
    assert answer.status_code == 422
    assert "signed" in answer.text


def test_whoever_has_no_care_decides_nothing(app, visit, stop):
    stranger = sign_in(app, make.account(Role.THERAPIST))
    assert decide(stranger, visit, stop, "adapt", "x").status_code == 404
