"""How sure we are of one number: intervals for a share and for a mean."""

from math import ceil, sqrt
from typing import NamedTuple

Z95 = 1.959963984540054  #: the 97.5 % point of the normal distribution


class Interval(NamedTuple):
    low: float
    high: float


def wilson(x: int, n: int, confidence: float = 0.95) -> Interval | None:
    """The score interval of a share x of n; None for n = 0, where nothing is known.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), Wilson 1927 J Am Stat Assoc 22:209-212.
    It never leaves 0..1 and has a width at x = 0 and x = n, where the usual interval has none.
    Raises ValueError unless 0 ≤ x ≤ n.
    """
    if not 0 <= x <= n:
        raise ValueError("a share needs 0 <= x <= n")
    if n == 0:
        return None
    z = _z(confidence)
    p = x / n
    middle = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = ((middle + side * half) / (1 + z * z / n) for side in (-1, 1))
    return Interval(0.0 if x == 0 else low, 1.0 if x == n else high)


def t_interval(mean: float, sd: float, n: int, confidence: float = 0.95) -> Interval | None:
    """The interval of a mean: mean ± t(n-1) · sd / √n (Student). None below two values."""
    if n < 2:
        return None
    from scipy.special import stdtrit

    half = float(stdtrit(n - 1, (1 + confidence) / 2)) * sd / sqrt(n)
    return Interval(mean - half, mean + half)


def precision_n(sd: float, h: float) -> int:
    """How many pairs give a mean change to ± h: ceil((1.96 · sd / h)²), normal approximation.

    An sd of 0 needs none; h must be above 0.
    """
    if sd < 0 or h <= 0:
        raise ValueError("sd must not be negative, and h must be above zero")
    return ceil((1.96 * sd / h) ** 2)


def _z(confidence: float) -> float:
    if confidence == 0.95:
        return Z95
    from scipy.special import ndtri

    return float(ndtri((1 + confidence) / 2))
