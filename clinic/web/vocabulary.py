"""The catalogue's codes in the words of this page's language: techniques, positions, notes."""

from datetime import date
from typing import Any, Protocol

from flask import Flask
from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.questions import Question
from clinic.domain.words import Words
from clinic.web.bodymap import region_name
from clinic.web.language import said


def technique_name(code: str) -> str:
    return name_of(DEFAULT.techniques.get(code), code)


def position_name(code: str) -> str:
    return name_of(DEFAULT.positions.get(code), code)


class Named(Protocol):
    @property
    def name(self) -> Words: ...


def name_of(term: Named | None, code: str) -> str:
    return said(term.name) if term else code


class Noted(Protocol):
    """A contraindication note as stored."""

    code: str | None
    name: str


def note_name(note: Noted) -> str:
    """The catalogue's name in the reader's language; a free-text note in its author's words."""
    return name_of(DEFAULT.contraindications.get(note.code or ""), note.name)


def note_advice(note: Noted) -> str:
    """What the catalogue advises the therapist; nothing for a free-text note."""
    entry = DEFAULT.contraindications.get(note.code or "")
    return said(entry.advice) if entry else ""


def answer_words(question: Question, value: Any) -> str:
    """An answer as a person would read it aloud, in the reader's language."""
    if value is None:
        return _("not answered")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(option_words(question, each) for each in value) or _("none")
    if question.kind == "date":
        return format_date(date.fromisoformat(str(value)), "medium")
    if isinstance(value, int | float):
        number = format_decimal(value)
        return (
            _("%(number)s %(unit)s", number=number, unit=question.unit) if question.unit else number
        )
    return option_words(question, str(value))


def option_words(question: Question, code: str) -> str:
    option = question.options.get(code)
    return said(option.name) if option else region_name(code)


def init_app(app: Flask) -> None:
    for each in (technique_name, position_name, note_name, note_advice):
        app.add_template_filter(each)
