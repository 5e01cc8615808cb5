"""Phone numbers: kept in one look, found by any group of their digits."""

import re

FEWEST_DIGITS = 3  #: to look for; fewer would find half the clinic
#: Where a number that is typed without blanks is divided, by its first digits and its length
#: (Korean numbering plan: Seoul is 02, mobiles are 01x, 15xx-18xx have no area).
KOREAN = (
    re.compile(r"(02)(\d{3,4})(\d{4})"),
    re.compile(r"(1[568]\d\d)(\d{4})"),
    re.compile(r"(0\d{2})(\d{3,4})(\d{4})"),
    re.compile(r"(050\d)(\d{3,4})(\d{4})"),
)
LETTERS = re.compile(r"[^\d+()./\s-]")


def is_number(typed: str) -> bool:
    """Could this be dialled? From 3 digits (an extension) to 20, without letters."""
    digits = re.sub(r"\D", "", typed)
    return not LETTERS.search(typed) and FEWEST_DIGITS <= len(digits) <= 20


def tidy(typed: str, country: str) -> str:
    """010-1234-5678, however it was typed; of other countries the groups stay as typed."""
    plain = re.sub(r"\(0\)", "", typed.strip())
    groups = re.findall(r"\d+", plain)
    abroad = plain.startswith("+")
    if country == "KR":
        digits = "".join(groups)
        home = "0" + digits[2:].lstrip("0") if abroad and digits.startswith("82") else digits
        if not abroad or digits.startswith("82"):
            groups, abroad = korean_groups(home) or groups, False
    return ("+" if abroad else "") + "-".join(groups)


def korean_groups(digits: str) -> list[str]:
    for shape in KOREAN:
        if found := shape.fullmatch(digits):
            return list(found.groups())
    return []


def phone_tokens(kept: str) -> frozenset[str]:
    """All digits from the start of each group on, and the last four."""
    groups = re.findall(r"\d+", kept)
    digits = "".join(groups)
    starts = [sum(len(each) for each in groups[:n]) for n in range(len(groups))]
    found = {digits[start:] for start in starts} | {digits[-4:]}
    return frozenset(each for each in found if len(each) >= FEWEST_DIGITS)
