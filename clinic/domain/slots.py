"""Time that is taken and time that is free."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

LONGEST = timedelta(days=31)  #: of a visit or a block: a longer leave is entered month by month
STEP = timedelta(minutes=15)  #: bookings begin at full quarters of an hour


class Span(NamedTuple):
    """From one moment to another; the end is not part of it."""

    starts_at: datetime
    ends_at: datetime


def free_spans(
    day: Span, taken: Iterable[Span], shortest: timedelta, after: datetime | None = None
) -> list[Span]:
    """What is left of a day between the stretches that are taken, as long as ``shortest``.

    ``after``: only what lies ahead of this moment.
    """
    free = []
    start = max(day.starts_at, after or day.starts_at)
    for each in [*sorted(taken), Span(day.ends_at, day.ends_at)]:
        end = min(each.starts_at, day.ends_at)
        if end - start >= shortest:
            free.append(Span(start, end))
        start = max(start, each.ends_at)
    return free


def free_times(spans: Iterable[Span], lasts: timedelta) -> list[datetime]:
    """When a visit of this length may begin: at each full quarter with enough time after it."""
    found = []
    for start, end in spans:
        at = next_quarter(start)
        while at + lasts <= end:
            found.append(at)
            at += STEP
    return found


def next_quarter(moment: datetime) -> datetime:
    """This moment, if it is a full quarter of an hour, else the next one."""
    past = timedelta(
        minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond
    )
    return moment - past + STEP if past else moment


def is_within(visit: Span, open_hours: Span | None) -> bool:
    """Does it lie in the opening hours? Never on a day on which the clinic is closed."""
    return open_hours is not None and (
        open_hours.starts_at <= visit.starts_at and visit.ends_at <= open_hours.ends_at
    )
