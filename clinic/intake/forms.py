"""One page of a questionnaire as a form. Nothing is chosen until somebody chose it.

Each field reads what a browser sends and gives the answer as the rules read it; what cannot be
read is kept as it was typed and refused beside the field.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field
from wtforms.widgets import TextInput

from clinic.domain.answers import AnswerFault
from clinic.domain.body import CODES
from clinic.domain.questions import Question
from clinic.domain.sheets import LONGEST_TEXT, SIGNATURE, Amiss, Fault, Page, Reply, Sheet, fault
from clinic.domain.transcripts import unit_in_words
from clinic.domain.words import Language
from clinic.web.forms import BaseForm

LONGEST_NAME = 120
DECLINED = "-declined"
#: What is typed into the three boxes of a date.
PARTS = ("year", "month", "day")


class Reading(Field):
    """A field of one question: ``data`` is the answer, ``typed`` what stands in the page."""

    widget = TextInput()

    def __init__(self, label: str, question: Question, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.question = question
        self.typed: list[str] = []

    def process_data(self, value: Any) -> None:
        self.data = value
        self.typed = self.written(value) if value is not None else []

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.typed = list(valuelist)
        self.data = None
        said = [each for each in valuelist if each.strip()]
        if said:
            self.data = self.read(said)

    def written(self, value: Any) -> list[str]:
        return [str(value)]

    def read(self, said: list[str]) -> Any:
        raise NotImplementedError


class OneOf(Reading):
    """One choice of several."""

    def read(self, said: list[str]) -> str:
        if said[0] not in self.question.options:
            raise ValueError(_("Choose one of these."))
        return said[0]


class SomeOf(Reading):
    """Any of several; a place on the body may come twice, from the front and from the back."""

    def written(self, value: Any) -> list[str]:
        return list(value)

    def read(self, said: list[str]) -> list[str]:
        offered = CODES if self.question.kind == "body_map" else self.question.options.keys()
        if not set(said) <= set(offered):
            raise ValueError(_("Choose among these."))
        return list(dict.fromkeys(said))


class YesNo(Reading):
    def written(self, value: Any) -> list[str]:
        return ["yes" if value else "no"]

    def read(self, said: list[str]) -> bool:
        if said[0] not in ("yes", "no"):
            raise ValueError(_("Choose yes or no."))
        return said[0] == "yes"


class Number(Reading):
    """A number with a point or a comma, or one of eleven buttons."""

    def read(self, said: list[str]) -> int | float:
        text = said[0].strip().replace(",", ".")
        if not text.isascii() or not text.lstrip("-").replace(".", "", 1).isdigit():
            raise ValueError(_("Enter a number, such as 36.5."))
        if len(text) > 9:
            raise ValueError(_("This number is too long."))
        whole = text.lstrip("-").isdigit()
        if not whole and float(self.question.step or 1).is_integer():
            raise ValueError(_("Enter a whole number."))
        return int(text) if whole else float(text)


class Text(Reading):
    def read(self, said: list[str]) -> str:
        return said[0].replace("\r\n", "\n").strip()


class Day(Reading):
    """A date in three boxes, which need neither a calendar nor a script."""

    def process(self, formdata: Any, *rest: Any, **named: Any) -> None:
        boxes = [f"{self.name}-{part}" for part in PARTS]
        if formdata and any(box in formdata for box in boxes):
            formdata = formdata.copy()
            formdata.setlist(self.name, [formdata.get(box, "") for box in boxes])
        super().process(formdata, *rest, **named)

    def written(self, value: Any) -> list[str]:
        return [str(value.year), str(value.month), str(value.day)]

    def read(self, said: list[str]) -> date:
        if len(said) < len(PARTS) or not all(each.strip().isdecimal() for each in said):
            raise ValueError(_("Enter year, month and day in figures, such as 1984, 7 and 30."))
        year, month, day = (int(each) if len(each) < 9 else 0 for each in said)
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueError(_("There is no such day.")) from None


class Signature(Reading):
    """The typed name, with a tick that it stands for a signature."""

    def process(self, formdata: Any, *rest: Any, **named: Any) -> None:
        self.is_ticked = bool(formdata and formdata.get(f"{self.name}-tick"))
        super().process(formdata, *rest, **named)

    def read(self, said: list[str]) -> str:
        if len(said[0].strip()) > LONGEST_NAME:
            raise ValueError(_("This name is too long."))
        if not self.is_ticked:
            raise ValueError(_("Tick the box to sign with this name."))
        return said[0].strip()


FIELDS: dict[str, Callable[..., Reading]] = {
    "single": OneOf,
    "multi": SomeOf,
    "body_map": SomeOf,
    "boolean": YesNo,
    "number": Number,
    "scale": Number,
    "text": Text,
    "date": Day,
    "signature": Signature,
}


class PageForm(BaseForm):
    """The questions of one page. ``known``: answered before, and not to be shown again."""

    page: Page
    sheet: Sheet
    language: Language  #: of the questions; the page around them may speak another
    known: frozenset[str] = frozenset()

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        for asked in self.page.questions:
            field = self[asked.code]
            wrong = None if field.errors else self.fault(asked)
            if wrong:
                field.errors = [*field.errors, in_words(wrong, asked)]
        return not self.errors

    def fault(self, asked: Question) -> Fault | None:
        said = self.reply(asked)
        wrong = fault(asked, said.answer, said.declined, self.sheet.on)
        return None if wrong is AnswerFault.MISSING and asked.code in self.known else wrong

    def reply(self, asked: Question) -> Reply:
        declined = self._fields.get(f"{asked.code}{DECLINED}")
        return Reply(self[asked.code].data, bool(declined and declined.data))

    def replies(self) -> dict[str, Reply]:
        """What was said to each question; a blank leaves standing what may not be shown."""
        said = {each.code: self.reply(each) for each in self.page.questions}
        return {
            code: each
            for code, each in said.items()
            if each.declined or each.answer is not None or code not in self.known
        }

    def good_replies(self) -> dict[str, Reply]:
        """On the way back: what can be kept, and nothing that was only touched by mistake."""
        self.validate()
        said = self.replies()
        return {
            code: each
            for code, each in said.items()
            if not self[code].errors
            and (each.declined or each.answer is not None or code in self.sheet.seen)
        }

    @property
    def signed_name(self) -> str:
        """The name that stands under the form."""
        names = [self[each.code].data for each in self.page.questions if each.kind == SIGNATURE]
        return str(names[0] or "") if names else ""

    def declined(self) -> dict[str, Reply]:
        """The client would rather tell the therapist."""
        return {each.code: Reply(declined=True) for each in self.page.questions if each.sensitive}

    def take_away(self, place: str) -> None:
        """Unmark a place that was tapped by mistake."""
        for asked in self.page.questions:
            if asked.kind == "body_map":
                field = self[asked.code]
                field.data = [each for each in field.data or [] if each != place] or None


def page_form(sheet: Sheet, page: Page, language: Language, *, shown: bool = True) -> PageForm:
    """The form of this page; with ``shown`` false, what was answered before is not put into it."""
    fields: dict[str, Any] = {}
    for asked in page.questions:
        fields[asked.code] = FIELDS[asked.kind](label_of(asked, language), question=asked)
        if asked.sensitive and not page.may_be_declined:
            fields[f"{asked.code}{DECLINED}"] = BooleanField(_l("Prefer not to say"))
    answered = {code: value for code, value in sheet.live.items() if value is not None}
    ticked = {f"{code}{DECLINED}": True for code in sheet.declined}
    form: PageForm = type("OnePage", (PageForm,), fields)(data=answered | ticked if shown else {})
    form.sheet, form.page, form.language = sheet, page, language
    if not shown:
        form.known = frozenset(answered) | sheet.declined
    return form


def label_of(asked: Question, language: Language) -> str:
    unit = unit_in_words(asked, language)
    text = asked.text.said_in(language)
    return f"{text} ({unit})" if unit else text


def in_words(wrong: Fault, asked: Question) -> str:
    """Why the answer cannot stand, and what to do."""
    if wrong is AnswerFault.OUT_OF_RANGE:
        low, high = (format(each or 0, "g") for each in (asked.lowest, asked.highest))
        return _("Enter a number from %(low)s to %(high)s.", low=low, high=high)
    if wrong is AnswerFault.MISSING and any(each.exclusive for each in asked.options.values()):
        return _("Choose what applies, or “None of these”.")
    if wrong is AnswerFault.MISSING and asked.kind == "signature":
        return _("Sign with your name to hand in the form.")
    return str(WORDS[wrong])


WORDS: Mapping[Fault, Any] = {
    AnswerFault.MISSING: _l("This question needs an answer."),
    AnswerFault.CONTRADICTION: _l(
        "“None of these” cannot stand together with another choice. Take one of them away."
    ),
    Amiss.AHEAD: _l("This day has not come yet."),
    Amiss.TOO_OLD: _l("This is too long ago. Check the year."),
    Amiss.TOO_LONG: _l("This is too long: at most %(most)d characters.", most=LONGEST_TEXT),
    Amiss.BOTH: _l("You answered and chose “Prefer not to say”. Take one of them away."),
    Amiss.NOT_AGREED: _l(
        "Without this agreement the form cannot be kept. Please tell the person at the desk."
    ),
}
