"""The day on which the demo is looked at: who is in which state around this moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from clinic.demo.diary import Span, opening
from clinic.demo.people import FIRST_ONGOING, LONG_AGO, PARTS, Part
from clinic.domain.states import VisitState

QUARTER = timedelta(minutes=15)


class Scene(StrEnum):
    """What the board shows of one visit of today."""

    DONE = "done"
    TREATED = "treated"  #: in session, the record being written
    STOP = "stop"
    READY = "ready"
    NO_CONSENT = "no consent"
    NO_SCORE = "no score"
    BOOKED = "booked"
    NO_SHOW = "no-show"
    CANCELLED = "cancelled"


STATES = {
    Scene.DONE: VisitState.DONE,
    Scene.TREATED: VisitState.IN_SESSION,
    Scene.STOP: VisitState.ARRIVED,
    Scene.READY: VisitState.ARRIVED,
    Scene.NO_CONSENT: VisitState.ARRIVED,
    Scene.NO_SCORE: VisitState.ARRIVED,
    Scene.BOOKED: VisitState.BOOKED,
    Scene.NO_SHOW: VisitState.NO_SHOW,
    Scene.CANCELLED: VisitState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One visit of today: minutes from the moment of the demo, length, whose, and by whom."""

    offset: int
    minutes: int
    therapist: int
    scene: Scene
    person: int


ONGOING = FIRST_ONGOING
RELAXING = PARTS.index(Part.RELAXING)
NEW = PARTS.index(Part.NEW)
#: Person by person; those whose time the clinic is closed at come on another day.
TABLE = (
    Row(-105, 60, 0, Scene.DONE, ONGOING + 0),
    Row(-40, 55, 0, Scene.TREATED, ONGOING + 1),
    Row(20, 60, 0, Scene.STOP, ONGOING + 2),
    Row(-75, 45, 1, Scene.DONE, ONGOING + 3),
    Row(-25, 60, 1, Scene.NO_SHOW, ONGOING + 4),
    Row(5, 60, 1, Scene.READY, ONGOING + 5),
    Row(75, 75, 1, Scene.BOOKED, NEW),
    Row(-60, 60, 2, Scene.CANCELLED, ONGOING + 6),
    Row(10, 60, 2, Scene.NO_CONSENT, ONGOING + 7),
    Row(75, 60, 2, Scene.BOOKED, LONG_AGO),
    Row(-90, 55, 3, Scene.DONE, ONGOING + 8),
    Row(-30, 55, 3, Scene.TREATED, ONGOING + 9),
    Row(30, 60, 3, Scene.NO_SCORE, ONGOING + 10),
    Row(95, 50, 3, Scene.BOOKED, RELAXING),
    Row(90, 60, 0, Scene.BOOKED, ONGOING + 11),
    Row(-170, 60, 0, Scene.DONE, ONGOING + 13),
    Row(-130, 60, 2, Scene.DONE, ONGOING + 15),
    Row(165, 60, 1, Scene.BOOKED, ONGOING + 17),
    Row(165, 75, 3, Scene.BOOKED, NEW + 1),
)
#: The break of the third therapist, who is free because someone cancelled.
BREAK = Row(-60, 60, 2, Scene.BOOKED, -1)


def moment_of_the_day(at: datetime, day: date) -> datetime:
    """The quarter of an hour that the board shows: now, or the nearest time with enough going on."""
    opens, closes = opening(day)
    earliest, latest = opens + timedelta(minutes=90), closes - timedelta(minutes=150)
    shown = min(max(at, earliest), latest)
    return shown.replace(minute=shown.minute // 15 * 15, second=0, microsecond=0)


def span_of(row: Row, moment: datetime) -> Span:
    start = moment + timedelta(minutes=row.offset)
    return start, start + timedelta(minutes=row.minutes)


def rows_today(moment: datetime, day: date) -> Iterator[Row]:
    """The rows of the table whose time lies in the opening hours."""
    opens, closes = opening(day)
    for row in TABLE:
        start, end = span_of(row, moment)
        if opens <= start and end <= closes:
            yield row
