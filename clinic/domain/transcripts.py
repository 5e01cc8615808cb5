"""A filled questionnaire in words, exactly as it was put and answered; what a digest is taken of.

The client signs this text. It can be made again at any time from the published form, the answers
and the language, so a change of any of them shows as another digest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from clinic.domain.body import SIDES, Place
from clinic.domain.conditions import Answer
from clinic.domain.questions import Question
from clinic.domain.sheets import Sheet
from clinic.domain.words import Language, Words

YES = Words(en="Yes", ko="예")
NO = Words(en="No", ko="아니요")
DECLINED = Words(en="Prefer not to say", ko="답하고 싶지 않음")
BLANK = Words(en="Left blank", ko="답하지 않음")
#: Units that are words; a symbol such as mmHg is the same in every language.
UNITS = {"weeks": Words(en="weeks", ko="주")}


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer, in one language."""

    code: str
    section: str
    question: str
    help: str
    options: tuple[str, ...]
    answer: str
    is_answered: bool
    is_declined: bool

    @property
    def text(self) -> str:
        offered = " | ".join(self.options)
        parts = [self.question, self.help, offered, f"> {self.answer}"]
        return "\n".join(part for part in parts if part)


def lines(sheet: Sheet, language: Language) -> Iterator[Line]:
    """Every question that was shown, in the form's order."""
    for code, answer in sheet.live.items():
        asked = sheet.form.questions[code]
        declined = code in sheet.declined
        yield Line(
            code=code,
            section=asked.section,
            question=asked.text.said_in(language),
            help=asked.help.said_in(language) if asked.help else "",
            options=tuple(each.name.said_in(language) for each in asked.options.values()),
            answer=answer_in_words(asked, answer, declined, language),
            is_answered=answer is not None and not declined,
            is_declined=declined,
        )


def answer_in_words(asked: Question, answer: Answer, declined: bool, language: Language) -> str:
    if declined:
        return DECLINED.said_in(language)
    if answer is None:
        return BLANK.said_in(language)
    if isinstance(answer, bool):
        return (YES if answer else NO).said_in(language)
    if isinstance(answer, list):
        return ", ".join(choice_in_words(asked, each, language) for each in answer)
    if asked.options:
        return choice_in_words(asked, str(answer), language)
    unit = unit_in_words(asked, language)
    return f"{answer} {unit}" if unit else str(answer)


def choice_in_words(asked: Question, code: str, language: Language) -> str:
    if code in asked.options:
        return asked.options[code].name.said_in(language)
    return place_in_words(code, language)


def place_in_words(code: str, language: Language) -> str:
    """A place on the body with its side: "Lower back, left", "왼쪽 허리"."""
    place = cast(Place, Place.of(code))
    name = place.region.name.said_in(language)
    if place.side is None:
        return name
    side = SIDES[place.side].said_in(language)
    return f"{side} {name}" if language is Language.KOREAN else f"{name}, {side}"


def unit_in_words(asked: Question, language: Language) -> str:
    unit = asked.unit or ""
    return UNITS[unit].said_in(language) if unit in UNITS else unit


def text_of(sheet: Sheet, language: Language) -> str:
    return "\n\n".join(line.text for line in lines(sheet, language))


def digest(text: str) -> str:
    """The SHA-256 of a text, as hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def consent_text(asked: Question, language: Language) -> str:
    """What somebody agrees to: the statement and the hint below it."""
    help_text = asked.help.said_in(language) if asked.help else ""
    return "\n".join(part for part in (asked.text.said_in(language), help_text) if part)
