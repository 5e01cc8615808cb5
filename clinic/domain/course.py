"""One complaint's scores on one instrument over time, and what they come to.

The course is made of the scores of phase `course` and of each visit's score before the session;
the score after a session is the session's effect and never part of it (product rule 9).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from clinic.domain.change import Change, judge, reaches_noticeable
from clinic.domain.instruments import instrument_named
from clinic.domain.scales import Direction
from clinic.domain.states import Phase

#: The phases whose scores make up the course.
OF_THE_COURSE = (Phase.BEFORE, Phase.COURSE)


@dataclass(frozen=True, slots=True)
class Point:
    """One measured score: when it was answered, what it came to, and at which visit, if any."""

    taken_at: datetime
    value: float
    visit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a report needs of one series; ``best`` follows the instrument's direction."""

    n: int
    baseline: float
    baseline_at: datetime
    latest: float
    latest_at: datetime
    best: float
    first_noticeable_visit_id: int | None
    verdict: Change


def summarise(instrument: str, variant: str, points: Iterable[Point]) -> Summary | None:
    """First, last and best score, and the first visit that reached the noticeable change.

    None where nothing was measured: no score is not a score of zero. ``points`` are in the order
    in which they were answered.
    """
    taken = list(points)
    if not taken:
        return None
    first, last = taken[0], taken[-1]
    return Summary(
        n=len(taken),
        baseline=first.value,
        baseline_at=first.taken_at,
        latest=last.value,
        latest_at=last.taken_at,
        best=best_of(instrument, variant, taken),
        first_noticeable_visit_id=first_noticeable(instrument, variant, taken),
        verdict=verdict_of(instrument, variant, taken),
    )


def best_of(instrument: str, variant: str, taken: list[Point]) -> float:
    """The best score by the instrument's direction; where that is unknown, the last one."""
    direction = instrument_named(instrument).direction_of(variant or None)
    if direction is None:
        return taken[-1].value
    choose = min if direction is Direction.LOWER else max
    return choose(point.value for point in taken)


def first_noticeable(instrument: str, variant: str, taken: list[Point]) -> int | None:
    for point in taken[1:]:
        if reaches_noticeable(instrument, taken[0].value, point.value, variant or None):
            return point.visit_id
    return None


def verdict_of(instrument: str, variant: str, taken: list[Point]) -> Change:
    """One score alone is no change yet, unless the instrument itself asks for the change."""
    is_change = instrument_named(instrument).is_change
    before = taken[0].value if len(taken) > 1 or is_change else None
    return judge(instrument, before, taken[-1].value, variant or None)
