"""The life of a note: each step is one deed, each refusal says why."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from clinic.audit.models import Entry
from clinic.db import db
from clinic.domain.clearances import Letter
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.states import Level, NoteState
from clinic.safety import actions
from clinic.safety.models import NoteEvent
from clinic.safety.queries import open_notes, standing
from tests import make

DAY = date(2026, 3, 2)
LATER = timedelta(days=30)


def proposed(client=None, code="fever", **given):
    return actions.propose(client or make.client(), code, on=DAY, **given)


def letter(given_on=DAY, ends_on=DAY + LATER, **allows):
    return Letter("Dr Ahn", "Han River", "letter", given_on, ends_on, allows)


def events_of(note) -> list[NoteState]:
    wanted = select(NoteEvent.state).where(NoteEvent.note_id == note.id).order_by(NoteEvent.id)
    return list(db.session.scalars(wanted))


def test_a_proposed_entry_keeps_what_it_restricted_when_it_was_raised():
    note = proposed(code="osteoporosis")
    assert note.state is NoteState.PROPOSED
    assert note.restricts and note.level
    assert note.review_on > DAY


def test_the_same_entry_does_not_stand_twice_but_stands_anew():
    client = make.client()
    first = proposed(client)
    stood_up = first.stood_up_at
    again = actions.propose(client, "fever", on=DAY + LATER)
    assert again is first
    assert again.stood_up_at > stood_up
    assert again.review_on > DAY + LATER
    assert events_of(first) == [NoteState.PROPOSED] * 2


def test_a_closed_note_stands_up_again_when_an_answer_contradicts():
    client = make.client()
    first = proposed(client)
    actions.close(first, "no fever since Monday")
    second = proposed(client)
    assert second is not first
    assert [each.id for each in open_notes(client.id)] == [second.id]


def test_a_note_is_confirmed_once():
    note = proposed()
    actions.confirm(note)
    assert note.state is NoteState.CONFIRMED
    with pytest.raises(Refusal):
        actions.confirm(note)


def test_marking_a_place_confirms():
    note = proposed(code="acute_injury")
    actions.localise(note, ["calf_left", "calf_left"])
    assert [each.region for each in note.regions] == ["calf_left"]
    assert note.state is NoteState.CONFIRMED


@pytest.mark.parametrize("regions", [[], ["elbow of a fish"], ["calf_middle"]])
def test_a_place_must_be_one_of_the_body(regions):
    with pytest.raises(Refusal):
        actions.localise(proposed(), regions)


@pytest.mark.parametrize("reason", ["", "  ", "no"])
@pytest.mark.parametrize("deed", [actions.dismiss, actions.close])
def test_settling_asks_for_a_reason(deed, reason):
    note = proposed()
    with pytest.raises(Refusal):
        deed(note, reason)
    assert note.state is NoteState.PROPOSED


def test_a_confirmed_note_is_closed_and_not_dismissed():
    note = proposed()
    actions.confirm(note)
    with pytest.raises(Refusal):
        actions.dismiss(note, "does not hold")


def test_what_is_settled_stays_settled():
    note = proposed()
    actions.dismiss(note, "she misread the question")
    for deed in (
        lambda: actions.confirm(note),
        lambda: actions.close(note, "again"),
        lambda: actions.localise(note, ["calf_left"]),
        lambda: actions.give_clearance(note, letter(), DAY),
    ):
        with pytest.raises(Refusal):
            deed()


def test_a_clearance_covers_the_stop_until_the_end_of_its_last_day():
    client = make.client()
    note = proposed(client)
    actions.give_clearance(note, letter(), DAY)
    last = DAY + LATER
    assert standing(client.id, DAY).light == "adapt"
    assert standing(client.id, last).light == "adapt"
    assert standing(client.id, last + timedelta(days=1)).light == "stop"


def test_twin_without_the_clearance_it_stops():
    client = make.client()
    proposed(client)
    assert standing(client.id, DAY).light == "stop"


def test_a_clearance_that_ends_soon_is_told():
    client = make.client()
    note = proposed(client)
    actions.give_clearance(note, letter(), DAY)
    assert standing(client.id, DAY).ending == {}
    assert standing(client.id, DAY + LATER - timedelta(days=14)).ending == {note.id: DAY + LATER}


@pytest.mark.parametrize(
    ("given_on", "ends_on"),
    [
        (DAY + timedelta(days=1), DAY + LATER),
        (DAY, DAY - timedelta(days=1)),
        (DAY - LATER, DAY - timedelta(days=1)),
    ],
)
def test_a_clearance_of_the_future_or_the_past_is_refused(given_on, ends_on):
    with pytest.raises(Refusal):
        actions.give_clearance(proposed(), letter(given_on, ends_on), DAY)


def test_what_the_letter_allows_limits_the_rest():
    client = make.client()
    note = proposed(client)
    actions.give_clearance(note, letter(max_pressure=2), DAY)
    limits = standing(client.id, DAY).limits
    assert limits.stops == ()
    assert not limits.check("effleurage", "calf_left", 2, None)
    assert limits.check("effleurage", "calf_left", 3, None)


def test_asked_none_known_is_said_and_dated_and_differs_from_not_asked():
    client = make.client()
    assert standing(client.id, DAY).light == "not_asked"
    actions.none_known(client, 0)
    assert standing(client.id, DAY).light == "clear"


def test_none_known_is_refused_while_a_note_stands():
    client = make.client()
    proposed(client)
    with pytest.raises(Refusal):
        actions.none_known(client, len(open_notes(client.id)))


@pytest.mark.parametrize(
    ("asked", "after", "left"),
    [
        ({"fever": False}, 30, NoteState.CLOSED),
        ({"fever": False}, 1, NoteState.PROPOSED),  # not due yet
        ({}, 30, NoteState.PROPOSED),  # what was not asked closes nothing
    ],
)
def test_a_negative_screening_closes_what_lapses(asked, after, left):
    client = make.client()
    note = proposed(client)
    actions.rescreen(client, asked, DAY + timedelta(days=after))
    assert note.state is left


def test_a_note_that_waits_for_a_clearance_is_not_closed_by_a_negative_screening():
    client = make.client()
    note = proposed(client, "red_flag_pending")
    actions.rescreen(client, {"red_flag_pending": False}, DAY + timedelta(days=400))
    assert note.state is NoteState.PROPOSED


def test_a_therapists_own_words_stand_at_once():
    client = make.client()
    actions.write(client, "Sore scalp", Level.LOCAL, ["scalp"], "told today", DAY)
    here = standing(client.id, DAY)
    assert here.light == "adapt"
    assert here.limits.check("effleurage", "scalp", 1, None)
    assert not here.limits.check("effleurage", "calf_left", 1, None)


def test_another_clients_notes_are_not_mine():
    proposed()
    assert standing(make.client().id, DAY).notes == []


def test_each_deed_leaves_exactly_one_entry():
    client = make.client()
    note = actions.raise_entry(client, "acute_injury", ["calf_left"], DAY)
    actions.localise(note, ["calf_right"])
    actions.give_clearance(note, letter(), DAY)
    actions.close(note, "healed")
    actions.none_known(client, 0)
    count = db.session.scalar(select(func.count(Entry.id)).where(Entry.client_id == client.id))
    assert count == 5
    assert db.session.scalars(select(Entry.event)).first() is Event.NOTE_RAISED


def test_the_number_of_queries_does_not_grow_with_the_notes(queries):
    few, many = make.client(), make.client()
    proposed(few)
    for code in ("fever", "osteoporosis", "acute_injury", "intoxication", "red_flag_pending"):
        proposed(many, code)
    ids = (few.id, many.id)
    db.session.expire_all()
    counts = []
    for client_id in ids:
        with queries() as sent:
            here = standing(client_id, DAY)
            assert here.limits and here.stops
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 4


def test_the_database_refuses_a_second_open_note_of_one_code():
    client = make.client()
    make.note(client)
    with pytest.raises(IntegrityError):
        make.note(client)
    db.session.rollback()
