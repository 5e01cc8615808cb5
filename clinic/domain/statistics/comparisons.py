"""Groups beside each other, with what chance alone would do."""

from collections.abc import Mapping, Sequence
from math import isfinite, sqrt
from typing import NamedTuple

from clinic.domain.statistics.intervals import Interval


class Limits(NamedTuple):
    """Lower and upper limits at 95 % and at 99.8 %."""

    l998: float
    l95: float
    u95: float
    u998: float


class FunnelLimits(NamedTuple):
    """`normal` may leave 0..1 in small groups, and `exact` dips under 0 in tiny ones: a page that
    draws them cuts them off there, and says so."""

    exact: Limits
    normal: Limits


class Effect(NamedTuple):
    """How much higher the group is than the reference, in points, at the same baseline."""

    diff: float
    ci: Interval
    se: float
    p: float


class Ancova(NamedTuple):
    n: int
    df: int
    effects: Mapping[str, Effect]
    baseline_slope: float
    residual_sd: float


def funnel_limits(theta: float, n: int) -> FunnelLimits:
    """Control limits of a share in a group of n, when the true share is theta for everybody.

    Exact: r = the smallest with P(X ≤ r) ≥ p, α = (P(X ≤ r) - p) / P(X = r), limit = (r - α) / n,
    for p = 0.001, 0.025, 0.975, 0.999. Normal: theta ± z √(theta(1 - theta) / n), z = 1.96 and 3.09.
    Spiegelhalter 2005 Stat Med 24:1185-1202, appendix A.1.1. The upper exact limit lies between two
    counts, so a point beyond it may be likelier than 2.5 %: these are lines to draw, and
    funnel_signal decides. Raises ValueError unless 0 < theta < 1 and n ≥ 1.
    """
    _check(theta, n)
    spread = sqrt(theta * (1 - theta) / n)
    return FunnelLimits(
        exact=Limits(*(_exact_limit(theta, n, p) for p in (0.001, 0.025, 0.975, 0.999))),
        normal=Limits(*(theta + z * spread for z in (-3.09, -1.96, 1.96, 3.09))),
    )


def funnel_signal(theta: float, n: int, x: int) -> float | None:
    """Can x of n be told from the share theta? 0.998 or 0.95 is the level it lies beyond, else None.

    Beyond a level when P(X ≤ x) or P(X ≥ x) is under half of what the level leaves over (0.001,
    0.025), from the binomial distribution itself; so a group like all others is never flagged more
    often than the level says. Raises ValueError as funnel_limits does, and unless 0 ≤ x ≤ n.
    """
    _check(theta, n)
    if not 0 <= x <= n:
        raise ValueError("a share needs 0 <= x <= n")
    tail = min(_up_to(theta, n, x), 1 - _up_to(theta, n, x - 1))
    if tail < 0.001:
        return 0.998
    return 0.95 if tail < 0.025 else None


def false_alarms(theta: float, sizes: Sequence[int]) -> float:
    """How many of these groups funnel_signal would flag at 95 % if all were alike: at most a twentieth.

    The sum over the groups of the exact probability of a signal. No group gives 0.
    """
    return sum(
        _up_to(theta, n, x) - _up_to(theta, n, x - 1)
        for n in sizes
        for x in range(n + 1)
        if funnel_signal(theta, n, x) is not None
    )


def _check(theta: float, n: int) -> None:
    if not 0 < theta < 1 or n < 1:
        raise ValueError("a funnel needs a share between 0 and 1 and at least one person")


def _up_to(theta: float, n: int, count: int) -> float:
    """P(X ≤ count) of n people of whom each answers with probability theta."""
    from scipy.special import bdtr

    return float(bdtr(count, n, theta)) if count >= 0 else 0.0


def _exact_limit(theta: float, n: int, p: float) -> float:
    low, high = 0, n
    while low < high:  # the smallest r whose probability reaches p
        middle = (low + high) // 2
        reaches = _up_to(theta, n, middle) >= p
        low, high = (low, middle) if reaches else (middle + 1, high)
    at_r = _up_to(theta, n, low) - _up_to(theta, n, low - 1)
    return (low - (_up_to(theta, n, low) - p) / at_r) / n


def ancova(
    baseline: Sequence[float | None],
    follow_up: Sequence[float | None],
    group: Sequence[str],
    reference: str,
) -> Ancova | None:
    """Compare groups at follow-up as if all had begun at the same baseline.

    follow-up = a + Σ effect(group) + slope · baseline + error, least squares, t intervals with
    n - groups - 1 degrees of freedom (Vickers & Altman 2001 BMJ 323:1123). Pairs only. None when the
    reference has no pair, there is no other group, no degree of freedom is left, or all baselines
    are the same within every group, so that no slope can be told. In a clinic the groups were not
    drawn by lot: the difference is not an effect of the treatment.
    """
    rows = [
        (before, after, name)
        for before, after, name in zip(baseline, follow_up, group, strict=True)
        if before is not None and after is not None
    ]
    names = sorted({name for _, _, name in rows} - {reference})
    df = len(rows) - len(names) - 2
    if not names or df < 1 or not any(name == reference for _, _, name in rows):
        return None
    return _fitted(rows, names, df)


def _fitted(
    rows: Sequence[tuple[float, float, str]],
    names: Sequence[str],
    df: int,
) -> Ancova | None:
    """Least squares by the normal equations; the baseline is centred to keep them well behaved."""
    import numpy as np

    middle = sum(before for before, _, _ in rows) / len(rows)
    design = np.array(
        [
            [1.0, before - middle, *(float(name == each) for each in names)]
            for before, _, name in rows
        ]
    )
    outcome = np.array([after for _, after, _ in rows], dtype=float)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    inverse = np.linalg.inv(design.T @ design)
    fitted = inverse @ design.T @ outcome
    residual = sqrt(float(np.sum((outcome - design @ fitted) ** 2)) / df)
    errors = residual * np.sqrt(np.diag(inverse))
    effects = {
        name: _effect(float(fitted[place]), float(errors[place]), df)
        for place, name in enumerate(names, 2)
    }
    return Ancova(len(rows), df, effects, float(fitted[1]), residual)


def _effect(diff: float, se: float, df: int) -> Effect:
    from scipy.special import stdtr, stdtrit

    half = float(stdtrit(df, 0.975)) * se
    t = diff / se if se else float("inf")
    p = 2 * float(stdtr(df, -abs(t))) if isfinite(t) else 0.0
    return Effect(diff, Interval(diff - half, diff + half), se, p)
