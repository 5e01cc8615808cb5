"""One day of the clinic: its visits, and what is missing or in the way of each.

A fixed number of queries, however many visits the day has. Nothing of what is clinical leaves
this room: the page gets one word for each visit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Row, func, select

from clinic.accounts.models import Account
from clinic.clients.models import Care, Client
from clinic.db import db, now
from clinic.domain import stops
from clinic.domain.catalogue.vocabulary import STOPPING
from clinic.domain.clearances import Clearance as Cover
from clinic.domain.readiness import AHEAD, Facts, NextStep, Readiness, next_step, readiness
from clinic.domain.slots import LONGEST
from clinic.domain.states import HELD, Phase, VisitState
from clinic.intake.models import Consent, Intake
from clinic.outcomes.models import Score
from clinic.safety.models import Clearance, Note
from clinic.settings.models import Room, VisitType
from clinic.treatment.models import Decision, Record
from clinic.visits.models import Visit
from clinic.web.clock import bounds

#: What a client must have agreed to before a session.
NEEDED_CONSENTS = frozenset({"treatment", "health_records"})
CALLED_OFF = (VisitState.CANCELLED, VisitState.NO_SHOW)


class VisitOfDay(NamedTuple):
    """A visit or a block, as the whole staff may know it."""

    id: int
    starts_at: datetime
    ends_at: datetime
    state: VisitState
    client_id: int | None
    client: str | None
    therapist_id: int
    therapist: str
    room: str | None
    kind: str | None
    title: str
    arrived_at: datetime | None
    episode_id: int | None
    urgent_at: datetime | None
    urgent_action: str | None
    urgent_seen_at: datetime | None

    @property
    def is_urgent(self) -> bool:
        return self.urgent_at is not None and self.urgent_seen_at is None


def visits_on(day: date) -> list[VisitOfDay]:
    """What falls on this day, by time; a leave of several days too. A block called off is gone."""
    start, end = bounds(day)
    rows = db.session.execute(
        select(
            Visit.id,
            Visit.starts_at,
            Visit.ends_at,
            Visit.state,
            Visit.client_id,
            Client.name,
            Visit.therapist_id,
            Account.name,
            Room.name,
            VisitType.name,
            Visit.title,
            Visit.arrived_at,
            Visit.episode_id,
            Visit.urgent_at,
            Visit.urgent_action,
            Visit.urgent_seen_at,
        )
        .join(Account, Account.id == Visit.therapist_id)
        .outerjoin(Client, Client.id == Visit.client_id)
        .outerjoin(Room, Room.id == Visit.room_id)
        .outerjoin(VisitType, VisitType.id == Visit.type_id)
        .where(
            Visit.starts_at < end,
            Visit.starts_at > start - LONGEST,
            Visit.ends_at > start,
            Visit.client_id.is_not(None) | Visit.state.not_in(CALLED_OFF),
        )
        .order_by(Visit.starts_at, Visit.id)
    )
    return [VisitOfDay._make(row) for row in rows]


@dataclass(frozen=True)
class BoardRow:
    """One line of the board."""

    visit: VisitOfDay
    chip: Readiness | None  #: nothing for what is over, and for a block
    step: NextStep | None
    is_mine: bool
    is_open: bool  #: may the reader open the client's page?


@dataclass(frozen=True)
class Reader:
    """Who looks at the board."""

    account_id: int
    treats: bool
    sees_everyone: bool


def board_rows(day: date, reader: Reader, intake_valid_days: int) -> list[BoardRow]:
    """The day's visits with chip and next step; who must be fetched for stands first."""
    visits = visits_on(day)
    ahead = [each for each in visits if each.client_id and (each.state in AHEAD or each.is_urgent)]
    facts = facts_before(ahead, day, intake_valid_days)
    cared_for = clients_in_care(reader.account_id, visits)
    rows = [row_of(each, facts.get(each.id), reader, cared_for) for each in visits]
    return sorted(rows, key=lambda row: row.chip is not Readiness.FETCH)


def row_of(visit: VisitOfDay, facts: Facts | None, reader: Reader, cared_for: set[int]) -> BoardRow:
    chip = readiness(facts) if facts else None
    in_care = visit.client_id in cared_for
    step = (
        next_step(visit.state, chip, treats=reader.treats and in_care) if visit.client_id else None
    )
    return BoardRow(
        visit,
        chip,
        step,
        is_mine=visit.therapist_id == reader.account_id,
        is_open=in_care or reader.sees_everyone,
    )


def clients_in_care(account_id: int, visits: Iterable[VisitOfDay]) -> set[int]:
    """Whom of the day's clients this member of staff has a reason to see."""
    clients = {each.client_id for each in visits if each.client_id}
    return set(
        db.session.scalars(
            select(Care.client_id).where(
                Care.account_id == account_id, Care.client_id.in_(clients), Care.ends_at > now()
            )
        )
    )


def facts_before(
    visits: Sequence[VisitOfDay], day: date, intake_valid_days: int
) -> dict[int, Facts]:
    """By visit: what is missing or in the way."""
    clients = {each.client_id for each in visits if each.client_id}
    stopped = visits_with_undecided_stops(visits, day)
    consented = clients_who_consented(clients)
    signed_at = last_signed_intakes(clients)
    scored = visits_with_pain_before(each.id for each in visits)
    oldest = bounds(day - timedelta(days=intake_valid_days))[0]
    return {
        each.id: Facts(
            is_urgent=each.is_urgent,
            has_stop=each.id in stopped,
            lacks_consent=each.client_id not in consented,
            lacks_form=each.client_id not in signed_at,
            form_is_old=signed_at.get(each.client_id or 0, oldest) < oldest,
            lacks_score=each.episode_id is not None and each.id not in scored,
        )
        for each in visits
    }


def visits_with_undecided_stops(visits: Sequence[VisitOfDay], day: date) -> set[int]:
    """Which visits a stop stands in the way of, on which nobody decided at that visit."""
    notes = notes_that_may_stop({each.client_id for each in visits if each.client_id})
    given = covers(each.id for of in notes.values() for each in of)
    decided = decisions({each.id for each in visits})
    return {
        each.id
        for each in visits
        if stops.undecided(notes.get(each.client_id or 0, ()), given, decided.get(each.id, ()), day)
    }


def notes_that_may_stop(client_ids: Iterable[int]) -> dict[int, list[stops.Standing]]:
    rows = db.session.execute(
        select(Note.client_id, Note.id, Note.level, Note.state, Note.stood_up_at).where(
            Note.client_id.in_(list(client_ids)),
            Note.state.in_(stops.OPEN),
            Note.level.in_(STOPPING),
        )
    )
    found: dict[int, list[stops.Standing]] = {}
    for row in rows:
        found.setdefault(row.client_id, []).append(
            stops.Standing(row.id, row.level, row.state, row.stood_up_at)
        )
    return found


def covers(note_ids: Iterable[int]) -> list[Cover]:
    rows = db.session.execute(
        select(Clearance.note_id, Clearance.given_on, Clearance.ends_on).where(
            Clearance.note_id.in_(list(note_ids))
        )
    )
    return [Cover(*row) for row in rows]


def decisions(visit_ids: Iterable[int]) -> dict[int, list[stops.Decision]]:
    rows = db.session.execute(
        select(Decision.visit_id, Decision.note_id, Decision.verdict, Decision.at)
        .where(Decision.visit_id.in_(list(visit_ids)))
        .order_by(Decision.id)
    )
    found: dict[int, list[stops.Decision]] = {}
    for row in rows:
        found.setdefault(row.visit_id, []).append(stops.Decision(row.note_id, row.verdict, row.at))
    return found


def clients_who_consented(client_ids: Iterable[int]) -> set[int]:
    """Who agreed to all that a session needs, and took nothing back."""
    return set(
        db.session.scalars(
            select(Consent.client_id)
            .where(
                Consent.client_id.in_(list(client_ids)),
                Consent.kind.in_(NEEDED_CONSENTS),
                Consent.withdrawn_at.is_(None),
            )
            .group_by(Consent.client_id)
            .having(func.count(Consent.kind.distinct()) == len(NEEDED_CONSENTS))
        )
    )


def last_signed_intakes(client_ids: Iterable[int]) -> dict[int, datetime]:
    """When each client last signed the whole form; the short check stands on it."""
    rows = db.session.execute(
        select(Intake.client_id, func.max(Intake.signed_at, type_=Intake.signed_at.type))
        .where(
            Intake.client_id.in_(list(client_ids)),
            Intake.signed_at.is_not(None),
            Intake.based_on_id.is_(None),
        )
        .group_by(Intake.client_id)
    )
    return {client_id: signed_at for client_id, signed_at in rows if signed_at}


def visits_with_pain_before(visit_ids: Iterable[int]) -> set[int]:
    """At which visits a score was taken, or declined, before the session."""
    return set(
        db.session.scalars(
            select(Score.visit_id).where(
                Score.visit_id.in_(list(visit_ids)),
                Score.phase == Phase.BEFORE,
                Score.superseded_at.is_(None),
            )
        )
    )


class Unsigned(NamedTuple):
    """The records that still wait for a signature."""

    number: int
    oldest_at: datetime | None


def unsigned_records(therapist_id: int | None = None) -> Unsigned:
    """Records of sessions that are over; of one therapist, or of all."""
    wanted = (
        select(func.count(), func.min(Visit.starts_at, type_=Visit.starts_at.type))
        .select_from(Record)
        .join(Visit, Visit.id == Record.visit_id)
        .where(Record.signed_at.is_(None), Visit.ends_at < now(), Visit.state.in_(HELD))
    )
    if therapist_id is not None:
        wanted = wanted.where(Visit.therapist_id == therapist_id)
    row: Row[int, datetime] = db.session.execute(wanted).one()
    return Unsigned(*row)
