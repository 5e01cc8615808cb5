"""Where things stand in a drawn plot: pure arithmetic, drawn by templates/macros/plots.html.

A plot has a view box in pixels, of which one is one CSS pixel at the width that it is made for.
Nothing here knows colours: the templates say classes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of numbers laid on a stretch of pixels; either may run backwards."""

    lowest: float
    highest: float
    begins: float
    ends: float

    def at(self, value: float) -> float:
        if self.highest == self.lowest:
            return (self.begins + self.ends) / 2
        share = (value - self.lowest) / (self.highest - self.lowest)
        return round(self.begins + share * (self.ends - self.begins), 1)

    def ticks(self, most: int = 6) -> list[float]:
        return round_numbers(self.lowest, self.highest, most)


def round_numbers(lowest: float, highest: float, most: int = 6) -> list[float]:
    """At most so many numbers in even steps of 1, 2 or 5, from one end to the other."""
    if highest <= lowest:
        return [lowest]
    wanted = (highest - lowest) / (most - 1)
    power = 10.0 ** floor(log10(wanted))
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= wanted * 0.999)
    first, last = ceil(round(lowest / step, 6)), floor(round(highest / step, 6))
    return [round(each * step, 6) for each in range(first, last + 1)]


def rounded_range(values: Sequence[float], most: int = 6) -> tuple[float, float]:
    """A stretch from one round number to another that holds all values and zero; 0 to 1 at least."""
    low, high = min(*values, 0), max(*values, 0)
    if high - low < 1e-4:  # finer than any score
        return 0, 1
    ticks = round_numbers(low, high, most)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    return floor(round(low / step, 6)) * step, ceil(round(high / step, 6)) * step


def cut(words: str, most: int = 26) -> str:
    """So much of a name as fits beside a plot; a Korean syllable takes the room of two letters."""
    room = most
    for place, letter in enumerate(words):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return words[: place - 1].rstrip() + "…"
    return words


@dataclass(frozen=True, slots=True)
class Estimate:
    """One row of an interval plot. ``is_main`` is drawn filled, a second reading of it open."""

    words: str
    detail: str
    value: float
    low: float | None
    high: float | None
    is_main: bool = True

    @property
    def short(self) -> str:
        return cut(self.words)


@dataclass(frozen=True, slots=True)
class Drawn:
    """An estimate in its place."""

    estimate: Estimate
    x: float
    y: float
    left: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class IntervalPlot:
    """Estimates below each other on one axis, each with its interval."""

    width: int
    height: int
    rows: tuple[Drawn, ...]
    ticks: tuple[tuple[float, float], ...]  #: value and x
    bottom: float


ROW, NAMES, FIGURES = 52, 200, 104  #: pixels: a row's height, and what stands at both sides


def interval_plot(
    estimates: Sequence[Estimate], within: tuple[float, float] | None = None, width: int = 552
) -> IntervalPlot | None:
    """Lay estimates on one axis; None where there is none. ``within``: the axis' own ends."""
    if not estimates:
        return None
    ends = [each for row in estimates for each in (row.value, row.low, row.high)]
    lowest, highest = within or rounded_range([each for each in ends if each is not None])
    axis = Axis(lowest, highest, NAMES, width - FIGURES)
    rows = tuple(
        Drawn(
            each,
            axis.at(each.value),
            34 + number * ROW,
            None if each.low is None else axis.at(each.low),
            None if each.high is None else axis.at(each.high),
        )
        for number, each in enumerate(estimates)
    )
    bottom = 10 + ROW * len(rows)
    ticks = tuple((tick, axis.at(tick)) for tick in axis.ticks(5))
    return IntervalPlot(width, bottom + 30, rows, ticks, bottom)


@dataclass(frozen=True, slots=True)
class Step:
    """One box of a flow: how many are still there, and where it stands."""

    n: int
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Flow:
    """How many are left after each step. ``bands`` lead from box to box, ``lost`` do not."""

    width: int
    height: int
    box: float
    bottom: float
    steps: tuple[Step, ...]
    bands: tuple[str, ...]
    lost: tuple[tuple[float, float, float, float], ...]  #: x, y, width, height


def flow_plot(numbers: Sequence[int], lines: int = 1, width: int = 1168, box: float = 150) -> Flow:
    """Boxes as high as their numbers, with room below for so many lines about who was lost.

    The first is a number of another kind: nothing flows from it.
    """
    top, tall, most = 4, 132, max(*numbers, 1)
    gap = (width - len(numbers) * box) / (len(numbers) - 1)
    bottom = top + tall
    steps = tuple(
        Step(n, round(place * (box + gap), 1), round(bottom - tall * n / most, 1), tall * n / most)
        for place, n in enumerate(numbers)
    )
    linked = list(pairwise(steps))[1:]
    return Flow(
        width,
        bottom + 34 + 18 * lines,
        box,
        bottom,
        steps,
        tuple(band(here, there, box, bottom) for here, there in linked),
        tuple(
            (here.x + box, here.y, round(gap * 0.16, 1), round(here.height - there.height, 1))
            for here, there in linked
            if there.n < here.n
        ),
    )


def band(here: Step, there: Step, box: float, bottom: float) -> str:
    """The path from one box to the next, as high as what arrives."""
    left, right = here.x + box, there.x
    height = min(here.height, there.height)
    middle = round((left + right) / 2, 1)
    begins, ends = round(bottom - height, 1), there.y
    return (
        f"M{left:g} {begins:g}C{middle:g} {begins:g} {middle:g} {ends:g} {right:g} {ends:g}"
        f"V{bottom:g}H{left:g}Z"
    )
