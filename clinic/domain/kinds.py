"""What an answer to each kind of question must be. Anything else is refused, never converted."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from math import isfinite
from typing import Any

from clinic.domain.answers import AnswerError, AnswerFault
from clinic.domain.body import CODES

LARGEST = 10**12  #: far beyond anything that is measured
Refusing = Callable[[str, Any, Collection[str]], None]


def refuse_wrong_type(kind: str, code: str, answer: Any, options: Collection[str]) -> None:
    """Raise AnswerError unless the answer is of the type that this kind of question takes."""
    REFUSALS[kind](code, answer, options)


def single(code: str, answer: Any, options: Collection[str]) -> None:
    if not isinstance(answer, str):
        raise AnswerError(AnswerFault.WRONG_TYPE, code)
    if answer not in options:
        raise AnswerError(AnswerFault.UNKNOWN_OPTION, code)


def multi(code: str, answer: Any, options: Collection[str]) -> None:
    if not isinstance(answer, list):
        raise AnswerError(AnswerFault.WRONG_TYPE, code)
    for each in answer:
        single(code, each, options)


def body_map(code: str, answer: Any, options: Collection[str]) -> None:
    """A list of region codes, paired ones with or without their side."""
    multi(code, answer, CODES)


def boolean(code: str, answer: Any, options: Collection[str]) -> None:
    if not isinstance(answer, bool):
        raise AnswerError(AnswerFault.WRONG_TYPE, code)


def day(code: str, answer: Any, options: Collection[str]) -> None:
    """A date; a moment is no date, though Python counts it as one."""
    if not isinstance(answer, date) or isinstance(answer, datetime):
        raise AnswerError(AnswerFault.WRONG_TYPE, code)


def number(code: str, answer: Any, options: Collection[str]) -> None:
    """A finite number; True and False are no numbers, though Python counts them as such.

    The range is not judged here: a blood pressure beyond the form's range still has to stop.
    """
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not is_plain(answer):
        raise AnswerError(AnswerFault.NOT_A_NUMBER, code)


def is_plain(number: int | float) -> bool:
    """Neither infinite nor so large that no measurement could mean it."""
    return abs(number) < LARGEST and isfinite(number)


def text(code: str, answer: Any, options: Collection[str]) -> None:
    if not isinstance(answer, str):
        raise AnswerError(AnswerFault.WRONG_TYPE, code)


def signature(code: str, answer: Any, options: Collection[str]) -> None:
    """Whatever it is kept as, it is no answer, and nothing is read from it."""


REFUSALS: dict[str, Refusing] = {
    "single": single,
    "multi": multi,
    "body_map": body_map,
    "boolean": boolean,
    "date": day,
    "number": number,
    "scale": number,
    "text": text,
    "signature": signature,
}
