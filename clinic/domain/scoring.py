"""From answers to a score, exactly as each measure was published.

No answer is never a zero: a score that cannot be made is None, and names what is missing. An entry
that cannot be right is refused with an AnswerError; nothing is clipped, rounded or guessed.
The sources stand beside each measure in catalogue/instruments.yaml.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from clinic.domain.answers import AnswerError, AnswerFault
from clinic.domain.instruments import instrument_named
from clinic.domain.readings import half_up, known, number, shown
from clinic.domain.scales import Instrument, Key
from clinic.domain.totals import Reading, sections_reading, startback_reading, total_reading


class Score(NamedTuple):
    """What the answers come to.

    `value` is unrounded (None: no score) and `shown` is it as printed, halves up. `subscales` and
    `bands` hold what the scale's authors derive from it (a percentage, a risk group, a verdict);
    a subscale that cannot be made is None, a band that cannot be told is absent. `alerts` are
    names of bands that a person must see. `missing` lists the items that were left empty.
    """

    value: float | None
    shown: str | None = None
    subscales: Mapping[str, float | None] = {}
    bands: Mapping[str, str | bool] = {}
    alerts: tuple[str, ...] = ()
    missing: tuple[Key, ...] = ()


def score(
    instrument: str | Instrument,
    answers: Mapping[Key, object],
    *,
    prorate: bool = False,
    derived: bool = False,
) -> Score:
    """Score one entry of an instrument, given by its id or as a clinic's own measure.

    `prorate` makes up for missing items where the scale has a rule for it (GAD-7), and changes
    nothing elsewhere. `derived` admits a fraction where whole numbers are asked, for a mean of
    several days that was worked out before it came here.
    Raises AnswerError for an entry that is refused, UnknownInstrument for an unknown id.
    """
    measure = instrument_named(instrument)
    reading = _RULES[measure.rule](measure, answers, Options(prorate, derived))
    return _told(measure, reading)


def score_total(
    instrument: str | Instrument,
    total: float | None,
    *,
    unit: str | None = None,
    derived: bool = False,
) -> Score:
    """Score a total that was worked out elsewhere: an import, or a form kept on paper.

    Any number in the range is taken for a mean; a sum or a single answer must be whole, save with
    `derived`. `unit` is needed where two are in use (NDI: raw50 or percent).
    """
    measure = instrument_named(instrument)
    if measure.sections is not None:
        entry: dict[Key, object] = {measure.sections.total: total}
        if measure.sections.units:
            entry["unit"] = unit
        return score(measure, entry)
    means = derived and not measure.is_change
    step = None if means or measure.rule.startswith("mean_of") else measure.step
    value = number(measure.total_key, total, measure.lowest, measure.highest, step)
    return _told(measure, Reading(value))


class Options(NamedTuple):
    prorate: bool
    derived: bool


def _told(measure: Instrument, reading: Reading) -> Score:
    """Put the reading into words: the printed number, the bands, and who must see it."""
    bands = dict(reading.bands)
    if reading.value is not None:
        bands.update(_bands(measure, reading.value))
    for name, least in measure.positive.items():
        if (value := reading.subscales.get(name)) is not None:
            bands[f"{name}_positive"] = value >= least
    return Score(
        value=_plain(reading.value, measure),
        shown=None if reading.value is None else _printed(reading.value, measure),
        subscales={
            name: None if each is None else _plain(each, measure)
            for name, each in reading.subscales.items()
        },
        bands=bands,
        alerts=tuple(
            f"{name}_positive" for name in measure.positive if bands.get(f"{name}_positive")
        ),
        missing=reading.missing,
    )


def _bands(measure: Instrument, value: Fraction) -> dict[str, str | bool]:
    """A value between two bands belongs to the lower, until it reaches where the next begins."""
    bands: dict[str, str | bool] = {}
    for start, name in measure.bands:
        if value >= start:
            bands["band"] = name
    if measure.is_change:
        bands["responder"] = value in measure.answered_better
    return bands


def _printed(value: Fraction, measure: Instrument) -> str:
    """With the scale's own decimals; a mean of days on a scale of whole numbers shows one."""
    return shown(value, measure.decimals or int(value.denominator != 1))


def _plain(value: Fraction | None, measure: Instrument) -> float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 and not measure.decimals else float(value)


def _single(measure: Instrument, answers: Mapping[Key, object], options: Options) -> Reading:
    (key,) = measure.items
    typed = known(answers, measure.items).get(key)
    means = options.derived and not measure.is_change  # an answer about change has no mean
    step = None if means else measure.step
    value = number(key, typed, measure.lowest, measure.highest, step)
    return Reading(value, missing=(key,) if value is None else ())


def _item_values(measure: Instrument, answers: Mapping[Key, object]) -> dict[Key, Fraction]:
    """The answered items, each within the item's own range and a whole number."""
    assert measure.item_range is not None
    lowest, highest = measure.item_range
    typed = known(answers, measure.items)
    values = {key: number(key, typed.get(key), lowest, highest) for key in measure.items}
    return {
        key: lowest + highest - value if key in measure.reversed else value
        for key, value in values.items()
        if value is not None
    }


def _missing(measure: Instrument, values: Mapping[Key, Fraction]) -> tuple[Key, ...]:
    return tuple(key for key in measure.items if key not in values)


def _mean_of_all(measure: Instrument, answers: Mapping[Key, object], _: Options) -> Reading:
    """No rule for a missing item was published, so all of them are needed (PEG)."""
    values = _item_values(measure, answers)
    missing = _missing(measure, values)
    return Reading(None if missing else _mean(values), missing=missing)


def _mean_of_answered(measure: Instrument, answers: Mapping[Key, object], _: Options) -> Reading:
    """The mean of the activities that the client rated; one named but not rated is missing."""
    values = _item_values(measure, answers)
    named = known(answers, measure.items)
    missing = tuple(key for key in measure.items if key in named and key not in values)
    return Reading(_mean(values) if values else None, missing=missing)


def _mean(values: Mapping[Key, Fraction]) -> Fraction:
    return sum(values.values(), Fraction(0)) / len(values)


def _sum(measure: Instrument, answers: Mapping[Key, object], options: Options) -> Reading:
    """The sum of the items, those that ask the other way turned round; or a total typed as such."""
    if answers and set(answers) == {"total"} and measure.entry.value == "total":
        total = number("total", answers["total"], measure.lowest, measure.highest)
        return Reading(total, missing=("total",) if total is None else ())
    values = _item_values(measure, answers)
    missing = _missing(measure, values)
    subscales = {
        name: sum((values[key] for key in keys), Fraction(0))
        if values.keys() >= set(keys)
        else None
        for name, keys in measure.subscales.items()
    }
    return Reading(_summed(measure, values, missing, options.prorate), subscales, missing=missing)


def _summed(
    measure: Instrument,
    values: Mapping[Key, Fraction],
    missing: tuple[Key, ...],
    prorate: bool,
) -> Fraction | None:
    rule = measure.prorate if prorate else None
    if missing and (rule is None or len(missing) > rule.missing_at_most):
        return None
    return half_up(_mean(values) * len(measure.items))


def _ticks(measure: Instrument, answers: Mapping[Key, object], _: Options) -> Reading:
    """One point a ticked statement; nothing ticked is a score only if that was said in so many words.

    Roland and Morris: a statement that is not ticked, or does not apply, counts nothing.
    """
    given = known(answers, ("ticked", "none_apply"))
    ticked = _ticked(measure, given.get("ticked"))
    none_apply = given.get("none_apply")
    if not isinstance(none_apply, bool | None):
        raise AnswerError(AnswerFault.CONTRADICTION, "none_apply")
    if ticked and none_apply:
        raise AnswerError(AnswerFault.CONTRADICTION, "none_apply")
    if not ticked and not none_apply:
        return Reading(None, missing=("ticked",))
    return Reading(Fraction(len(ticked)))


def _ticked(measure: Instrument, typed: object) -> set[Key]:
    """The ticked items; a statement ticked twice is ticked, one that does not exist is refused."""
    if typed is None:
        return set()
    if not isinstance(typed, list | tuple | set | frozenset):
        raise AnswerError(AnswerFault.UNKNOWN_ITEM, "ticked")
    own = {str(key): key for key in measure.items}
    for key in typed:
        if isinstance(key, bool) or str(key) not in own:
            raise AnswerError(AnswerFault.UNKNOWN_ITEM, str(key))
    return {own[str(key)] for key in typed}


_RULES: Mapping[str, Callable[[Instrument, Mapping[Key, object], Options], Reading]] = {
    "single": _single,
    "mean_of_all": _mean_of_all,
    "mean_of_answered": _mean_of_answered,
    "sum": _sum,
    "ticks": _ticks,
    "sections": lambda measure, answers, _: sections_reading(measure, answers),
    "startback": lambda measure, answers, _: startback_reading(measure, answers),
    "total": lambda measure, answers, _: total_reading(measure, answers),
}
