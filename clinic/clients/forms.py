"""What is typed about a client."""

from typing import Any, ClassVar

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import DateField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from clinic.domain.births import is_credible, is_minor
from clinic.domain.care import SHORTEST_REASON
from clinic.domain.finding import Face
from clinic.domain.names import has_hidden_signs, has_letters, tidy
from clinic.domain.phones import is_number
from clinic.domain.phones import tidy as tidy_phone
from clinic.domain.words import Language
from clinic.web.clock import today
from clinic.web.forms import BaseForm, VersionedForm


def in_one_way_of_writing(typed: str | None) -> str | None:
    return typed and tidy(typed)


class MayBeEmpty:
    """Marks a field as optional, and leaves the word to the validators after it."""

    field_flags: ClassVar[dict[str, bool]] = {"optional": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Nothing to refuse."""


def readable(_form: Any, field: Any) -> None:
    if not has_letters(field.data) or has_hidden_signs(field.data):
        raise ValidationError(_l("Use letters, and no hidden signs."))


def a_number(_form: Any, field: Any) -> None:
    if not is_number(field.data):
        raise ValidationError(_l("Use digits, blanks, - ( ) . / and + only."))


def a_credible_day(_form: Any, field: Any) -> None:
    if field.data and not is_credible(field.data, today()):
        raise ValidationError(_l("This birth date cannot be right."))


class ClientFields:
    """In the order in which ``actions.add`` and ``actions.change`` take them."""

    name = StringField(
        _l("Name"),
        [InputRequired(), Length(max=120), readable],
        filters=[in_one_way_of_writing],
    )
    phone = StringField(_l("Phone"), [Optional(), Length(max=40), a_number])
    birth_on = DateField(_l("Birth date"), [Optional(), a_credible_day])
    locale = SelectField(
        _l("Language of forms"),
        choices=[
            SelectChoice(Language.ENGLISH, "English"),
            SelectChoice(Language.KOREAN, "한국어"),
        ],
        coerce=Language,
    )
    guardian_name = StringField(
        _l("Guardian"),
        [MayBeEmpty(), Length(max=120)],
        filters=[in_one_way_of_writing],
        description=_l("For a minor: who signs for them."),
    )
    guardian_relation = StringField(
        _l("Relation to the client"),
        [Optional(), Length(max=60), readable],
        filters=[in_one_way_of_writing],
    )

    def facts(self) -> tuple[Any, ...]:
        """What was typed, in the order in which the actions take it."""
        return (
            self.name.data,
            self.phone.data or "",
            self.birth_on.data,
            self.locale.data,
            self.guardian_name.data or "",
            self.guardian_relation.data or "",
        )

    def validate_guardian_name(self, field: Any) -> None:
        birth_on = self.birth_on.data
        if not field.data:
            if is_minor(birth_on, today(), current_app.config["COUNTRY"]):
                raise ValidationError(_l("A minor needs a guardian."))
            return
        readable(self, field)


class NewClientForm(ClientFields, BaseForm):
    another = BooleanField(_l("This is another person: add anyway"))

    def face(self) -> Face:
        """What can be compared so far, while the rest is still being typed."""
        phone = tidy_phone(self.phone.data or "", current_app.config["COUNTRY"])
        digits = "".join(filter(str.isdecimal, phone))
        return Face((self.name.data or "").replace("\0", ""), digits, self.birth_on.data)


class ClientForm(ClientFields, VersionedForm):
    pass


class GlassForm(BaseForm):
    reason = TextAreaField(
        _l("Why must you see this record?"),
        [InputRequired(), Length(min=SHORTEST_REASON, max=1000)],
        description=_l("The owners will read it."),
    )
    password = PasswordField(_l("Your password"), [InputRequired(), Length(max=1000)])
