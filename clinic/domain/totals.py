"""Totals that staff type in from forms whose wording is not ours to ship: only the sum is checked."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from clinic.domain.answers import AnswerError, AnswerFault
from clinic.domain.readings import known, number
from clinic.domain.scales import Instrument, Key, Sections


class Reading(NamedTuple):
    """An exact score before it is put into words; see scoring.Score for the fields."""

    value: Fraction | None
    subscales: Mapping[str, Fraction | None] = {}
    bands: Mapping[str, str | bool] = {}
    missing: tuple[Key, ...] = ()


def total_reading(measure: Instrument, answers: Mapping[Key, object]) -> Reading:
    """A total as it is printed on the form, such as a T-score: nothing is converted."""
    typed = known(answers, (measure.total_key,)).get(measure.total_key)
    value = number(measure.total_key, typed, measure.lowest, measure.highest, measure.step)
    return Reading(value, missing=() if value is not None else (measure.total_key,))


def sections_reading(measure: Instrument, answers: Mapping[Key, object]) -> Reading:
    """ODI, NDI and QuickDASH: a total, or the sum and how many sections were answered.

    share = (sum - lowest * answered) / ((highest - lowest) * answered) of the scale's full range;
    with 0 to 5 a section that is the published sum / (5 * answered), one section left out making
    the denominator 45. Both ways at once must agree.
    """
    sections = _sections(measure)
    given = known(
        answers, (sections.total, "sum", "answered", *(["unit"] if sections.units else []))
    )
    typed = _typed_total(measure, given)
    summed = _from_sum(measure, given)
    if typed is not None and summed is not None and typed != summed:
        raise AnswerError(AnswerFault.CONTRADICTION, sections.total)
    value = summed if typed is None else typed
    percent = {"percent": None if value is None else _percent(measure, value)}
    return Reading(
        value,
        subscales=percent if sections.units else {},
        missing=_empty(given, sections) if value is None else (),
    )


def _sections(measure: Instrument) -> Sections:
    assert measure.sections is not None
    return measure.sections


def _percent(measure: Instrument, value: Fraction) -> Fraction:
    return 100 * value / Fraction(measure.highest)


def _empty(given: Mapping[Key, object], sections: Sections) -> tuple[Key, ...]:
    """What would have made a score: the half of sum and answered that is not there, or the total."""
    halves = [key for key in ("sum", "answered") if given.get(key) is None]
    if not halves:
        return ()
    return tuple(halves) if len(halves) == 1 else (sections.total,)


def _typed_total(measure: Instrument, given: Mapping[Key, object]) -> Fraction | None:
    sections = _sections(measure)
    typed = given.get(sections.total)
    if typed is None:
        return None
    if not sections.units:
        return number(sections.total, typed, measure.lowest, measure.highest, None)
    unit = given.get("unit")
    if not isinstance(unit, str) or unit not in sections.units:
        raise AnswerError(AnswerFault.UNIT_REQUIRED, "unit")
    top = sections.units[unit]
    whole = None if unit == "percent" else 1  # points are whole; a percentage need not be
    value = number(sections.total, typed, 0, top, whole)
    return None if value is None else value * Fraction(measure.highest) / top


def _from_sum(measure: Instrument, given: Mapping[Key, object]) -> Fraction | None:
    sections = _sections(measure)
    answered = number("answered", given.get("answered"), 0, sections.number)
    highest_sum = sections.highest * (sections.number if answered is None else answered)
    total = number("sum", given.get("sum"), 0, float(highest_sum))
    if answered is None or total is None:
        return None
    if total < sections.lowest * answered:
        raise AnswerError(AnswerFault.OUT_OF_RANGE, "sum")
    if answered < sections.fewest:
        if sections.refuses_fewer:
            raise AnswerError(AnswerFault.OUT_OF_RANGE, "answered")
        return None
    span = (sections.highest - sections.lowest) * answered
    return (total - sections.lowest * answered) / span * Fraction(measure.highest)


def startback_reading(measure: Instrument, answers: Mapping[Key, object]) -> Reading:
    """Risk group of the STarT Back tool (Keele University): total, and the subscale of items 5-9.

    Total 0 to 3 is low whatever the subscale; 4 and more is medium, or high from subscale 4.
    Without the subscale a total of 4 and more has no group. Items 1-4 give at most 4 points.
    """
    assert measure.subscale_range is not None
    given = known(answers, ("total", "subscale"))
    total = number("total", given.get("total"), measure.lowest, measure.highest)
    subscale = number("subscale", given.get("subscale"), *measure.subscale_range)
    if total is not None and subscale is not None and not 0 <= total - subscale <= 4:
        raise AnswerError(AnswerFault.CONTRADICTION, "subscale")
    missing = tuple(
        key for key, value in (("total", total), ("subscale", subscale)) if value is None
    )
    bands = {} if total is None else _risk(total, subscale)
    return Reading(total, {"subscale": subscale}, bands, missing)


def _risk(total: Fraction, subscale: Fraction | None) -> dict[str, str | bool]:
    if total <= 3:
        return {"risk": "low"}
    if subscale is None:
        return {}
    return {"risk": "high" if subscale >= 4 else "medium"}
