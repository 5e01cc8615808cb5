"""The way of a visit through the day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.clients.models import Care
from clinic.db import db, now
from clinic.domain.care import care_until
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.states import VisitState, Why
from clinic.visits import actions
from tests import make

S = VisitState


@pytest.fixture
def visit():
    return make.visit(client=make.client())


def walk(visit, *steps):
    for step in steps:
        getattr(actions, step)(visit)
    return visit.state


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        (["arrive"], S.ARRIVED),
        (["arrive", "begin"], S.IN_SESSION),
        (["begin"], S.IN_SESSION),
        (["arrive", "begin", "finish"], S.DONE),
        (["arrive", "finish"], S.DONE),  # not treated
        (["no_show"], S.NO_SHOW),
        (["cancel"], S.CANCELLED),
        (["arrive", "cancel"], S.CANCELLED),
        (["begin", "begin"], S.IN_SESSION),
        (["begin", "finish", "finish"], S.DONE),
        (["begin", "finish", "begin"], S.DONE),
    ],
)
def test_the_steps_that_a_visit_may_take(visit, steps, state):
    assert walk(visit, *steps) is state


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        (["arrive"], "arrive"),
        (["begin"], "arrive"),
        (["begin"], "cancel"),
        (["arrive"], "no_show"),
        (["no_show"], "arrive"),
        (["cancel"], "begin"),
        (["arrive", "begin", "finish"], "cancel"),
        ([], "finish"),
        ([], "step_back"),
    ],
)
def test_the_steps_that_are_refused(visit, steps, refused):
    state = walk(visit, *steps)
    with pytest.raises(Refusal):
        walk(visit, refused)
    assert visit.state is state


@pytest.mark.parametrize(
    ("steps", "before"),
    [
        (["arrive"], S.BOOKED),
        (["begin"], S.ARRIVED),
        (["arrive", "begin"], S.ARRIVED),
        (["arrive", "begin", "finish"], S.IN_SESSION),
        (["arrive", "finish"], S.ARRIVED),
        (["no_show"], S.BOOKED),
        (["cancel"], S.BOOKED),
        (["arrive", "cancel"], S.ARRIVED),
    ],
)
def test_every_step_can_be_undone(visit, steps, before):
    walk(visit, *steps)
    assert walk(visit, "step_back") is before


def test_all_steps_can_be_undone_one_by_one_and_leave_nothing(visit):
    walk(visit, "arrive", "begin", "finish", "step_back", "step_back", "step_back")
    assert (visit.state, visit.arrived_at, visit.began_at, visit.ended_at) == (
        S.BOOKED,
        None,
        None,
        None,
    )


def test_after_the_signature_no_step_is_undone(visit):
    walk(visit, "arrive", "begin", "finish")
    visit.record_signed_at = now()
    with pytest.raises(Refusal, match="signed"):
        walk(visit, "step_back")
    assert visit.state is S.DONE


def test_a_visit_whose_time_was_given_away_does_not_come_back(visit):
    walk(visit, "cancel")
    actions.plan(make.client(), visit.therapist, visit.starts_at, visit.ends_at)
    with pytest.raises(Refusal, match="is taken from"):
        walk(visit, "step_back")
    assert visit.state is S.CANCELLED


def test_a_block_only_can_be_called_off():
    block = make.visit(client=None, title="lunch")
    with pytest.raises(Refusal):
        actions.arrive(block)
    assert walk(block, "cancel") is S.CANCELLED


def test_each_step_leaves_one_entry_with_codes_only(visit):
    walk(visit, "arrive", "step_back")
    kept = db.session.execute(
        select(Entry.event, Entry.client_id, Entry.subject_id, Entry.detail).order_by(Entry.id)
    ).all()
    assert kept == [
        (Event.VISIT_STEPPED, visit.client_id, visit.id, {"step": "arrive"}),
        (Event.VISIT_UNDONE, visit.client_id, visit.id, {"from": "arrived"}),
    ]


def test_a_call_for_the_therapist_stands_until_the_first_tap(visit, acting_as):
    acting_as(make.account())
    actions.call_therapist(visit, "emergency")
    assert (visit.urgent_action, visit.urgent_seen_at) == ("emergency", None)
    actions.acknowledge(visit)
    first = (visit.urgent_seen_at, visit.urgent_seen_by_id)
    acting_as(make.account())
    actions.acknowledge(visit)
    assert (visit.urgent_seen_at, visit.urgent_seen_by_id) == first
    actions.call_therapist(visit, "same_day")
    assert visit.urgent_seen_at is None


def reasons(visit) -> dict[Why, bool]:
    """Why the therapist may see the client, and whether each reason holds."""
    db.session.flush()
    rows = db.session.execute(select(Care.why, Care.ends_at)).all()
    return {why: ends_at > now() for why, ends_at in rows}


def test_booking_and_check_in_open_the_record_until_a_year_after_the_visit():
    start = now() + timedelta(days=3)
    visit = actions.plan(make.client(), make.account(), start, start + timedelta(hours=1))
    assert reasons(visit) == {Why.BOOKED: True}
    walk(visit, "arrive")
    assert reasons(visit) == {Why.BOOKED: True, Why.CHECKED_IN: True}
    ends = set(db.session.scalars(select(Care.ends_at)))
    assert ends == {care_until(visit.ends_at)}


def test_a_visit_called_off_closes_what_it_opened():
    start = now() + timedelta(days=3)
    visit = actions.plan(make.client(), make.account(), start, start + timedelta(hours=1))
    walk(visit, "arrive", "cancel")
    assert reasons(visit) == {Why.BOOKED: False, Why.CHECKED_IN: False}


def test_a_visit_called_off_leaves_open_what_an_earlier_one_opened():
    client, therapist, start = make.client(), make.account(), now()
    first, second = (
        actions.plan(client, therapist, at, at + timedelta(hours=1))
        for at in (start, start + timedelta(days=7))
    )
    walk(second, "cancel")
    assert reasons(second) == {Why.BOOKED: True}
    assert db.session.scalar(select(Care.ends_at)) == care_until(first.ends_at)
