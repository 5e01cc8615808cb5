"""What a name may be found by: the start of any of its parts, or a Korean name's initial consonants.

A name is folded first (capitals, accents and the two ways of writing Hangul make no difference).
What is typed is folded in the same way and becomes a *stretch*: every token from the first text to
just before the last begins with it. One such stretch is one look into a sorted index.
"""

import re
from unicodedata import category, combining, normalize

LONGEST_TOKEN = 60  #: characters; nobody types more to find somebody
SYLLABLES = range(0xAC00, 0xD7A4)  #: Hangul in Unicode: (lead * 21 + vowel) * 28 + tail
BLOCK = 21 * 28  #: syllables that share one leading consonant
TAILS = 28  #: syllables that share consonant and vowel
LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
#: A keyboard joins two consonants that could end a syllable.
JOINED = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
#: Leading consonants as the decomposed way of writing has them.
DECOMPOSED_LEADS = {chr(0x1100 + n): lead for n, lead in enumerate(LEADS)}
#: Family names of two syllables; all others have one.
LONG_FAMILY_NAMES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방")
AFTER_ALL = "\U0010ffff"
Stretch = tuple[str, str]


def tidy(name: str) -> str:
    """A name as it is kept: one way of writing each letter, single blanks."""
    return " ".join(normalize("NFC", name).split())


def has_letters(name: str) -> bool:
    """Is there anything to read? Blanks, marks and points alone are no name."""
    return any(category(each)[0] in "LNS" for each in name)


def has_hidden_signs(name: str) -> bool:
    """Signs that nobody sees and that change what is seen: controls, reversals of direction."""
    return any(
        category(each) in ("Cc", "Cs", "Co", "Zl", "Zp")
        or "\u202a" <= each <= "\u202e"
        or "\u2066" <= each <= "\u2069"
        for each in name
    )


def folded(text: str) -> str:
    """The same for KIM, Kim and kim, for Marín and Marin, for 김 in either way of writing."""
    lone = "".join(DECOMPOSED_LEADS.get(each, each) for each in normalize("NFC", text))
    return "".join(plain(each) for each in lone.casefold())


def plain(letter: str) -> str:
    """Without accents. Hangul has none, and would fall apart."""
    if is_hangul(letter):
        return letter
    return "".join(each for each in normalize("NFKD", letter) if not combining(each))


def is_hangul(letter: str) -> bool:
    return ord(letter) in SYLLABLES or letter in LEADS or letter in JOINED


def words(text: str) -> list[str]:
    """The parts of a name, folded: what stands between blanks, hyphens and points."""
    return [apart(part) for part in re.split(r"[\W_]+", folded(text)) if part]


def apart(word: str) -> str:
    """Initial consonants that the keyboard joined, one by one; any other word as it is."""
    if all(each in LEADS or each in JOINED for each in word):
        return "".join(JOINED.get(each, each) for each in word)
    return word


def initials(word: str) -> str:
    """ㄱㅁㅅ of 김민수; nothing of a word that is not all Hangul."""
    if not all(ord(each) in SYLLABLES for each in word):
        return ""
    return "".join(LEADS[(ord(each) - SYLLABLES.start) // BLOCK] for each in word)


def given_name(word: str) -> str:
    """민수 of 김민수, who has no blank between the two."""
    if not initials(word):
        return ""
    return word[2:] if word.startswith(LONG_FAMILY_NAMES) and len(word) > 2 else word[1:]


def whole(name: str) -> str:
    """All parts in one word: the same for 김 민수 and 김민수."""
    return "".join(words(name))[:LONGEST_TOKEN]


def name_tokens(name: str) -> frozenset[str]:
    """Every text whose start finds this name."""
    parts = words(name)
    found = {*parts, "".join(parts)}
    found |= {given_name(each) for each in found}
    found |= {initials(each) for each in found}
    return frozenset(each[:LONGEST_TOKEN] for each in found if each)


def stretch(word: str) -> Stretch:
    """All texts that begin with this folded word, which may stop within a syllable.

    While 민 is being typed, the keyboard shows 김ㅁ, then 김미: these find 김민수 too.
    """
    if len(word) > 1 and word[-1] in LEADS and ord(word[-2]) in SYLLABLES:
        first = SYLLABLES.start + LEADS.index(word[-1]) * BLOCK
        return word[:-1] + chr(first), word[:-1] + chr(first + BLOCK)
    last = ord(word[-1])
    if last in SYLLABLES and (last - SYLLABLES.start) % TAILS == 0:
        return word, word[:-1] + chr(last + TAILS)
    return word, word + AFTER_ALL


def sought(word: str) -> Stretch:
    """The stretch of tokens that this typed, folded word may mean."""
    return stretch(apart(word)[:LONGEST_TOKEN])
