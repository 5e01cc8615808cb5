"""What somebody at the desk means by what they type into the search box."""

import re
from dataclasses import dataclass
from datetime import date

from clinic.domain.births import dates_meant
from clinic.domain.names import Stretch, folded, sought, stretch, whole, words
from clinic.domain.phones import FEWEST_DIGITS

MOST_WORDS = 6
NUMBER = re.compile(r"\+?[\d\s().-]+")


@dataclass(frozen=True)
class Sought:
    """Clients who match every stretch of tokens, or who were born on one of the days."""

    stretches: tuple[Stretch, ...] = ()
    born_on: frozenset[date] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.stretches or self.born_on)


def meant(typed: str, on: date) -> Sought:
    """Names, initial consonants, phone digits or a birth date; nothing for too little to go by."""
    text = typed.strip()
    born_on = dates_meant(folded(text), on)
    if NUMBER.fullmatch(text):
        return Sought(digits_meant(text), born_on)
    parts = [each for each in words(text) if not each.isdigit() or len(each) >= FEWEST_DIGITS]
    # The longest word is looked up, and the others only filter what it found.
    longest_first = sorted(dict.fromkeys(parts), key=len, reverse=True)[:MOST_WORDS]
    return Sought(tuple(sought(each) for each in longest_first), born_on)


def digits_meant(text: str) -> tuple[Stretch, ...]:
    """All digits as one run; a number typed from abroad is looked for as at home."""
    digits = re.sub(r"\D", "", text)
    if text.startswith("+82"):
        digits = "0" + digits[2:].lstrip("0")
    return (stretch(digits),) if len(digits) >= FEWEST_DIGITS else ()


@dataclass(frozen=True)
class Face:
    """What tells two people apart at a desk."""

    name: str
    digits: str
    birth_on: date | None


def likely_same(one: Face, other: Face) -> bool:
    """Might these two be one person, entered twice?

    The same phone with a name in common or the same birth date with one, or the same full name
    when nothing else speaks against it. A phone alone may be a family's, a birthday a stranger's.
    """
    shared = set(words(one.name)) & set(words(other.name)) or whole(one.name) == whole(other.name)
    if not shared:
        return False
    same_phone = bool(one.digits) and one.digits == other.digits
    same_birth = one.birth_on is not None and one.birth_on == other.birth_on
    births_differ = bool(one.birth_on and other.birth_on) and not same_birth
    same_name = whole(one.name) == whole(other.name)
    return same_phone or same_birth or (same_name and not births_differ)
