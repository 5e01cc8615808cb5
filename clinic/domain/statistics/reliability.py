"""Is a change more than the scale's scatter, and more than people who were picked for being unwell?"""

from math import exp, log, pi, sqrt
from typing import NamedTuple


class ReliableChange(NamedTuple):
    """`sem`, `sdiff`, `mdc95` and `mdc90` in points; `rci` in standard errors of a difference."""

    sem: float
    sdiff: float
    rci: float | None
    mdc95: float
    mdc90: float
    reliable: bool | None


class RegressionToTheMean(NamedTuple):
    """What people above a cut-off look like later although nothing was done. In points."""

    z: float
    mills: float
    expected_baseline: float
    expected_follow_up: float
    expected_change: float


def reliable_change(pre: float, post: float, sd_pre: float, reliability: float) -> ReliableChange:
    """The Reliable Change Index: (post - pre) / (√2 · sd · √(1 - r)), reliable beyond ± 1.96.

    Jacobson & Truax 1991 J Consult Clin Psychol 59:12-19. Where low is good, a negative index is
    improvement. MDC95 = 1.96 · Sdiff, MDC90 = 1.645 · Sdiff. With no scatter at all (sd 0 or r 1)
    index and verdict are None. Raises ValueError for sd below 0 or r outside 0..1.
    """
    if sd_pre < 0 or not 0 <= reliability <= 1:
        raise ValueError("sd must not be negative, and reliability lies between 0 and 1")
    sem = sd_pre * sqrt(1 - reliability)
    sdiff = sqrt(2) * sem
    rci = (post - pre) / sdiff if sdiff else None
    reliable = None if rci is None else abs(rci) > 1.96
    return ReliableChange(sem, sdiff, rci, 1.96 * sdiff, 1.645 * sdiff, reliable)


def clinical_cutoff(
    mean_clinical: float,
    sd_clinical: float,
    mean_functional: float,
    sd_functional: float,
) -> float | None:
    """Where the two populations meet: (sd_f · M_c + sd_c · M_f) / (sd_f + sd_c).

    Criterion c of Jacobson & Truax 1991. None where neither population scatters.
    """
    both = sd_functional + sd_clinical
    if sd_clinical < 0 or sd_functional < 0:
        raise ValueError("sd must not be negative")
    if not both:
        return None
    return (sd_functional * mean_clinical + sd_clinical * mean_functional) / both


def regression_to_the_mean(
    mean: float, sd: float, rho: float, cutoff: float
) -> RegressionToTheMean:
    """The change to expect without any effect, in people let in above a cut-off.

    E[Y2 - Y1 | Y1 > c] = -(1 - ρ) · sd · φ(z) / (1 - Φ(z)), z = (c - mean) / sd, both measurements
    normal with the same mean and sd and the correlation ρ. Davis 1976 Am J Epidemiol 104:493;
    Barnett 2005 Int J Epidemiol 34:215. The tail is taken as a logarithm, so a far cut-off stays
    finite. Raises ValueError unless sd > 0 and -1 ≤ ρ ≤ 1.
    """
    if sd <= 0 or not -1 <= rho <= 1:
        raise ValueError("sd must be above zero, and rho lies between -1 and 1")
    from scipy.special import log_ndtr

    z = (cutoff - mean) / sd
    mills = exp(-z * z / 2 - log(2 * pi) / 2 - float(log_ndtr(-z)))
    return RegressionToTheMean(
        z,
        mills,
        expected_baseline=mean + sd * mills,
        expected_follow_up=mean + rho * sd * mills,
        expected_change=-(1 - rho) * sd * mills,
    )
