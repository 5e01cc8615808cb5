"""The clinic's hours, and a free time in them for each visit."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from clinic.domain.policies import Hours, Week
from clinic.web.clock import moment_of

#: Open every day, so that the demo has a day's work whenever it is looked at.
WEEK: Week = (*[Hours(time(9), time(21))] * 5, Hours(time(9), time(18)), Hours(time(10), time(17)))
LUNCH = (time(13), time(14))
STEP = timedelta(minutes=15)
#: Which weekday each therapist does not work on; 6 is Sunday.
DAYS_OFF = (6, 0, 2, 6)
Span = tuple[datetime, datetime]


def opening(day: date) -> Span:
    hours = WEEK[day.weekday()]
    assert hours is not None
    return moment_of(day, hours.opens), moment_of(day, hours.closes)


@dataclass
class Diary:
    """Who is busy when. Each therapist has a room of their own, so one list serves both."""

    busy: dict[tuple[int, date], list[Span]] = field(default_factory=dict)

    def is_free(self, therapist: int, day: date, span: Span) -> bool:
        taken = self.busy.get((therapist, day), ())
        return all(span[1] <= start or end <= span[0] for start, end in taken)

    def take(self, therapist: int, day: date, span: Span) -> None:
        """Keep a time. Raises ValueError where it is taken already."""
        if not self.is_free(therapist, day, span):
            raise ValueError(f"therapist {therapist} is busy on {day}")
        self.busy.setdefault((therapist, day), []).append(span)

    def find(self, rng: Random, therapist: int, day: date, minutes: int) -> Span | None:
        """A free time that day, late in the day rather than early; None when there is none."""
        if day.weekday() == DAYS_OFF[therapist]:
            return None
        free = [each for each in spans(day, minutes) if self.is_free(therapist, day, each)]
        if not free:
            return None
        chosen = free[round(rng.triangular(0, len(free) - 1, 0.62 * (len(free) - 1)))]
        self.take(therapist, day, chosen)
        return chosen


def spans(day: date, minutes: int) -> list[Span]:
    """Every quarter of an hour at which a visit of this length may begin; lunch stays free."""
    opens, closes = opening(day)
    length = timedelta(minutes=minutes)
    lunch = moment_of(day, LUNCH[0]), moment_of(day, LUNCH[1])
    found = []
    start = opens
    while start + length <= closes:
        if start + length <= lunch[0] or start >= lunch[1]:
            found.append((start, start + length))
        start += STEP
    return found
