"""The words that the catalogue is written in: levels, actions, techniques, places, positions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from clinic.domain.catalogue.reading import Plain
from clinic.domain.states import Level
from clinic.domain.words import Words


def words(plain: Plain) -> Words:
    """Both languages of one phrase; a catalogue that lacks one is refused by `check`."""
    return Words(en=plain["en"], ko=plain["ko"])


#: How strict a level is, from 1 for a caution to 4 (vocabularies.yaml, `levels`).
RANKS = {Level.CAUTION: 1, Level.LOCAL: 2, Level.CONDITIONAL: 3, Level.ABSOLUTE: 4}

#: An open note of these levels that no clearance covers stops the session (product rule 4).
STOPPING = frozenset({Level.ABSOLUTE, Level.CONDITIONAL})


def strictest(levels: Iterable[Level]) -> Level | None:
    """The level that wins when several notes stand; without a note there is none."""
    return max(levels, key=RANKS.__getitem__, default=None)


@dataclass(frozen=True, slots=True)
class Term:
    """A code with its name in both languages: a category, a position, a kind of evidence."""

    code: str
    name: Words

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(plain["code"], words(plain["name"]))


@dataclass(frozen=True, slots=True)
class LevelTerm:
    """What a level is called and what it asks of the therapist."""

    code: Level
    rank: int
    booking: str  #: block | require_clearance | warn
    name: Words
    meaning: Words

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(
            Level(plain["code"]),
            plain["rank"],
            plain["booking"],
            words(plain["name"]),
            words(plain["meaning"]),
        )


@dataclass(frozen=True, slots=True)
class Action:
    """What a finding asks for, from `note` (rank 0) to `emergency` (rank 4)."""

    code: str
    rank: int
    stops: bool  #: when a flag or a combination asks for it, `red_flag_pending` stands too
    name: Words

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(plain["code"], plain["rank"], plain["stop_session"], words(plain["name"]))


@dataclass(frozen=True, slots=True)
class Source:
    """A work that an entry rests on, and how well it was read."""

    code: str
    citation: str
    how: str  #: seen = read there; partial = found, not the passage; memory = unverified

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(plain["code"], plain["citation"], plain["how"])


@dataclass(frozen=True, slots=True)
class PressureLevel:
    """One step of the five-level pressure scale (walton_2011), with 0 for no contact."""

    code: str
    value: int
    name: Words

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(plain["code"], plain["value"], words(plain["name"]))


@dataclass(frozen=True, slots=True)
class Technique:
    """What hands, tools or warmth do, and the pressure it usually takes."""

    code: str
    family: str
    lightest: int  #: usual pressure, 0 to 5
    firmest: int
    name: Words

    @classmethod
    def of(cls, plain: Plain) -> Self:
        lightest, firmest = plain["pressure"]
        return cls(plain["code"], plain["family"], lightest, firmest, words(plain["name"]))


@dataclass(frozen=True, slots=True)
class Region:
    """A place on the body. A paired one is recorded as `<code>_left` or `<code>_right`."""

    code: str
    paired: bool
    view: str  #: front | back | both
    group: str
    name: Words

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(
            plain["code"], plain["paired"], plain["view"], plain["group"], words(plain["name"])
        )


@dataclass(frozen=True, slots=True)
class EndangermentSite:
    """A place where everyone has a lower pressure cap, with no condition at all."""

    code: str
    region: str
    cap: int
    name: Words
    sources: tuple[str, ...]
    evidence: str

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(
            plain["code"],
            plain["region"],
            plain["cap"],
            words(plain["name"]),
            tuple(plain["sources"]),
            plain["evidence"],
        )
