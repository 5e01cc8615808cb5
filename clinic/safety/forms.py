"""What a therapist says about a contraindication note."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from clinic.domain.body import places
from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.clearances import Letter
from clinic.domain.states import Level
from clinic.web.bodymap import region_name
from clinic.web.forms import BaseForm, VersionedForm
from clinic.web.language import lazily, said

PLACES = [place.code for place in places()]
HOW = [
    SelectChoice("letter", _l("a letter")),
    SelectChoice("phone", _l("by telephone")),
    SelectChoice("in_person", _l("in person")),
    SelectChoice("portal", _l("a patient portal")),
]


def place_choices() -> list[SelectChoice]:
    named = [(code, region_name(code)) for code in PLACES]
    return [SelectChoice(code, name) for code, name in sorted(named, key=lambda each: each[1])]


def entry_choices() -> list[SelectChoice]:
    """Every entry of the catalogue by name, after an empty choice for free text."""
    entries = sorted(DEFAULT.contraindications.values(), key=lambda entry: said(entry.name))
    first = SelectChoice("", _("none of them: my own words"))
    return [first, *(SelectChoice(entry.code, said(entry.name)) for entry in entries)]


class ReasonForm(VersionedForm):
    reason = TextAreaField(_l("Why?"), [InputRequired(), Length(max=2000)])


class PlacesForm(VersionedForm):
    regions = SelectMultipleField(_l("Where?"), choices=place_choices)


class NoteForm(BaseForm):
    """A catalogue entry, or free text with a level."""

    code = SelectField(_l("From the catalogue"), choices=entry_choices, validators=[Optional()])
    name = StringField(_l("In your own words"), [Length(max=200)])
    level = RadioField(
        _l("What does it ask for?"),
        choices=[SelectChoice(level, lazily(DEFAULT.levels[level].meaning)) for level in Level],
        coerce=lambda given: Level(given) if given else None,
        validators=[Optional()],
        description=_l("Only for a note in your own words; the catalogue knows its own."),
    )
    regions = SelectMultipleField(_l("Where?"), [Optional()], choices=place_choices)
    reason = TextAreaField(_l("What makes you write it?"), [Length(max=2000)])

    def validate(self, extra_validators: object = None) -> bool:
        """Either an entry, or words with a level."""
        fine = super().validate(extra_validators)
        if not self.code.data:
            if not (self.name.data or "").strip():
                self.name.errors = [_("Choose an entry, or say it in your own words.")]
                fine = False
            if self.level.data is None:
                self.level.errors = [_("Say what it asks for.")]
                fine = False
        return fine

    def own_words(self) -> tuple[str, Level, list[str], str]:
        return self.name.data.strip(), self.level.data, self.regions.data, self.reason.data.strip()


class ClearanceForm(BaseForm):
    by_name = StringField(_l("Who gave it?"), [InputRequired(), Length(max=120)])
    practice = StringField(_l("Practice or hospital"), [Length(max=200)])
    how = RadioField(_l("How?"), choices=HOW, validators=[InputRequired()])
    given_on = DateField(_l("Given on"), [InputRequired()])
    ends_on = DateField(
        _l("Valid until"), [InputRequired()], description=_l("The last day that it covers.")
    )
    max_pressure = IntegerField(
        _l("Firmest pressure allowed"),
        [Optional(), NumberRange(0, 5)],
        description=_l("0 to 5; leave it empty where the letter says nothing."),
    )
    regions = SelectMultipleField(
        _l("Only at these places"),
        [Optional()],
        choices=place_choices,
        description=_l("Leave it empty where the letter allows the whole body."),
    )

    def letter(self) -> Letter:
        allows = {"max_pressure": self.max_pressure.data, "regions": self.regions.data}
        return Letter(
            self.by_name.data,
            self.practice.data,
            self.how.data,
            self.given_on.data,
            self.ends_on.data,
            {part: said for part, said in allows.items() if said not in (None, [])},
        )
