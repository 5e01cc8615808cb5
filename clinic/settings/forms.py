"""What an owner types to set the clinic up."""

from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    StringField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from clinic.domain.policies import LONGEST_VALIDITY, Holiday, Hours, Week
from clinic.domain.words import Language
from clinic.web.forms import BaseForm, MaybeEmpty, VersionedForm

WEEKDAYS = (
    ("monday", _l("Monday")),
    ("tuesday", _l("Tuesday")),
    ("wednesday", _l("Wednesday")),
    ("thursday", _l("Thursday")),
    ("friday", _l("Friday")),
    ("saturday", _l("Saturday")),
    ("sunday", _l("Sunday")),
)


def trimmed(text: str | None) -> str | None:
    return text.strip() if text else text


class Named:
    name = StringField(_l("Name"), [InputRequired(), Length(max=80)], filters=[trimmed])


class RoomForm(Named, BaseForm):
    pass


class RoomEditForm(Named, VersionedForm):
    pass


class TypeFields(Named):
    minutes = IntegerField(
        _l("Minutes"),
        [InputRequired(), NumberRange(5, 480)],
    )


class VisitTypeForm(TypeFields, BaseForm):
    pass


class VisitTypeEditForm(TypeFields, VersionedForm):
    pass


class HolidayForm(BaseForm):
    on = DateField(_l("Day"), [InputRequired()])
    name = StringField(_l("Name"), [Optional(), Length(max=80)], filters=[trimmed])

    def holiday(self) -> Holiday:
        return Holiday(self.on.data, self.name.data or "")


class HoursForm(VersionedForm):
    """Opening hours by weekday; both times empty means closed."""

    def week(self) -> Week:
        return tuple(self.hours_of(day) for day, _name in WEEKDAYS)

    def hours_of(self, day: str) -> Hours | None:
        opens, closes = self[f"{day}_opens"].data, self[f"{day}_closes"].data
        return Hours(opens, closes) if opens and closes else None

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        for day, _name in WEEKDAYS:
            opens, closes = self[f"{day}_opens"], self[f"{day}_closes"]
            if opens.errors or closes.errors:
                continue
            if bool(opens.data) != bool(closes.data):
                closes.errors = [_l("Give both times, or neither.")]
            elif opens.data and closes.data <= opens.data:
                closes.errors = [_l("The clinic closes after it opens.")]
            good = good and not closes.errors
        return good


def by_field(week: Week) -> dict[str, time | None]:
    """The week as the form's fields hold it."""
    fields: dict[str, time | None] = {}
    for (day, _name), hours in zip(WEEKDAYS, week, strict=True):
        fields[f"{day}_opens"] = hours.opens if hours else None
        fields[f"{day}_closes"] = hours.closes if hours else None
    return fields


for weekday, words in WEEKDAYS:
    opens, closes = _l("%(day)s from", day=words), _l("%(day)s until", day=words)
    setattr(HoursForm, f"{weekday}_opens", TimeField(opens, [MaybeEmpty()]))
    setattr(HoursForm, f"{weekday}_closes", TimeField(closes, [MaybeEmpty()]))


class PoliciesForm(VersionedForm):
    intake_valid_days = IntegerField(
        _l("An intake form is up to date for so many days"),
        [InputRequired(), NumberRange(1, LONGEST_VALIDITY)],
        description=_l("After that the day board asks for a new one. From 1 to 3650."),
    )
    pain_scores_required = BooleanField(
        _l(
            "A record is signed only with pain before and after, or with a note that it was declined"
        )
    )
    language = RadioField(
        _l("Language of new accounts and clients"),
        [InputRequired()],
        choices=[
            SelectChoice(Language.ENGLISH, "English"),
            SelectChoice(Language.KOREAN, "한국어"),
        ],
        coerce=Language,
    )
