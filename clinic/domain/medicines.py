"""Recognising medicines in what a client typed.

A match only suggests a note for the therapist to confirm, with the class's follow-up question.
"Not in the list" never means safe: the page says "not recognised: check". The list is no formulary
and gives no advice about taking a medicine (medications.yaml; a pharmacist has not reviewed it).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from clinic.domain.catalogue.entries import MedicineClass
from clinic.domain.catalogue.shipped import DEFAULT

CLASSES = tuple(DEFAULT.medicine_classes.values())


@dataclass(frozen=True, slots=True)
class Match:
    """A known name that stands in the text, and the notes that it suggests."""

    class_code: str
    generic: str
    name: str  #: as the catalogue spells the name that was found
    contraindications: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One name to look for, folded as the text will be."""

    folded: str
    is_hangul: bool
    match: Match


def recognise(typed: str, classes: tuple[MedicineClass, ...] = CLASSES) -> tuple[Match, ...]:
    """Every medicine named in the text, each once, in the order of the catalogue.

    In lower case: a Latin name counts where no a-z or 0-9 stands directly before or after it
    (`warfarin을` counts, `heparinoid` does not), a Hangul name anywhere, since a particle may
    follow it. Wide letters and decomposed Hangul are read as what they look like.
    """
    found: dict[tuple[str, str], Match] = {}
    for text in dict.fromkeys((folded(typed), folded(normalize("NFKC", typed)))):
        for name in [each for each in names_of(classes) if each.folded in text]:
            if name.is_hangul or stands_alone(name.folded, text):
                found.setdefault((name.match.class_code, name.match.generic), name.match)
    return tuple(found.values())


def folded(text: str) -> str:
    """Composed, in lower case, with single blanks."""
    return " ".join(normalize("NFC", text).lower().split())


def stands_alone(name: str, text: str) -> bool:
    """Does it stand in the text as a word of its own?"""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not touches(text[at - 1 : at]) and not touches(text[end : end + 1]):
            return True
        at = text.find(name, at + 1)
    return False


def touches(neighbour: str) -> bool:
    """A letter or digit here would make the name a part of a longer word."""
    return neighbour.isascii() and neighbour.isalnum()


@cache
def names_of(classes: tuple[MedicineClass, ...]) -> tuple[Name, ...]:
    return tuple(_names(classes))


def _names(classes: Iterable[MedicineClass]) -> Iterable[Name]:
    for each in classes:
        for medicine in each.medicines:
            for spelt in medicine.names:
                has_hangul = any("가" <= letter <= "힣" for letter in spelt)
                notes = medicine.contraindications
                match = Match(each.code, medicine.generic, spelt, notes)
                yield Name(folded(spelt), has_hangul, match)
