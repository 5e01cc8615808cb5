"""Is this month different from the others, or just another month?"""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from clinic.domain.statistics.intervals import Interval


class XmR(NamedTuple):
    """`outside` counts from 1. All None and empty below two months: there is no moving range yet."""

    cl: float | None
    mr_bar: float | None
    ucl: float | None
    lcl: float | None
    mr_ucl: float | None
    outside: tuple[int, ...]


class PChart(NamedTuple):
    """`limits` are per month, None where nobody was counted; `outside` counts from 1."""

    pbar: float | None
    limits: tuple[Interval | None, ...]
    outside: tuple[int, ...]


def xmr(x: Sequence[float]) -> XmR:
    """Individuals chart: mean ± 2.66 · mean moving range; upper limit of the range 3.267 · mean.

    Shewhart's constants as Wheeler uses them (3 / 1.128, and D4 for two). Signal: a point beyond a
    limit. The months are in order and none is missing.
    """
    if len(x) < 2:
        return XmR(x[0] if x else None, None, None, None, None, ())
    cl = fsum(x) / len(x)
    mr_bar = fsum(abs(b - a) for a, b in zip(x, x[1:], strict=False)) / (len(x) - 1)
    ucl, lcl = cl + 2.66 * mr_bar, cl - 2.66 * mr_bar
    outside = tuple(place for place, each in enumerate(x, 1) if not lcl <= each <= ucl)
    return XmR(cl, mr_bar, ucl, lcl, 3.267 * mr_bar, outside)


def p_chart(n: Sequence[int], x: Sequence[int]) -> PChart:
    """Chart of a monthly share: p̄ ± 3 √(p̄(1 - p̄) / n), cut off at 0 and 1 (Shewhart).

    p̄ = Σx / Σn. Signal: a share beyond its own month's limit. A month without anybody has no limit
    and gives no signal. Raises ValueError unless 0 ≤ x ≤ n each month.
    """
    months = list(zip(n, x, strict=True))
    if any(not 0 <= got <= of for of, got in months):
        raise ValueError("a share needs 0 <= x <= n")
    everyone = sum(n)
    if not everyone:
        return PChart(None, tuple(None for _ in months), ())
    pbar = sum(x) / everyone
    limits = tuple(_limits(pbar, of) for of, _ in months)
    outside = tuple(
        place
        for place, ((of, got), limit) in enumerate(zip(months, limits, strict=True), 1)
        if limit is not None and not limit.low <= got / of <= limit.high
    )
    return PChart(pbar, limits, outside)


def _limits(pbar: float, n: int) -> Interval | None:
    if not n:
        return None
    half = 3 * sqrt(pbar * (1 - pbar) / n)
    return Interval(max(0.0, pbar - half), min(1.0, pbar + half))
