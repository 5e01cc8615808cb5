"""Planning: whose time is taken, and that nobody is booked twice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql, sqlite

from clinic.audit.models import Entry
from clinic.clients.models import Care
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.slots import Span
from clinic.visits import actions, queries
from tests import make

HOUR = timedelta(hours=1)


def booked(therapist=None, room=None, start=make.TEN, lasts=HOUR):
    who = therapist or make.account()
    return actions.plan(make.client(), who, start, start + lasts, room=room)


@pytest.mark.parametrize("shift", [-59, -30, 0, 30, 59])
def test_a_therapist_is_not_booked_twice(shift):
    first = booked()
    with pytest.raises(Refusal, match="is taken from"):
        booked(first.therapist, start=make.TEN + timedelta(minutes=shift))


@pytest.mark.parametrize("shift", [-59, 0, 59])
def test_a_room_is_not_booked_twice(shift):
    room = make.room()
    booked(room=room)
    with pytest.raises(Refusal, match=room.name):
        booked(room=room, start=make.TEN + timedelta(minutes=shift))


def test_twin_without_the_check_they_are(monkeypatch):
    monkeypatch.setattr(actions, "overlapping", lambda *span, **who: None)
    with pytest.raises(pytest.fail.Exception):
        test_a_therapist_is_not_booked_twice(0)


def test_visits_that_touch_do_not_overlap():
    first = booked()
    for shift in (-1, 1):
        booked(first.therapist, start=make.TEN + shift * HOUR)


def test_others_at_the_same_time_are_no_hindrance():
    booked(room=make.room())
    booked(room=make.room())


@pytest.mark.parametrize("gone", ["cancel", "no_show"])
def test_the_time_of_a_visit_that_does_not_take_place_is_free(gone):
    first = booked()
    getattr(actions, gone)(first)
    booked(first.therapist)


def test_a_block_takes_time_also_a_long_one():
    therapist = make.account()
    leave = actions.block(therapist, make.TEN, make.TEN + timedelta(days=14), title="leave")
    with pytest.raises(Refusal):
        booked(therapist, start=make.TEN + timedelta(days=13))
    actions.cancel(leave)
    booked(therapist, start=make.TEN + timedelta(days=13))


@pytest.mark.parametrize("lasts", [timedelta(0), -HOUR, timedelta(days=32)])
def test_the_end_comes_after_the_start_and_within_a_month(lasts):
    with pytest.raises(Refusal):
        booked(lasts=lasts)
    with pytest.raises(Refusal):
        actions.block(make.account(), make.TEN, make.TEN + lasts)


def test_a_visit_is_moved_to_another_therapist_and_care_goes_with_it():
    visit, other = booked(start=make.TEN + timedelta(days=3000)), make.account()
    before = visit.therapist_id
    actions.move(visit, other, visit.starts_at + HOUR, visit.ends_at + HOUR, None)
    assert care_of(visit.client_id) == {before: False, other.id: True}
    assert visit.version == 2


def care_of(client_id):
    rows = db.session.execute(
        select(Care.account_id, Care.ends_at).where(Care.client_id == client_id)
    )
    return {account: ends_at > now() for account, ends_at in rows}


def test_a_visit_is_lengthened_over_itself_but_not_over_the_next():
    first = booked()
    booked(first.therapist, start=make.TEN + 2 * HOUR)
    actions.move(first, first.therapist, first.starts_at, first.ends_at + HOUR, None)
    with pytest.raises(Refusal):
        actions.move(first, first.therapist, first.starts_at, first.ends_at + HOUR, None)


def test_a_session_that_has_begun_stays_where_it_is():
    visit = booked()
    actions.begin(visit)
    with pytest.raises(Refusal):
        actions.move(visit, visit.therapist, visit.starts_at + HOUR, visit.ends_at + HOUR, None)


def test_a_visit_belongs_to_the_only_open_complaint():
    client, therapist = make.client(), make.account()
    one = make.episode(client)
    first = actions.plan(client, therapist, make.TEN, make.TEN + HOUR)
    make.episode(client, region="neck")
    second = actions.plan(client, therapist, make.TEN + HOUR, make.TEN + 2 * HOUR)
    assert (first.episode_id, second.episode_id) == (one.id, None)


def test_each_deed_leaves_one_entry():
    visit = booked()
    actions.block(visit.therapist, make.TEN + HOUR, make.TEN + 2 * HOUR)
    actions.move(visit, visit.therapist, visit.starts_at - HOUR, visit.ends_at - HOUR, None)
    kept = db.session.scalars(select(Entry.event).order_by(Entry.id)).all()
    assert kept == [Event.VISIT_PLANNED, Event.VISIT_BLOCKED, Event.VISIT_CHANGED]


def test_what_is_taken_of_a_day_includes_what_began_before_it():
    visit = booked()
    leave = actions.block(
        make.account(), make.TEN - timedelta(days=3), make.TEN + timedelta(days=3)
    )
    cancelled = booked()
    actions.cancel(cancelled)
    assert queries.taken_on(date(2026, 3, 2)) == {
        visit.therapist_id: [Span(visit.starts_at, visit.ends_at)],
        leave.therapist_id: [Span(leave.starts_at, leave.ends_at)],
    }


def test_the_first_free_room_is_chosen_by_name():
    rooms = [make.room(name=name) for name in ("B", "A", "C")]
    make.room(name="0", retired_at=make.TEN)
    booked(room=rooms[1])
    assert queries.first_free_room(make.TEN, make.TEN + HOUR) is rooms[0]
    for room in (rooms[0], rooms[2]):
        booked(room=room)
    assert queries.first_free_room(make.TEN, make.TEN + HOUR) is None


@pytest.mark.parametrize("who", ["therapist_id", "room_id"])
def test_the_check_reads_an_index(who, monkeypatch):
    asked = []
    monkeypatch.setattr(db.session, "scalars", lambda wanted: asked.append(wanted) or Nothing())
    queries.overlapping(make.TEN, make.TEN + HOUR, **{who: 1})
    monkeypatch.undo()
    is_sqlite = db.engine.dialect.name == "sqlite"
    if not is_sqlite:
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    dialect = sqlite.dialect() if is_sqlite else postgresql.dialect()
    plan = db.session.execute(text(explain + literal(asked[0], dialect)))
    words = "\n".join(str(row) for row in plan)
    assert "ix_visit_" in words and "SCAN visit" not in words and "Seq Scan" not in words


class Nothing:
    def one_or_none(self) -> None:
        return None


def literal(statement, dialect) -> str:
    sql = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    return sql.replace(":", r"\:")
