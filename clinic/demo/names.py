"""Names from syllables: of one letter and of forty, in Hangul and Latin letters, and of nobody."""

from random import Random

FAMILIES = [
    "김",
    "이",
    "박",
    "최",
    "정",
    "강",
    "조",
    "윤",
    "장",
    "임",
    "한",
    "오",
    "서",
    "신",
    "권",
    "황",
    "안",
    "송",
    "류",
    "홍",
    "남궁",
    "선우",
]
GIVEN_FIRST = [
    "가",
    "나",
    "다",
    "도",
    "라",
    "루",
    "미",
    "보",
    "사",
    "새",
    "소",
    "솔",
    "아",
    "여",
    "예",
    "온",
    "우",
    "윤",
    "은",
    "이",
    "재",
    "주",
    "지",
    "찬",
    "채",
    "하",
    "한",
    "해",
    "현",
]
GIVEN_LAST = [
    "람",
    "래",
    "름",
    "린",
    "미",
    "민",
    "별",
    "빈",
    "빛",
    "서",
    "선",
    "솜",
    "슬",
    "안",
    "연",
    "영",
    "온",
    "원",
    "율",
    "은",
    "인",
    "정",
    "진",
    "찬",
    "호",
    "훈",
    "희",
]

FIRSTS = [
    "Al",
    "Bran",
    "Cor",
    "Del",
    "El",
    "Fen",
    "Gar",
    "Hol",
    "Is",
    "Jor",
    "Kel",
    "Lor",
    "Mar",
    "Nor",
    "Ol",
    "Per",
    "Quin",
    "Ros",
    "Sel",
    "Tam",
    "Ver",
    "Yar",
]
FIRST_ENDS = [
    "a",
    "an",
    "den",
    "eth",
    "ia",
    "in",
    "is",
    "la",
    "len",
    "mer",
    "na",
    "ric",
    "ron",
    "ta",
    "win",
    "wyn",
]
LASTS = [
    "Ash",
    "Black",
    "Brook",
    "Car",
    "Dun",
    "East",
    "Fair",
    "Green",
    "Hart",
    "Kirk",
    "Lang",
    "Mar",
    "North",
    "Oak",
    "Rush",
    "Stan",
    "West",
]
LAST_ENDS = [
    "bridge",
    "by",
    "combe",
    "dale",
    "field",
    "ford",
    "ham",
    "hurst",
    "ley",
    "low",
    "mere",
    "more",
    "stead",
    "ton",
    "wick",
    "worth",
]

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
