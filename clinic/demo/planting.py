"""The rows of one client before anything happens: their card, and their visits as planned."""

from datetime import datetime, timedelta
from random import Random

from clinic.clients.actions import keep_tokens
from clinic.clients.models import Client
from clinic.db import db
from clinic.demo.board import BREAK, span_of
from clinic.demo.diary import opening
from clinic.demo.house import House
from clinic.demo.people import Person
from clinic.demo.schedule import LEAVE, LEAVE_LASTS, LEAVE_STARTS, Schedule, Slot
from clinic.demo.telling import Story
from clinic.domain.states import VisitState
from clinic.visits.models import Visit

MINUTE = timedelta(minutes=1)
BOOKED_AHEAD = timedelta(days=6)


def plant(house: House, person: Person, schedule: Schedule, rng: Random) -> Story:
    """The client and all their visits, past and to come."""
    slots = schedule.visits_of(person, rng)
    client = Client(
        name=person.name,
        phone=person.phone,
        birth_on=person.born,
        locale=person.language,
        guardian_name=person.guardian_name,
        guardian_relation=person.guardian_relation,
        created_at=slots[0].span[0] - BOOKED_AHEAD,
    )
    db.session.add(client)
    db.session.flush()
    keep_tokens(client)
    visits = [visit_of(house, client, slot, schedule.moment, rng) for slot in slots]
    db.session.add_all(visits)
    db.session.flush()
    return Story(house, person, client, rng, slots, visits)


def visit_of(house: House, client: Client, slot: Slot, moment: datetime, rng: Random) -> Visit:
    visit = Visit(
        client=client,
        therapist=house.therapists[slot.therapist],
        room=house.rooms[slot.therapist],
        type=house.types[slot.kind],
        state=slot.state,
        starts_at=slot.span[0],
        ends_at=slot.span[1],
        created_at=slot.span[0] - BOOKED_AHEAD,
    )
    stamp(visit, moment, rng)
    if slot.state is VisitState.CANCELLED:
        visit.cancel_reason = rng.choice(("Cold", "Work", "감기", "일정 변경"))
    return visit


def stamp(visit: Visit, moment: datetime, rng: Random) -> None:
    """When the client arrived, the session began and ended, as far as the visit has come."""
    if visit.state is VisitState.ARRIVED:
        visit.arrived_at = moment - rng.randint(6, 12) * MINUTE
    if visit.state in (VisitState.IN_SESSION, VisitState.DONE):
        visit.arrived_at = visit.starts_at - rng.randint(7, 13) * MINUTE
        visit.began_at = visit.starts_at + rng.randint(0, 2) * MINUTE
    if visit.state is VisitState.DONE:
        visit.ended_at = visit.ends_at - rng.randint(2, 6) * MINUTE


def plant_blocks(house: House, schedule: Schedule) -> None:
    """A break on today's board, and a therapist's leave ahead."""
    start, end = span_of(BREAK, schedule.moment)
    add_block(house, BREAK.therapist, "Break", start, end)
    first = schedule.day + timedelta(days=LEAVE_STARTS)
    last = first + timedelta(days=LEAVE_LASTS - 1)
    add_block(house, LEAVE, "Leave", opening(first)[0], opening(last)[1])


def add_block(house: House, therapist: int, title: str, start: datetime, end: datetime) -> None:
    db.session.add(
        Visit(
            therapist=house.therapists[therapist],
            title=title,
            starts_at=start,
            ends_at=end,
            created_at=start - BOOKED_AHEAD,
        )
    )
