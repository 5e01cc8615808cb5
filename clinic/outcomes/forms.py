"""What staff type in of a measure: its answers, or the total of a form kept on paper."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, cast

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from clinic.db import now
from clinic.domain.answers import AnswerError, AnswerFault
from clinic.domain.scales import Instrument, Item
from clinic.domain.scoring import score, score_total
from clinic.domain.states import Mode
from clinic.domain.typed import NotOneNumber, Typo, number_typed
from clinic.domain.words import Language
from clinic.episodes.models import Episode
from clinic.web.bodymap import region_name
from clinic.web.clock import moment_of, today
from clinic.web.filters import short_day
from clinic.web.forms import BaseForm
from clinic.web.language import said

ITEM = "item_"
NOON = time(12)  #: of a day whose hour nobody noted
MODES = [
    SelectChoice(Mode.INTERVIEW, _l("asked aloud")),
    SelectChoice(Mode.DICTATED, _l("read out by the client")),
    SelectChoice(Mode.PAPER, _l("on paper")),
    SelectChoice(Mode.DESK, _l("typed by the client")),
]
LANGUAGES = [SelectChoice(Language.ENGLISH, "English"), SelectChoice(Language.KOREAN, "한국어")]
UNITS = {"raw50": _l("points of 50"), "percent": _l("per cent")}


class NumberField(StringField):
    """A number as it was typed; what is not one number says why, beside the field."""

    number: int | float | None = None

    def pre_validate(self, form: Any) -> None:
        try:
            self.number = number_typed(self.data or "")
        except NotOneNumber as refused:
            raise ValidationError(typo_words(refused.typo)) from None


def typo_words(typo: Typo) -> str:
    return {
        Typo.SHARE: _("Only the score itself: 7, not 7/10."),
        Typo.RANGE: _("One number: ask which of the two fits better."),
        Typo.PERCENT: _("Points are asked, not per cent: the number alone."),
        Typo.COMMA: _("Write the decimals after a point: 7.5."),
        Typo.WORDS: _("A number is asked, in figures."),
    }[typo]


def fault_words(fault: AnswerFault, low: float, high: float) -> str:
    """Why an answer was refused, in the reader's language."""
    ends = {"low": format(low, "g"), "high": format(high, "g")}
    words = {
        AnswerFault.OUT_OF_RANGE: _("Enter a number from %(low)s to %(high)s.", **ends),
        AnswerFault.NOT_INTEGER: _("A whole number from %(low)s to %(high)s is asked.", **ends),
        AnswerFault.CONTRADICTION: _("This contradicts another answer. Take one of them away."),
        AnswerFault.UNIT_REQUIRED: _("Say in which unit the number is."),
    }
    return words.get(fault, _("This answer cannot be read."))


class EntryForm(BaseForm):
    """One measure of one client. Its own fields are added by ``entry_form``."""

    measure: Instrument
    episode = SelectField(
        _l("For which complaint?"),
        [InputRequired(_l("Choose the complaint that the score is about."))],
    )
    taken_on = DateField(_l("When was it answered?"), [InputRequired()], default=today)
    mode = RadioField(_l("How was it asked?"), choices=MODES, validators=[InputRequired()])
    locale = SelectField(
        _l("In which language?"), choices=LANGUAGES, description=_l("The words that were read.")
    )
    declined = BooleanField(_l("The client would not or could not answer"))
    why = StringField(
        _l("Why not?"),
        [Optional(), Length(max=60)],
        description=_l("Only where there is no score."),
    )

    def offer(self, episodes: Sequence[Episode]) -> None:
        """The client's complaints, open ones first; of several, one must be chosen."""
        named = [SelectChoice(str(each.id), episode_words(each)) for each in episodes]
        asks = [SelectChoice("", _("choose"))] if len(named) > 1 else []
        self.episode.choices = [*asks, *named, SelectChoice("0", _("none of them"))]

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        if fine and self.taken_on.data > today():
            fine = wrong(self.taken_on, _("This day has not come yet."))
        return self.is_answered() and fine

    def is_answered(self) -> bool:
        """Either a score, or the word that there is none and why."""
        answered = bool(self.answers_typed())
        if self.declined.data and answered:
            return wrong(self.declined, _("There is an answer too. Take one of them away."))
        if self.declined.data:
            said_why = bool((self.why.data or "").strip())
            return said_why or wrong(self.why, _("Say why, in a few words."))
        if any(field.errors for field in self.own_fields()):
            return False
        return self.is_scored(answered)

    def is_scored(self, answered: bool) -> bool:
        if not answered:
            return wrong(
                self.own_fields()[0], _("Enter the score, or say that there is none and why.")
            )
        try:
            made = self.scored()
        except AnswerError as refused:
            return self.refuse_answer(refused)
        if made.value is None:
            for key in made.missing:
                wrong(self.field_of(str(key)), _("This is needed for a score."))
        return made.value is not None

    def refuse_answer(self, refused: AnswerError) -> bool:
        low, high = self.measure.range
        if f"{ITEM}{refused.question}" in self and self.measure.item_range:
            low, high = self.measure.item_range
        return wrong(self.field_of(refused.question), fault_words(refused.code, low, high))

    def field_of(self, question: str) -> Field:
        """The field that an answer was typed into."""
        names = (f"{ITEM}{question}", question)
        found = next((self[name] for name in names if name in self), None)
        return self.own_fields()[0] if found is None else found

    def own_fields(self) -> list[Field]:
        """The measure's own fields, the one with the answers first."""
        own = ("ticked", "none_apply", "total", "unit")
        items = [self[f"{ITEM}{key}"] for key in self.measure.items if f"{ITEM}{key}" in self]
        return [*items, *(self[name] for name in own if name in self)]

    def answers_typed(self) -> Mapping[Any, Any]:
        """What was answered, by the instrument's own keys; empty where nothing was."""
        found: dict[Any, Any] = {}
        for key in self.measure.items:
            if f"{ITEM}{key}" in self and (answer := answer_in(self[f"{ITEM}{key}"])) is not None:
                found[key] = answer
        if "ticked" in self and (self["ticked"].data or self["none_apply"].data):
            found = {"ticked": self["ticked"].data, "none_apply": self["none_apply"].data}
        if "total" in self and self.total_typed() is not None:
            found = {**found, "total": self.total_typed()}
        return found

    def total_typed(self) -> int | float | None:
        return cast(NumberField, self["total"]).number

    def scored(self) -> Any:
        answers = dict(self.answers_typed())
        total = answers.pop("total", None)
        if total is None:
            return score(self.measure, answers)
        if answers:
            raise AnswerError(AnswerFault.CONTRADICTION, "total")
        unit = self["unit"].data if "unit" in self else None
        return score_total(self.measure, total, unit=unit)

    def given(self) -> dict[str, Any]:
        """What ``actions.enter`` is to keep."""
        kept: dict[str, Any] = {"mode": Mode(self.mode.data), "locale": Language(self.locale.data)}
        kept["taken_at"] = taken_at(self.taken_on.data)
        kept["variant"] = self["variant"].data if "variant" in self else ""
        if self.declined.data:
            return {**kept, "declined": self.why.data.strip()}
        answers = self.answers_typed()
        if "total" not in answers:
            return {**kept, "answers": answers}
        if "unit" in self and self.measure.sections:
            in_unit = {self.measure.sections.total: answers["total"], "unit": self["unit"].data}
            return {**kept, "answers": in_unit}
        return {**kept, "value": answers["total"]}


def wrong(field: Field, why: str) -> bool:
    field.errors = [*field.errors, why]
    return False


def answer_in(field: Field) -> Any:
    return field.number if isinstance(field, NumberField) else field.data


def taken_at(day: date) -> datetime:
    return now() if day == today() else moment_of(day, NOON)


def episode_words(episode: Episode) -> str:
    place = region_name(episode.region) if episode.region else _("without a place")
    if episode.closed_on:
        return _("%(place)s, closed %(day)s", place=place, day=short_day(episode.closed_on))
    return _("%(place)s, since %(day)s", place=place, day=short_day(episode.opened_on))


def entry_form(measure: Instrument, language: Language) -> EntryForm:
    """The form of one measure: its variants, its items where we may show them, or its total.

    ``language``: the client's own, until it is said that another was used.
    """
    fields: dict[str, Any] = {"measure": measure}
    if measure.variants:
        named = [SelectChoice(each.id, said(each.name)) for each in measure.variants.values()]
        fields["variant"] = RadioField(
            _("Which question?"), choices=named, validators=[InputRequired()]
        )
    fields |= own_questions(measure)
    return cast(EntryForm, type("MeasureForm", (EntryForm,), fields)(locale=language))


def own_questions(measure: Instrument) -> dict[str, Any]:
    if measure.rule == "single":
        return {f"{ITEM}{key}": asked(measure, item) for key, item in measure.items.items()}
    if measure.rule == "mean_of_all":
        items = {f"{ITEM}{key}": asked(measure, item) for key, item in measure.items.items()}
        return {**items, "total": total_field(measure, _("Or the total of a form on paper"))}
    if measure.rule == "ticks":
        named = [SelectChoice(str(key), wording(each.text)) for key, each in measure.items.items()]
        return {
            "ticked": SelectMultipleField(_("What applies today?"), choices=named),
            "none_apply": BooleanField(_("None of these applies today")),
            "total": total_field(measure, _("Or the total of a form on paper")),
        }
    units = measure.sections.units if measure.sections else {}
    total = {"total": total_field(measure, _("Total"))}
    return total | ({"unit": unit_field(units)} if units else {})


def asked(measure: Instrument, item: Item) -> Any:
    """One question: its choices where they have words, else a number."""
    label = wording(item.text) or said(measure.name)
    if item.choices:
        named = [SelectChoice(str(key), wording(each)) for key, each in item.choices.items()]
        return RadioField(label, choices=named, coerce=whole_or_none, validators=[Optional()])
    return NumberField(label, description=ends_in_words(measure, item))


def ends_in_words(measure: Instrument, item: Item) -> str:
    low, high = (format(end, "g") for end in measure.item_range or measure.range)
    least, most = wording(item.low), wording(item.high)
    if not (least and most):
        return _("%(low)s to %(high)s", low=low, high=high)
    words = {"low": low, "high": high, "least": least, "most": most}
    return _("%(low)s = %(least)s, %(high)s = %(most)s", **words)


def whole_or_none(given: Any) -> int | None:
    return int(given) if given not in (None, "") else None


def total_field(measure: Instrument, label: str) -> Any:
    low, high = (format(end, "g") for end in measure.range)
    return NumberField(label, description=_("%(low)s to %(high)s", low=low, high=high))


def unit_field(units: Mapping[str, int]) -> Any:
    named = [SelectChoice(unit, UNITS.get(unit, unit)) for unit in units]
    return RadioField(_("In which unit?"), choices=named, validators=[Optional()])


def wording(texts: Mapping[str, str]) -> str:
    """The instrument's words in the reader's language; in English where there is no other."""
    return texts.get(str(get_locale()), texts.get("en", ""))


class CorrectionForm(BaseForm):
    """Another value in a score's place, and why."""

    total = NumberField(_l("The right score"))
    none = BooleanField(_l("There was no score"))
    reason = TextAreaField(_l("What was wrong?"), [InputRequired(), Length(max=2000)])

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        if self.total.errors:
            return False
        if (self.total.number is None) != bool(self.none.data):
            return wrong(self.total, _("Enter the right score, or say that there was none."))
        return fine

    def refuse_answer(self, refused: AnswerError, measure: Instrument) -> None:
        wrong(self.total, fault_words(refused.code, *measure.range))
