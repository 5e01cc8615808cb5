"""Birth dates: how people type them, and who is a minor."""

import re
from datetime import date

#: The age from which a person signs for themselves.
#: Korea: Civil Act, article 4 (19 years). Elsewhere 18, the age in most countries (Convention on
#: the Rights of the Child, article 1).
ADULT_AT = {"KR": 19}
ADULT_ELSEWHERE = 18
OLDEST = 120  #: years; an older birth date is a slip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEAR_FIRST = re.compile(r"(\d{4})\s*[-./년 ]\s*(\d{1,2})\s*[-./월 ]\s*(\d{1,2})\s*[.일]?")
YEAR_LAST = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{4})")
EIGHT = re.compile(r"(\d{4})(\d\d)(\d\d)")
SIX = re.compile(r"(\d\d)(\d\d)(\d\d)")
MONTH_NAMED = re.compile(r"(\d{1,2})\.?\s*([a-z]{3})[a-z]*\.?,?\s*(\d{4})")
NAMED_FIRST = re.compile(r"([a-z]{3})[a-z]*\.?\s*(\d{1,2}),?\s*(\d{4})")


def age(birth_on: date, on: date) -> int:
    """Whole years on that day; a child of 29 February is a year older from 1 March."""
    return on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))


def is_minor(birth_on: date | None, on: date, country: str) -> bool:
    """Does a guardian have to be named? Not for somebody whose age nobody knows."""
    if birth_on is None:
        return False
    return age(birth_on, on) < ADULT_AT.get(country, ADULT_ELSEWHERE)


def is_credible(birth_on: date, on: date) -> bool:
    return birth_on <= on and age(birth_on, on) <= OLDEST


def dates_meant(typed: str, on: date) -> frozenset[date]:
    """Every day that this text may mean as a birth date; 4.5.1990 is both 4 May and 5 April."""
    text = typed.strip().casefold()
    return frozenset(
        found
        for year, month, day in parts_meant(text, on)
        if (found := day_of(year, month, day)) and is_credible(found, on)
    )


def parts_meant(text: str, on: date) -> list[tuple[int, int, int]]:
    if found := YEAR_FIRST.fullmatch(text) or EIGHT.fullmatch(text):
        year, month, day = (int(each) for each in found.groups())
        return [(year, month, day)]
    if found := YEAR_LAST.fullmatch(text):
        first, second, year = (int(each) for each in found.groups())
        return [(year, second, first), (year, first, second)]
    if found := SIX.fullmatch(text):
        short, month, day = (int(each) for each in found.groups())
        century = on.year // 100 * 100
        return [(century + short, month, day), (century - 100 + short, month, day)]
    if found := MONTH_NAMED.fullmatch(text):
        return [(int(found[3]), month_called(found[2]), int(found[1]))]
    if found := NAMED_FIRST.fullmatch(text):
        return [(int(found[3]), month_called(found[1]), int(found[2]))]
    return []


def month_called(word: str) -> int:
    """1 to 12, or 0 for no month."""
    return MONTHS.index(word) + 1 if word in MONTHS else 0


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
