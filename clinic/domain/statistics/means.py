"""The mean change from baseline, of those who were measured twice."""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from clinic.domain.statistics.intervals import Interval, t_interval


class MeanChange(NamedTuple):
    """`n_baseline` had a baseline, `n_paired` both. Differences are follow-up minus baseline.

    Means and effect sizes are of the pairs alone; `mean_change_bocf` counts a missing follow-up as
    no change (baseline observation carried forward). `srm` divides by the sd of the changes, `ses`
    by the sd of the baselines: two effect sizes that differ, so name the one that is shown.
    """

    n_baseline: int
    n_paired: int
    mean_baseline: float | None = None
    mean_follow_up: float | None = None
    mean_change: float | None = None
    sd_change: float | None = None
    se: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    t: float | None = None
    p: float | None = None
    pct_change_of_means: float | None = None
    srm: float | None = None
    ses: float | None = None
    mean_change_bocf: float | None = None
    degenerate: bool = False

    @property
    def ci(self) -> Interval | None:
        if self.ci_low is None or self.ci_high is None:
            return None
        return Interval(self.ci_low, self.ci_high)


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, or None of nothing."""
    return fsum(values) / len(values) if values else None


def sample_sd(values: Sequence[float]) -> float | None:
    """The standard deviation with n - 1; None below two values."""
    middle = mean(values)
    if middle is None or len(values) < 2:
        return None
    return sqrt(fsum((each - middle) ** 2 for each in values) / (len(values) - 1))


def mean_change(
    baseline: Sequence[float | None],
    follow_up: Sequence[float | None],
) -> MeanChange:
    """Mean change with its t interval: mean(d) ± t(0.975, n-1) · sd(d) / √n, d = follow-up - baseline.

    The percentage is of the means, 100 · mean(d) / mean(baseline), not the mean of percentages,
    which a baseline of 0 leaves undefined. Source: Student's paired t; Liang 1990 for the srm.
    Edges: no pair, all None; one pair, the mean alone; no scatter at all, the interval is the mean
    and `degenerate` says that it means nothing, t and p are None. The sequences are parallel; a
    follow-up without a baseline is left out. Raises ValueError when their lengths differ.
    """
    pairs = [
        (before, after)
        for before, after in zip(baseline, follow_up, strict=True)
        if before is not None and after is not None
    ]
    n_baseline = sum(each is not None for each in baseline)
    if not pairs:
        return MeanChange(n_baseline, 0)
    changes = [after - before for before, after in pairs]
    middle = fsum(changes) / len(changes)
    return _with_scatter(
        MeanChange(
            n_baseline,
            len(pairs),
            mean_baseline=fsum(before for before, _ in pairs) / len(pairs),
            mean_follow_up=fsum(after for _, after in pairs) / len(pairs),
            mean_change=middle,
            pct_change_of_means=_percent(middle, [before for before, _ in pairs]),
            mean_change_bocf=fsum(changes) / n_baseline,
        ),
        changes,
        [before for before, _ in pairs],
    )


def _percent(change: float, baselines: Sequence[float]) -> float | None:
    start = fsum(baselines) / len(baselines)
    return None if start == 0 else 100 * change / start


def _with_scatter(
    plain: MeanChange,
    changes: Sequence[float],
    baselines: Sequence[float],
) -> MeanChange:
    """Add what needs a standard deviation, where there is one."""
    sd = sample_sd(changes)
    middle = plain.mean_change
    if sd is None or middle is None:
        return plain
    interval = t_interval(middle, sd, len(changes))
    assert interval is not None
    spread = sample_sd(baselines)
    scattered = plain._replace(
        sd_change=sd,
        se=sd / sqrt(len(changes)),
        ci_low=interval.low,
        ci_high=interval.high,
        ses=middle / spread if spread else None,
        degenerate=sd == 0,
    )
    return scattered if sd == 0 else _tested(scattered, middle, sd)


def _tested(scattered: MeanChange, middle: float, sd: float) -> MeanChange:
    from scipy.special import stdtr

    t = middle / (sd / sqrt(scattered.n_paired))
    p = 2 * float(stdtr(scattered.n_paired - 1, -abs(t)))
    return scattered._replace(t=t, p=p, srm=middle / sd)
