"""Names from syllables: of one letter and of forty, in Hangul and Latin letters, and of nobody."""

from random import Random

#: One syllable each, but for the two long ones.
FAMILIES = (*"김이박최정강조윤장임한오서신권황안송류홍", "남궁", "선우")
GIVEN_FIRST = "가나다도라루미보사새소솔아여예온우윤은이재주지찬채하한해현"
GIVEN_LAST = "람래름린미민별빈빛서선솜슬안연영온원율은인정진찬호훈희"


def parts(text: str) -> list[str]:
    return text.split()


FIRSTS = parts("Al Bran Cor Del El Fen Gar Hol Is Jor Kel Lor Mar Nor Ol Per Quin Ros Sel Tam Ver")
FIRST_ENDS = parts("a an den eth ia in is la len mer na ric ron ta win wyn")
LASTS = parts("Ash Black Brook Car Dun East Fair Green Hart Kirk Lang Mar North Oak Rush Stan West")
LAST_ENDS = parts("bridge by combe dale field ford ham hurst ley low mere stead ton wick worth")

#: Shapes that a form, a list and a search must bear; the first and the last are the extremes.
UNUSUAL_ENGLISH = (
    "O",
    "Isla-Maren O'Dunleith",
    "Tamwyn D'Ashcombe",
    "Quinla Hartley-Brookstead",
    "Wynfrida-Rosalenda O'Langmere-Fairhursts",
)
UNUSUAL_KOREAN = ("솔", "남궁 빛나리", "선우 하늘별님구름이슬보슬", "황보 온새미로")


def korean_name(rng: Random) -> str:
    """Family and given name in one word, as it is written."""
    return rng.choice(FAMILIES) + rng.choice(GIVEN_FIRST) + rng.choice(GIVEN_LAST)


def english_name(rng: Random) -> str:
    first = rng.choice(FIRSTS) + rng.choice(FIRST_ENDS)
    return f"{first} {rng.choice(LASTS)}{rng.choice(LAST_ENDS)}"


def distinct(rng: Random, korean: bool, number: int) -> list[str]:
    """So many different names, the unusual ones first."""
    unusual = UNUSUAL_KOREAN if korean else UNUSUAL_ENGLISH
    invent = korean_name if korean else english_name
    found = dict.fromkeys(unusual[:number])
    while len(found) < number:
        found.setdefault(invent(rng))
    return list(found)
