"""How a complaint goes on: on which days its client comes, and how much it hurts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from random import Random

from clinic.demo.people import LONG_AGO, Part, Person

#: How long the clinic has been open.
OPEN_FOR = 545
#: After so many days without a visit a client counts as dropped out (model.md: it is then proposed
#: to close the episode).
AWAY = 90
LONG = 56  #: visits in more than a year


@dataclass(frozen=True, slots=True)
class Complaint:
    """What hurts: as the form asks it, and as it is treated."""

    reason: str
    marks: tuple[str, ...]  #: on the body map
    disability: str | None  #: which questionnaire goes with it
    area: str  #: how it is treated


COMPLAINTS = (
    Complaint("back_pain", ("lower_back_left",), "odi", "low"),
    Complaint("back_pain", ("lower_back_left", "lower_back_right"), "rmdq24", "low"),
    Complaint("back_pain", ("lower_back_right", "buttock_right"), "odi", "low"),
    Complaint("back_pain", ("mid_back_left", "mid_back_right"), "rmdq24", "mid"),
    Complaint("neck_shoulder", ("neck_back_left", "shoulder_top_left"), None, "neck"),
    Complaint("neck_shoulder", ("shoulder_blade_right", "shoulder_top_right"), None, "neck"),
    Complaint("headache", ("scalp", "neck_back_right"), None, "head"),
)
WEIGHTS = (24, 20, 16, 8, 16, 10, 6)
CAUSES = ("muscle_tension", "strain", "injury", "unknown")


@dataclass(frozen=True, slots=True)
class Course:
    """One complaint from its first visit on."""

    days: tuple[date, ...]
    complaint: Complaint
    cause: str
    onset: date
    is_closed: bool
    starts_at: float  #: pain on the first day, 0 to 10
    ends_at: float  #: what it tends to
    halves_in: float  #: days in which the distance to it halves

    def pain_on(self, day: date) -> float:
        """What the pain tends to be that day, before the chance of the day."""
        gone = exp(-0.693 * (day - self.days[0]).days / self.halves_in)
        return self.ends_at + (self.starts_at - self.ends_at) * gone


def courses_of(person: Person, rng: Random, day: date, comes_today: bool) -> list[Course]:
    """The complaints of one client, the earliest first."""
    if person.part in (Part.NEW, Part.RELAXING):
        return []
    if person.part is Part.ONGOING:
        steps = rhythm(rng, LONG if person.number == LONG_AGO else rng.randint(7, 46))
        last = day if comes_today else day + timedelta(days=rng.randint(1, 6))
        return [course(rng, days_until(last, steps), False)]
    if person.part is Part.DROPPED:
        steps = rhythm(rng, rng.randint(1, 4))
        ago = rng.randint(sum(steps) + AWAY + 8, OPEN_FOR)
        return [course(rng, days_from(day - timedelta(days=ago), steps), False)]
    return list(finished(rng, day))


def finished(rng: Random, day: date) -> Iterator[Course]:
    """One course that ended well enough to stop, and for half of them a later second one."""
    steps = rhythm(rng, rng.randint(8, 20))
    ago = rng.randint(sum(steps) + 25, OPEN_FOR)
    first = course(rng, days_from(day - timedelta(days=ago), steps), True)
    yield first
    steps = rhythm(rng, rng.randint(6, 12))
    since = (day - first.days[-1]).days - sum(steps)
    if since > AWAY:
        began = first.days[-1] + timedelta(days=rng.randint(45, since - 25))
        yield course(rng, days_from(began, steps), True)


def course(rng: Random, days: tuple[date, ...], is_closed: bool) -> Course:
    start = rng.triangular(4.2, 8.6, 6.4)
    kind = rng.random()
    gain = rng.uniform(3.0, 5.6) if kind < 0.76 else rng.uniform(-0.6, 1.1)
    if kind > 0.92:
        gain = rng.uniform(-2.2, -1.2)
    return Course(
        days=days,
        complaint=rng.choices(COMPLAINTS, WEIGHTS)[0],
        cause=rng.choices(CAUSES, (45, 25, 10, 20))[0],
        onset=days[0] - timedelta(days=rng.choice((9, 20, 33, 48, 70, 110, 190, 400, 800))),
        is_closed=is_closed,
        starts_at=start,
        ends_at=min(max(start - gain, 0.3), 9.5),
        halves_in=rng.uniform(14, 40),
    )


def rhythm(rng: Random, number: int) -> list[int]:
    """Days between visits: twice a week at first, then weekly or a little less often."""
    return [
        rng.randint(3, 5) if n < 8 else rng.randint(5, 8) if n < 20 else rng.randint(6, 10)
        for n in range(number)
    ]


def days_from(first: date, steps: list[int]) -> tuple[date, ...]:
    found = [first]
    for step in steps:
        found.append(found[-1] + timedelta(days=step))
    return tuple(found)


def days_until(last: date, steps: list[int]) -> tuple[date, ...]:
    return days_from(last - timedelta(days=sum(steps)), steps)


def relaxing_days(rng: Random, day: date, comes_today: bool) -> tuple[date, ...]:
    """Every three to five weeks, for the pleasure of it."""
    steps = [rng.randint(20, 36) for _ in range(rng.randint(6, 13))]
    last = day if comes_today else day + timedelta(days=rng.randint(2, 12))
    return days_until(last, steps)
