"""Who comes to the generated clinic: sixty clients, and what part each of them plays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from clinic.demo.health import (
    COMMON,
    DVT,
    FEVER,
    KIDNEY,
    LIVER,
    MINOR,
    SPINE,
    WELL,
    WHIPLASH,
    Fate,
    Health,
)
from clinic.demo.names import distinct, english_name, korean_name
from clinic.domain.births import is_minor
from clinic.domain.words import Language


class Part(StrEnum):
    """How far a client has come."""

    DROPPED = "dropped"  #: stayed away, and nobody knows why
    FINISHED = "finished"
    ONGOING = "ongoing"
    RELAXING = "relaxing"  #: comes without a complaint, and owes no score
    NEW = "new"  #: has a first visit booked, and no form


#: Of sixty: nine dropped out, which is 15 %.
PARTS = (
    *[Part.DROPPED] * 9,
    *[Part.FINISHED] * 18,
    *[Part.ONGOING] * 26,
    *[Part.RELAXING] * 3,
    *[Part.NEW] * 4,
)
FIRST_ONGOING = PARTS.index(Part.ONGOING)
LONG_AGO = FIRST_ONGOING + 12  #: has come for so long that the form is out of date
#: The clients whose history makes a stop, by number.
STOPPED: Mapping[int, Health] = {
    4: SPINE,
    11: FEVER,
    14: WHIPLASH,
    17: MINOR,
    FIRST_ONGOING + 3: DVT,
    FIRST_ONGOING + 7: LIVER,
    FIRST_ONGOING + 22: KIDNEY,
    FIRST_ONGOING + 24: MINOR,
}
#: Where clients heard of the clinic; the last is too rare to be reported by itself.
SOURCES = ("doctor", "friend", "website", "walk-in", "sports club")
SOURCE_WEIGHTS = (26, 30, 22, 17, 5)


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    name: str
    language: Language
    born: date
    phone: str
    guardian_name: str
    guardian_relation: str
    part: Part
    health: Health
    source: str
    therapist: int  #: whom they usually see, counted from 0

    @property
    def fate(self) -> Fate:
        return self.health.fate


def cast(seed: int, day: date) -> list[Person]:
    """Everybody, with the unusual names spread over those who speak their language."""
    rng = Random(f"{seed}/cast")
    languages = [Language.KOREAN] * 36 + [Language.ENGLISH] * 24
    rng.shuffle(languages)
    names = {
        each: iter(distinct(rng, each is Language.KOREAN, languages.count(each)))
        for each in Language
    }
    return [
        person(Random(f"{seed}/person/{number}"), number, language, next(names[language]), day)
        for number, language in enumerate(languages)
    ]


def person(rng: Random, number: int, language: Language, name: str, day: date) -> Person:
    health = STOPPED.get(number) or (rng.choice(COMMON) if rng.random() < 0.45 else WELL)
    born = day - timedelta(days=round(365.25 * rng.randint(*health.ages)) + rng.randint(1, 364))
    guardian = guardian_of(rng, language) if is_minor(born, day, "KR") else ("", "")
    return Person(
        number=number,
        name=name,
        language=language,
        born=born,
        phone=phone(language, number),
        guardian_name=guardian[0],
        guardian_relation=guardian[1],
        part=PARTS[number],
        health=health,
        source=rng.choices(SOURCES, SOURCE_WEIGHTS)[0],
        therapist=rng.choices(range(4), (32, 28, 22, 18))[0],
    )


def guardian_of(rng: Random, language: Language) -> tuple[str, str]:
    if language is Language.KOREAN:
        return korean_name(rng), rng.choice(["어머니", "아버지"])
    return english_name(rng), rng.choice(["mother", "father"])


def phone(language: Language, number: int) -> str:
    """Numbers that ring nowhere: a Korean mobile number never begins with 010-0, and Ofcom keeps
    07700 900000 to 900999 for plays."""
    if language is Language.KOREAN:
        return f"010-0000-{1001 + 7 * number}"
    return f"+44-7700-900{101 + 7 * number}"
