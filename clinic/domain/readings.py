"""Reading a typed number: taken exactly as it was meant, or refused. Nothing is clipped or rounded."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor, isfinite
from numbers import Real

from clinic.domain.answers import AnswerError, AnswerFault
from clinic.domain.scales import Key

FINEST = 10_000  #: four decimals, and every third, ninth, eleventh or forty-fifth of a score


def exact(value: float | Fraction) -> Fraction:
    """The fraction that a score stands for: 4.9 is 49/10 and 6.666666666666667 is 20/3.

    A share such as "30 % better" is decided on these, because binary fractions answer it wrongly
    at the boundary: 7.0 - 4.9 is 2.0999999999999996.
    """
    written = value if isinstance(value, Fraction) else Fraction(str(value))
    return written.limit_denominator(FINEST)


def half_up(value: Fraction, decimals: int = 0) -> Fraction:
    """Round halves up, as people and questionnaires do; Python's round() takes 0.5 to 0."""
    scale = 10**decimals
    return Fraction(floor(value * scale + Fraction(1, 2)), scale)


def shown(value: Fraction, decimals: int) -> str:
    """The score as it is printed, halves up, with exactly that many decimals."""
    rounded = half_up(value, decimals)
    return f"{float(rounded):.{decimals}f}" if decimals else str(int(rounded))


def number(
    item: Key,
    typed: object,
    lowest: float,
    highest: float,
    step: float | None = 1,
) -> Fraction | None:
    """Read one answer: None stays None (not answered), all else is a number within the range.

    `step` None takes any number in the range; else the answer is a whole number of steps from the
    lowest. Text is refused even when it looks like a number: the form reads numbers.
    """
    if typed is None:
        return None
    value = _fraction(typed)
    if value is None:
        raise AnswerError(AnswerFault.NOT_A_NUMBER, str(item))
    if not lowest <= value <= highest:
        raise AnswerError(AnswerFault.OUT_OF_RANGE, str(item))
    if step is not None and (value - exact(lowest)) % exact(step):
        raise AnswerError(AnswerFault.NOT_INTEGER, str(item))
    return value


def _fraction(typed: object) -> Fraction | None:
    if isinstance(typed, bool) or not isinstance(typed, Real | Decimal):
        return None
    if isinstance(typed, int):
        return Fraction(typed)  # however long: its text or its float might not exist
    return Fraction(str(typed)) if isfinite(typed) else None


def known(answers: Mapping[Key, object], keys: Iterable[Key]) -> dict[Key, object]:
    """The answers under the scale's own keys; "7" is item 7, as JSON has it. Others are refused.

    The same item under both spellings is a contradiction, since nobody can tell which was meant.
    """
    own = {str(key): key for key in keys}
    found: dict[Key, object] = {}
    for key, answer in answers.items():
        if isinstance(key, bool) or str(key) not in own:
            raise AnswerError(AnswerFault.UNKNOWN_ITEM, str(key))
        if own[str(key)] in found:
            raise AnswerError(AnswerFault.CONTRADICTION, str(key))
        found[own[str(key)]] = answer
    return found
