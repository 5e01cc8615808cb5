"""What the demo shows of the untidy side of a clinic, counted from its rows."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Select, exists, func, select

from clinic.clients.models import Client
from clinic.db import db
from clinic.demo.courses import AWAY
from clinic.domain.clearances import TOLD_BEFORE
from clinic.domain.states import Phase, Result, Verdict, VisitState
from clinic.domain.stops import OPEN
from clinic.episodes.models import Episode
from clinic.outcomes.models import DueScore, Score
from clinic.safety.models import Clearance, Note
from clinic.treatment.models import Decision, Record
from clinic.treatment.queries import undecided_stops
from clinic.visits.models import Visit
from clinic.web.clock import bounds


class Share(NamedTuple):
    """A figure, and between which bounds it was asked for; None = no upper bound."""

    name: str
    value: float
    least: float
    most: float | None
    is_part: bool = False  #: of a whole, to be shown as a percentage

    @property
    def is_kept(self) -> bool:
        return self.least <= self.value and (self.most is None or self.value <= self.most)

    @property
    def line(self) -> str:
        shown = f"{100 * self.value:.1f} %" if self.is_part else f"{self.value:g}"
        return f"  {self.name:<42} {shown:>7}"


def shares(day: date) -> list[Share]:
    """How the demo made for this day looks."""
    return [
        Share("clients", count(Client), 55, 65),
        Share("visits that were held", count(Record), 700, None),
        Share("scores missing", missing_scores(), 0.15, 0.30, True),
        Share("clients who dropped out", dropped_out(day), 0.10, 0.20, True),
        Share("stops, decided or undecided", stops(day), 3, None),
        Share("overrides", decided(Verdict.OVERRIDE), 1, None),
        Share("clients sent to a doctor", decided(Verdict.REFER), 1, None),
        Share("clearances that end within 14 days", clearances_ending(day), 1, None),
        Share("unsigned records of sessions that are over", drafts(), 2, 2),
    ]


def number(query: Select[int]) -> int:
    return db.session.scalar(query) or 0


def count(kind: type[Client] | type[Record]) -> int:
    return number(select(func.count()).select_from(kind))


def missing_scores() -> float:
    """Of the scores that a visit or a date asks for: not asked, or declined."""
    treated = (
        select(Visit.id)
        .join(Record, Record.visit_id == Visit.id)
        .where(
            Visit.state == VisitState.DONE,
            Visit.episode_id.is_not(None),
            Record.result == Result.TREATED,
        )
    )
    around = Score.phase.in_((Phase.BEFORE, Phase.AFTER)) & Score.visit_id.in_(treated)
    asked = 2 * number(select(func.count()).select_from(treated.subquery()))
    asked += number(select(func.count()).select_from(DueScore))
    given = number(scores().where(around)) + number(scores().where(Score.phase == Phase.COURSE))
    return 1 - given / asked


def scores() -> Select[int]:
    """How many scores count and have a value; to be narrowed."""
    return (
        select(func.count())
        .select_from(Score)
        .where(Score.value.is_not(None), Score.superseded_at.is_(None))
    )


def dropped_out(day: date) -> float:
    """Clients with an open complaint who have not come for long, and have nothing booked."""
    since = bounds(day - timedelta(days=AWAY))[0]
    away = select(func.count(Episode.client_id.distinct())).where(
        Episode.closed_on.is_(None),
        ~exists().where(
            Visit.client_id == Episode.client_id,
            Visit.starts_at >= since,
            Visit.state.not_in((VisitState.CANCELLED, VisitState.NO_SHOW)),
        ),
    )
    return number(away) / count(Client)


def decided(*verdicts: Verdict) -> int:
    """Stops about which a therapist decided so; of one note at many visits, one."""
    wanted = select(func.count(Decision.note_id.distinct()))
    return number(wanted.where(Decision.verdict.in_(verdicts or tuple(Verdict))))


def stops(day: date) -> int:
    first, after = bounds(day)
    ahead = db.session.scalars(
        select(Visit).where(
            Visit.client_id.is_not(None),
            Visit.starts_at >= first,
            Visit.starts_at < after,
            Visit.state.in_((VisitState.BOOKED, VisitState.ARRIVED)),
        )
    )
    return decided() + sum(len(undecided_stops(visit)) for visit in ahead)


def clearances_ending(day: date) -> int:
    return number(
        select(func.count())
        .select_from(Clearance)
        .join(Note, Note.id == Clearance.note_id)
        .where(
            Note.state.in_(OPEN), Clearance.ends_on >= day, Clearance.ends_on <= day + TOLD_BEFORE
        )
    )


def drafts() -> int:
    return number(
        select(func.count())
        .select_from(Record)
        .join(Visit, Visit.id == Record.visit_id)
        .where(Record.signed_at.is_(None), Visit.state == VisitState.DONE)
    )
