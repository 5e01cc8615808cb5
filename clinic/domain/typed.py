"""Numbers as people type them: read when there is one way to read them, else refused."""

import re
from enum import StrEnum
from unicodedata import normalize

#: At most nine figures on either side of a point; no exponent, no comma, no unit.
NUMBER = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,9})?")
#: "7/10", "7 of 10", and "6-7", "6~7", "6 or 7": a share, and two answers at once.
SHARE = re.compile(r"[0-9.]+\s*(/|of)\s*[0-9.]+", re.IGNORECASE)
RANGE = re.compile(r"[0-9.]+\s*(-|–|~|to|or)\s*[0-9.]+", re.IGNORECASE)
PERCENT = re.compile(r"[0-9.,]+\s*%")


class Typo(StrEnum):
    """Why what was typed is not one number."""

    SHARE = "share"
    RANGE = "range"
    PERCENT = "percent"
    COMMA = "comma"
    WORDS = "words"


class NotOneNumber(ValueError):
    """``typo`` says what it looked like instead."""

    def __init__(self, typo: Typo) -> None:
        self.typo = typo
        super().__init__(typo.value)


def number_typed(text: str) -> int | float | None:
    """The number that was typed; None of an empty field. Raises NotOneNumber.

    Korean keyboards write figures in full width; they mean the same and are read as such.
    """
    plain = normalize("NFKC", text).strip()
    if not plain:
        return None
    if NUMBER.fullmatch(plain):
        return float(plain) if "." in plain else int(plain)
    raise NotOneNumber(looks_like(plain))


def looks_like(plain: str) -> Typo:
    if PERCENT.fullmatch(plain):
        return Typo.PERCENT
    if SHARE.fullmatch(plain):
        return Typo.SHARE
    if RANGE.fullmatch(plain):
        return Typo.RANGE
    return Typo.COMMA if re.fullmatch(r"[0-9]+,[0-9]+", plain) else Typo.WORDS
