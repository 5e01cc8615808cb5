"""Where a client's course stands in its plot: points, gaps, and the band of noticeable change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from clinic.web.plots import Axis

LEFT, RIGHT, TOP, FOOT = 44, 176, 26, 40
DAYS_APART = 118  #: pixels between two days that are written out
CROWDED = 14  #: from so many points on they are smaller, and not each carries its number


@dataclass(frozen=True, slots=True)
class Asked:
    """One place of a course. ``value`` None: a visit was held, and there is no score of it."""

    on: date
    value: float | None
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in its place. ``shows``: its number is written beside it."""

    asked: Asked
    x: float
    y: float
    shows: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the scale: "better", "same" or "worse"; ``edge`` is the first score in it."""

    kind: str
    y: float
    height: float
    edge: float | None
    edge_y: float | None


@dataclass(frozen=True, slots=True)
class CoursePlot:
    width: int
    height: int
    right: float
    bottom: float
    marks: tuple[Mark, ...]
    gaps: tuple[Mark, ...]
    lines: tuple[tuple[float, float, float, float, bool], ...]  #: x1, y1, x2, y2, is it a gap
    bands: tuple[Band, ...]
    values: tuple[tuple[float, float], ...]
    days: tuple[tuple[date, float], ...]

    @property
    def is_crowded(self) -> bool:
        return len(self.marks) + len(self.gaps) >= CROWDED

    @property
    def radius(self) -> float:
        return 4.5 if self.is_crowded else 6.5


@dataclass(frozen=True, slots=True)
class Edges:
    """The first scores that are noticeably better and noticeably worse than the baseline."""

    better: float
    worse: float


def course_plot(
    course: Sequence[Asked],
    scale: tuple[float, float],
    edges: Edges | None = None,
    width: int = 1120,
    height: int = 300,
) -> CoursePlot | None:
    """Lay a course on its scale; None where nothing was measured. Days are in order."""
    if all(each.value is None for each in course):
        return None
    right, bottom = width - RIGHT, height - FOOT
    days = Axis(course[0].on.toordinal(), course[-1].on.toordinal(), LEFT + 18, right - 18)
    values = Axis(*scale, bottom, TOP)
    places = [(each, days.at(each.on.toordinal())) for each in course]
    measured = [(each, x) for each, x in places if each.value is not None]
    shown = spaced([x for _, x in measured], 26)
    marks = tuple(
        Mark(each, x, values.at(each.value or 0), number in shown)
        for number, (each, x) in enumerate(measured)
    )
    gaps = gaps_between(places, marks)
    return CoursePlot(
        width,
        height,
        right,
        bottom,
        marks,
        gaps,
        lines_between(marks, gaps),
        bands(scale, edges, values.at),
        tuple((tick, values.at(tick)) for tick in values.ticks()),
        day_ticks(places),
    )


def spaced(places: Sequence[float], apart: float) -> set[int]:
    """Which of these places are written out: the first, the last, and who keeps that distance."""
    if not places:
        return set()
    chosen, last = {0}, len(places) - 1
    before = places[0]
    for number, place in enumerate(places[1:-1], 1):
        if place - before >= apart and places[last] - place >= apart:
            chosen.add(number)
            before = place
    return chosen | {last}


def gaps_between(places: Sequence[tuple[Asked, float]], marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The held visits without a score, on the line between their neighbours."""
    empty = [(each, x) for each, x in places if each.value is None]
    shown = spaced([x for _, x in empty], 72) if len(places) < CROWDED else set()
    return tuple(
        Mark(each, x, height_at(x, marks), number in shown)
        for number, (each, x) in enumerate(empty)
    )


def height_at(x: float, marks: Sequence[Mark]) -> float:
    """Where the line between the measured points is at x; beyond them, where it ends."""
    for here, there in pairwise(marks):
        if here.x <= x <= there.x:
            return Axis(here.x, there.x, here.y, there.y).at(x)
    return marks[0].y if x < marks[0].x else marks[-1].y


def lines_between(
    marks: Sequence[Mark], gaps: Sequence[Mark]
) -> tuple[tuple[float, float, float, float, bool], ...]:
    """From point to point; a line that passes a visit without a score is a gap."""
    return tuple(
        (here.x, here.y, there.x, there.y, any(here.x <= gap.x <= there.x for gap in gaps))
        for here, there in pairwise(marks)
    )


def bands(
    scale: tuple[float, float], edges: Edges | None, at: Callable[[float], float]
) -> tuple[Band, ...]:
    """What is noticeably better and worse, and what lies between; without a threshold, nothing."""
    if edges is None:
        return ()
    lowest, highest = scale
    low, high = sorted((edges.better, edges.worse))
    kinds = ("better", "worse") if edges.better < edges.worse else ("worse", "better")
    found = [stretch("same", max(low, lowest), min(high, highest), None, at)]
    if low >= lowest:
        found.append(stretch(kinds[0], lowest, low, low, at))
    if high <= highest:
        found.append(stretch(kinds[1], high, highest, high, at))
    return tuple(found)


def stretch(
    kind: str, low: float, high: float, edge: float | None, at: Callable[[float], float]
) -> Band:
    top = at(high)
    return Band(kind, top, round(at(low) - top, 1), edge, None if edge is None else at(edge))


def day_ticks(places: Sequence[tuple[Asked, float]]) -> tuple[tuple[date, float], ...]:
    """The days that are written below, far enough apart to be read; each day once."""
    by_day = {each.on: x for each, x in places}
    days = list(by_day.items())
    shown = spaced([x for _, x in days], DAYS_APART)
    return tuple(day for number, day in enumerate(days) if number in shown)


@dataclass(frozen=True, slots=True)
class Pair:
    """The score before and after one session."""

    on: date
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class PairPlot:
    width: int
    height: int
    right: float
    bottom: float
    pairs: tuple[tuple[Pair, float, float, float], ...]  #: pair, x, y before, y after
    values: tuple[tuple[float, float], ...]
    days: tuple[tuple[date, float], ...]


def pair_plot(
    pairs: Sequence[Pair], scale: tuple[float, float], width: int = 1120, height: int = 200
) -> PairPlot | None:
    """Each session by itself, side by side in order: never a course."""
    if not pairs:
        return None
    right, bottom = width - RIGHT, height - FOOT
    row = Axis(0, len(pairs) - 1, LEFT + 18, right - 18)
    values = Axis(*scale, bottom, TOP)
    places = [(pair, row.at(number)) for number, pair in enumerate(pairs)]
    shown = spaced([x for _, x in places], DAYS_APART)
    return PairPlot(
        width,
        height,
        right,
        bottom,
        tuple((pair, x, values.at(pair.before), values.at(pair.after)) for pair, x in places),
        tuple((tick, values.at(tick)) for tick in values.ticks()),
        tuple((pair.on, x) for number, (pair, x) in enumerate(places) if number in shown),
    )
