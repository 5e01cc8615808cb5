"""Which passwords are guessed first, and so are not taken.

A password alone at the door has at least 15 characters (NIST SP 800-63B-4, section 3.1.1.2). No
mix of character kinds is asked, any script is welcome, and nobody must change one without cause.
What makes a long password weak is that its parts are known beforehand: a part that repeats, runs
along the keyboard or the alphabet, is a date, a word that everyone uses, or the person's own name.
Such a part counts for little however long it is; what is left over must be worth guessing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

SHORTEST = 15  #: characters, composed (NFC)
LONGEST = 1000  #: characters; longer ones would only keep the computer busy
#: What the parts of a password must be worth together: as much as this many free characters.
ENOUGH = 9


class Fault(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    OWN = "own"
    REPEATED = "repeated"
    WALK = "walk"
    COMMON = "common"
    DATE = "date"


class Part(NamedTuple):
    """A stretch of a password from ``start`` to ``end``, and what it is worth."""

    start: int
    end: int
    worth: int
    fault: Fault


#: Keyboards by row and by column, the alphabets, the figures: each is walked forwards and backwards.
WALKS = (
    "`1234567890-=",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiop",
    "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "qweasdzxc",
    "a1b2c3d4e5f6g7h8i9j0",
    "zaqxswcdevfrbgtnhymjukilop",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "!@#$%^&*()_+",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
    "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
    "ㅋㅌㅊㅍㅠㅜㅡ",
    "가나다라마바사아자차카타파하",
)
SHORTEST_WALK = 3

#: Words that stand in very many passwords, in the languages of this clinic's staff.
COMMON_WORDS = """
    abc access account admin administrator alpha america andrew angel apple april asdf august
    baby back ball banana baseball basketball batman beautiful because believe best birthday black
    blue body book boss boston buster butter butterfly
    change changeme charlie cheese chelsea chocolate christ christmas clinic coffee computer cookie
    correct country cowboy
    daddy daniel dark david december default desk diamond doctor dolphin dragon
    easy elephant england enter ever every
    facebook family february flower football forever friday friend friends
    george ginger god golden good google great green guest
    happy harley hello here hockey holiday home house hunter
    iloveyou internet island
    january jennifer jessica jesus john jordan joshua july june just
    king kitty korea korean
    let letmein life like liverpool login london love lovely lover loveyou lucky
    maggie management manager march mary massage master matrix matthew me michael michelle minecraft
    mom monday money monkey monster morning mother music mustang my
    new nicole night nobody november
    october office open owner
    pain pass passphrase password passwort patient people pepper please pokemon princess private
    purple
    qwer qwerty qwertz
    rainbow ranger reception receptionist red robert rock root
    samsung saturday school secret secure security seoul september service shadow silver soccer
    spring starwars summer sunday sunshine superman superstar super system
    taylor teacher test testing thank thanks the therapist therapy this thisisa thisismy thomas
    thursday tiger trust trustno1 tuesday user
    very
    want wednesday welcome whatever where white william winter wizard wolf work world
    yellow yes you your yourself
    비밀번호 사랑 사랑해 사랑해요 안녕 안녕하세요 대한민국 한국 서울 마사지 관리자 원장 행복 우리 가족 감사합니다
    qlalfqjsgh tkfkdgo tkfkdgody dkssud dkssudgktpdy eogksalsrnr
"""
COMMON = frozenset(COMMON_WORDS.split())
#: Letters for which people write a figure or a sign.
DISGUISES = str.maketrans("@4301!$57", "aaeoiisst")
COPY_WORTH, WALK_WORTH, OWN_WORTH, YEAR_WORTH, WORD_WORTH, DATE_WORTH = 1, 1, 1, 2, 2, 3
LONGEST_COPY = 60  #: characters that are looked back at
DATE = re.compile(r"(?=((?:19|20)\d\d[01]\d[0-3]\d|[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d))")


def faults(password: str, own: Iterable[str] = ()) -> tuple[Fault, ...]:
    """What is wrong with a password, the weightiest first; nothing if it may be taken.

    ``own`` are words that are known of this person: the names of person, user and clinic.
    """
    text = normalize("NFC", password)
    if len(text) < SHORTEST:
        return (Fault.SHORT,)
    if len(text) > LONGEST:
        return (Fault.LONG,)
    left, parts = cheapest(text.casefold(), words_of(own))
    if left >= ENOUGH:
        return ()
    return tuple(sorted({each.fault for each in parts}, key=list(Fault).index))


def words_of(own: Iterable[str]) -> frozenset[str]:
    """Names as they may stand in a password: in their parts, and written together."""
    names = [normalize("NFC", name).casefold() for name in own]
    pieces = {piece for name in names for piece in re.split(r"[\W_]+", name)}
    together = {re.sub(r"[\W_]+", "", name) for name in names}
    return frozenset(each for each in pieces | together if len(each) >= 2)


def cheapest(text: str, own: frozenset[str]) -> tuple[int, tuple[Part, ...]]:
    """The known parts that leave least to guess, none over another, and what all is worth then.

    Worth is counted in free characters: a character in no known part counts one.
    """
    ending: dict[int, list[Part]] = defaultdict(list)
    for part in parts_of(text, own):
        ending[part.end].append(part)
    best: list[tuple[int, tuple[Part, ...]]] = [(0, ())]
    for end in range(1, len(text) + 1):
        left, taken = best[end - 1]
        way: tuple[int, tuple[Part, ...]] = (left + 1, taken)
        for part in ending[end]:
            left, taken = best[part.start]
            if left + part.worth < way[0]:
                way = (left + part.worth, (*taken, part))
        best.append(way)
    return best[-1]


def parts_of(text: str, own: frozenset[str]) -> Iterator[Part]:
    """Every stretch that a guesser knows beforehand; they may lie over each other."""
    yield from copies(text)
    yield from walks(text)
    yield from dates(text)
    for plain in {text, text.translate(DISGUISES)}:
        yield from words(plain, own, OWN_WORTH, Fault.OWN)
        yield from words(plain, COMMON, WORD_WORTH, Fault.COMMON)


def copies(text: str) -> Iterator[Part]:
    """Stretches that only say again, once or often, what stands right before them."""
    for unit in range(1, min(LONGEST_COPY, len(text) // 2) + 1):
        run = 0
        for at in range(unit, len(text)):
            run = run + 1 if text[at] == text[at - unit] else 0
            if run >= unit:
                yield Part(at + 1 - run, at + 1, COPY_WORTH, Fault.REPEATED)


def walks(text: str) -> Iterator[Part]:
    """Stretches along a keyboard or an alphabet, the longest from each place."""
    for start in range(len(text) - SHORTEST_WALK + 1):
        end = start + SHORTEST_WALK
        while end <= len(text) and text[start:end] in all_walks():
            yield Part(start, end, WALK_WORTH, Fault.WALK)
            end += 1


@cache
def all_walks() -> str:
    """Every walk in both directions, in one text; a line's end is no key."""
    return "\n".join([*WALKS, *(walk[::-1] for walk in WALKS)])


def dates(text: str) -> Iterator[Part]:
    """Days and years in figures, as birthdays are written."""
    for found in DATE.finditer(text):
        worth = YEAR_WORTH if len(found[1]) == 4 else DATE_WORTH
        yield Part(found.start(), found.start() + len(found[1]), worth, Fault.DATE)


def words(text: str, known: frozenset[str], worth: int, fault: Fault) -> Iterator[Part]:
    for word in known:
        start = text.find(word)
        while start >= 0:
            yield Part(start, start + len(word), min(worth, len(word)), fault)
            start = text.find(word, start + 1)
