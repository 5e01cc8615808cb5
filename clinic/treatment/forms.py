"""What may be typed and tapped on the session card and its sheets.

A save brings the whole card or a single change: a field that was not sent stays as it is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import (
    AnyOf,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from clinic.domain.body import CODES
from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.records import LONGEST, PRESSURES, Changes
from clinic.domain.states import AddendumKind, Phase, Reaction, Result, Verdict
from clinic.treatment.models import Record
from clinic.web.forms import BaseForm, VersionedForm
from clinic.web.language import lazily

LONGEST_TEXT = 4000
TEXTS = ("s", "o", "a", "p", "adverse")
CHOSEN = ("reaction", "position", "result")
PAIN = {"pain_before": Phase.BEFORE, "pain_after": Phase.AFTER}
REACTIONS = {
    Reaction.BETTER: _l("Better"),
    Reaction.SAME: _l("Same"),
    Reaction.WORSE: _l("Worse"),
    Reaction.ADVERSE: _l("Unwanted effect…"),
}
WAYS = {
    Verdict.CLEAR: _l("Clear"),
    Verdict.ADAPT: _l("Adapt"),
    Verdict.REFER: _l("Refer"),
    Verdict.OVERRIDE: _l("Override"),
}
KINDS = {
    AddendumKind.CORRECTION: _l("Correction"),
    AddendumKind.LATE_ENTRY: _l("Late entry"),
    AddendumKind.REPLY: _l("Reply"),
}


def choices(words: Mapping[Any, object]) -> list[SelectChoice]:
    return [SelectChoice(str(code), label) for code, label in words.items()]


def catalogue(terms: Mapping[str, Any]) -> list[SelectChoice]:
    """The catalogue's codes with their names in the language of the page."""
    return [SelectChoice(code, lazily(term.name)) for code, term in terms.items()]


def pain_choices() -> list[SelectChoice]:
    return [SelectChoice(str(n), str(n)) for n in range(11)] + [
        SelectChoice("declined", _l("Client would not say"))
    ]


def plain_choices(values: Iterable[object]) -> list[SelectChoice]:
    return [SelectChoice(str(each), str(each)) for each in values]


def one_line_end(text: str | None) -> str | None:
    """Browsers send two characters for the end of a line; one is kept."""
    return text and text.replace("\r\n", "\n")


def text_area(label: object) -> TextAreaField:
    checks = [Optional(strip_whitespace=False), Length(max=LONGEST_TEXT)]
    return TextAreaField(label, checks, filters=[one_line_end])


class CardForm(VersionedForm):
    """The session card. Each field may be absent; ``was_…`` says what its writer had before."""

    s = text_area(_l("S · Client says"))
    o = text_area(_l("O · Found"))
    a = text_area(_l("A · Thinks"))
    p = text_area(_l("P · Plan"))
    adverse = text_area(_l("What happened"))
    reaction = RadioField(_l("Reaction"), [Optional()], choices=choices(REACTIONS), coerce=Reaction)
    position = RadioField(
        _l("Position"), [Optional()], choices=catalogue(DEFAULT.positions), coerce=str
    )
    result = RadioField(_l("Result"), [Optional()], choices=plain_choices(Result), coerce=Result)
    pain_before = RadioField(_l("Pain now"), [Optional()], choices=pain_choices(), coerce=str)
    pain_after = RadioField(_l("Pain after"), [Optional()], choices=pain_choices(), coerce=str)
    consent = HiddenField(_l("Agreed today"), [Optional(), AnyOf(["yes"])])
    confirm = SelectMultipleField(_l("As last time"), validate_choice=False)
    take_back = SelectMultipleField(_l("Not done"), validate_choice=False, coerce=str)

    def sent(self) -> list[Field]:
        """The fields that this save brings."""
        return [self[name] for name in (*TEXTS, *CHOSEN, *PAIN, "consent") if self[name].raw_data]

    def validate_take_back(self, field: Field) -> None:
        if not all(each.isdecimal() and len(each) < 6 for each in field.data or ()):
            raise ValidationError(_l("There is no such line."))

    def changes(self) -> Changes:
        names = {field.name: field for field in self.sent()}
        columns = {name: names[name].data or "" for name in TEXTS if name in names}
        columns |= {name: names[name].data or None for name in CHOSEN if name in names}
        if not columns.get("result", True):
            del columns["result"]
        if columns.get("reaction") and "adverse" not in columns:
            columns |= {} if columns["reaction"] == Reaction.ADVERSE else {"adverse": ""}
        return Changes(
            columns=columns,
            consent=names["consent"].raw_data[-1] == "yes" if "consent" in names else None,
            pain={phase: names[n].data for n, phase in PAIN.items() if n in names},
            confirm=self.confirm.data or (),
            take_back=[int(each) for each in self.take_back.data or ()],
        )

    def miss(self, part: str) -> None:
        """Mark what the signature still needs, where the card asks for it."""
        if part in self:
            self[part].errors = [*self[part].errors, _("Not answered yet.")]

    def fits(self, record: Record, stored: Mapping[str, str], was: Mapping[str, str]) -> bool:
        """May this be kept, or did someone else write meanwhile? Then the form shows both texts.

        ``stored``: what each field holds now. ``was``: what it held when its writer began. A field
        that nobody else touched is kept even if the record has moved on.
        """
        if int(self.version.data) == record.version:
            return True
        clashes = [each for each in self.sent() if self.clashes(each, stored, was)]
        for field in clashes:
            field.theirs = stored[field.name]
        if clashes or self.take_back.data:
            self.version.data = self.version.raw_data = None
            self.version.data = str(record.version)
            self.refuse(
                _("Someone changed this meanwhile. Both texts are shown; save again to keep yours.")
            )
            return False
        return True

    def clashes(self, field: Field, stored: Mapping[str, str], was: Mapping[str, str]) -> bool:
        mine, current = one_line_end(field.raw_data[-1]), stored[field.name]
        return mine != current and was.get(field.name) != current


def regions_exist(_form: BaseForm, field: Field) -> None:
    if not field.data:
        raise ValidationError(_l("Choose at least one place."))
    if not CODES.issuperset(field.data):
        raise ValidationError(_l("There is no such place on the body."))


def tapped_or_typed(form: BaseForm, field: Field) -> None:
    """Minutes come from a button or, for any other number, from the keys."""
    if field.raw_data and field.raw_data[0].strip():
        return
    field.errors = []
    if form.other.raw_data and form.other.raw_data[0].strip():
        raise StopValidation()
    raise StopValidation(_l("How many minutes?"))


class LineForm(BaseForm):
    """One technique, at one place or several, so firmly, so long."""

    was = HiddenField()  #: the line as its writer saw it; empty for a new one
    region = SelectMultipleField(_l("Where"), [regions_exist], validate_choice=False)
    technique = RadioField(
        _l("Technique"), [InputRequired()], choices=catalogue(DEFAULT.techniques), coerce=str
    )
    pressure = RadioField(
        _l("Pressure"), [InputRequired()], choices=plain_choices(PRESSURES), coerce=str
    )
    minutes = IntegerField(_l("Minutes"), [tapped_or_typed, NumberRange(1, LONGEST)])
    other = IntegerField(_l("Other minutes"), [Optional(), NumberRange(1, LONGEST)])

    def is_about(self, now: str) -> bool:
        """Is the line still what this writer saw? If not, say so; sending it again means it."""
        if (self.was.data or "") == now:
            return True
        self.was.data = now
        self.refuse(_("Someone changed this line meanwhile. Save again to keep yours."))
        return False

    def line(self) -> dict[str, Any]:
        """As an action takes it; left and right of one region are still two here."""
        return {
            "technique": self.technique.data,
            "regions": list(dict.fromkeys(self.region.data)),
            "pressure": int(self.pressure.data),
            "minutes": self.other.data or self.minutes.data,
        }


class DecideForm(BaseForm):
    verdict = RadioField(
        _l("Your decision"), [InputRequired()], choices=choices(WAYS), coerce=Verdict
    )
    reason = TextAreaField(_l("Reason"), [Optional(), Length(max=LONGEST_TEXT)])
    password = PasswordField(_l("Your password again"), [Optional(), Length(max=1000)])


class AddendumForm(BaseForm):
    kind = RadioField(_l("Kind"), [InputRequired()], choices=choices(KINDS), coerce=AddendumKind)
    text = TextAreaField(_l("Text"), [InputRequired(), Length(max=LONGEST_TEXT)])
