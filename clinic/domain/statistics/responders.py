"""How many got better by a rule, of those measured and of all, and what the missing could make of it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from clinic.domain.change import percent_better
from clinic.domain.readings import exact
from clinic.domain.scales import Direction
from clinic.domain.statistics.intervals import Interval, wilson


class Share(NamedTuple):
    """x of n, with its Wilson interval; p and ci are None for n = 0."""

    x: int
    n: int
    p: float | None
    ci: Interval | None


class ResponseRate(NamedTuple):
    """`of_all` counts the missing as not better. If every missing one were not better the rate
    would be `worst_case` (the same number), if every one were better `best_case`."""

    n: int
    of_measured: Share
    of_all: Share
    worst_case: float | None
    best_case: float | None


class Responders(NamedTuple):
    """`points` is None where no threshold was given; `worse` counts the other way by the points."""

    n_baseline: int
    n_paired: int
    points: ResponseRate | None
    worse: ResponseRate | None
    percent30: ResponseRate
    percent50: ResponseRate


def share(x: int, n: int) -> Share:
    return Share(x, n, x / n if n else None, wilson(x, n))


def responders(
    baseline: Sequence[float | None],
    follow_up: Sequence[float | None],
    points: float | None = 2,
    direction: Direction = Direction.LOWER,
) -> Responders:
    """Responder rates by points, by 30 % and by 50 % of the baseline (IMMPACT, Dworkin 2008).

    Better by 30 %: 100 · gain ≥ 30 · baseline and baseline > 0, in exact arithmetic. Denominators:
    all pairs (of_measured), and all baselines with the missing counted as not better (of_all); one
    whose baseline is 0 cannot answer a percentage and counts as not better, which is why the rates
    restricted to a baseline of 3 and more stand beside these. The range for the missing is that of
    Little & Rubin. The sequences are parallel; a follow-up without a baseline is left out.
    """
    started = [
        (before, after)
        for before, after in zip(baseline, follow_up, strict=True)
        if before is not None
    ]
    pairs = [(before, after) for before, after in started if after is not None]

    def rate(is_met: Callable[[float, float], bool | None]) -> ResponseRate:
        return _rate(sum(bool(is_met(*pair)) for pair in pairs), len(pairs), len(started))

    def gained(before: float, after: float) -> Fraction:
        fall = exact(before) - exact(after)
        return fall if direction is Direction.LOWER else -fall

    return Responders(
        len(started),
        len(pairs),
        points=None
        if points is None
        else rate(lambda before, after: gained(before, after) >= exact(points)),
        worse=None
        if points is None
        else rate(lambda before, after: -gained(before, after) >= exact(points)),
        percent30=rate(lambda before, after: percent_better(before, after, direction, 30)),
        percent50=rate(lambda before, after: percent_better(before, after, direction, 50)),
    )


def _rate(n: int, measured: int, everyone: int) -> ResponseRate:
    missing = everyone - measured
    of_all = share(n, everyone)
    return ResponseRate(
        n,
        of_measured=share(n, measured),
        of_all=of_all,
        worst_case=of_all.p,
        best_case=(n + missing) / everyone if everyone else None,
    )
