"""What a scale is: its items, its range, which way is better, and the numbers it is judged by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from clinic.domain.words import Language, Words

Key: TypeAlias = int | str  #: an item: 1, 2, 3 … or the letter that the scale itself uses
Texts: TypeAlias = Mapping[str, str]  #: language code → wording; absent is not offered


class Direction(StrEnum):
    """Which way is improvement."""

    LOWER = "lower_better"
    HIGHER = "higher_better"


class Entry(StrEnum):
    """What is typed in: the answers to the items, or a total from a form of the owner's own."""

    ITEMS = "items"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a change is held against, in points of the scale, and where it is from."""

    points: float | None
    source: str
    sure: str  #: verified, memory or computed
    percent: int | None = None
    single: float | None = None  #: for one activity alone, where that differs


@dataclass(frozen=True, slots=True)
class Item:
    """One question. Its wording may be the client's own, or not ours to ship: then it is empty."""

    key: Key
    text: Texts
    low: Texts
    high: Texts
    choices: Mapping[int, Texts]


@dataclass(frozen=True, slots=True)
class Variant:
    """What is asked of the same scale: now, the average of a week, one domain of a bank."""

    id: str
    name: Words
    direction: Direction | None = None  #: where the scale's own direction differs by variant


@dataclass(frozen=True, slots=True)
class Licence:
    status: str
    owner: str
    ship: str  #: full, structure or score_only
    confidence: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Prorate:
    """How many items may be missing before no score is made, where a rule is known."""

    missing_at_most: int
    source: str
    sure: str


@dataclass(frozen=True, slots=True)
class Sections:
    """A sum over sections of which some may be left out; only the total is typed in."""

    number: int
    lowest: int
    highest: int
    fewest: int
    refuses_fewer: bool  #: else fewer sections simply make no score
    total: str  #: the key of a total typed in as such
    units: Mapping[str, int]  #: unit → its highest value; empty where only one unit is in use


@dataclass(frozen=True, slots=True)
class Instrument:
    """A scale. `range` is of the score; None as step means any number within the range."""

    id: str
    name: Words
    measures: Words
    entry: Entry
    rule: str
    lowest: float
    highest: float
    step: float | None
    decimals: int
    direction: Direction | None
    variants: Mapping[str, Variant]
    items: Mapping[Key, Item]
    stems: Mapping[str, Texts]
    noticeable: Threshold | None
    error: Threshold | None
    recovered: float | None  #: the score at which people call themselves recovered
    licence: Licence
    citation: str
    caution: str
    item_range: tuple[int, int] | None = None
    reversed: frozenset[Key] = frozenset()
    subscales: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    positive: Mapping[str, int] = field(default_factory=dict)
    bands: tuple[tuple[float, str], ...] = ()
    answered_better: frozenset[int] = frozenset()  #: of a change: the answers that mean better
    answered_worse: frozenset[int] = frozenset()
    is_change: bool = False  #: asks how much has changed, so it has no baseline
    pain_0_10: bool = False
    validated: bool = True
    needs_owner: bool = False  #: off until the owner decides to use it
    prorate: Prorate | None = None
    sections: Sections | None = None
    subscale_range: tuple[int, int] | None = None
    total_key: str = "total"

    @property
    def range(self) -> tuple[float, float]:
        return self.lowest, self.highest

    @property
    def title(self) -> Words:
        return self.name

    @property
    def points(self) -> float | None:
        """The noticeable change in points, or None where the literature gives no one number."""
        return None if self.noticeable is None else self.noticeable.points

    @property
    def error_points(self) -> float | None:
        """The change that the scale's own scatter may make, or None where it is not known."""
        return None if self.error is None else self.error.points

    @property
    def own_unit(self) -> str | None:
        """The unit in which the score itself is kept, where two are in use."""
        units = self.sections.units if self.sections else {}
        return next((unit for unit, top in units.items() if top == self.highest), None)

    @property
    def languages(self) -> frozenset[Language]:
        """The languages in which a client can be asked: every shipped wording exists in them."""
        return frozenset(each for each in Language if self.is_asked_in(each))

    def is_asked_in(self, language: Language) -> bool:
        wordings = [text for text in _wordings(self) if text]
        return bool(wordings) and all(language.value in text for text in wordings)

    def holds(self, score: float) -> bool:
        return self.lowest <= score <= self.highest

    def direction_of(self, variant: str | None = None) -> Direction | None:
        """Which way is better, asked of the variant where the scale leaves it to that."""
        chosen = self.variants.get(variant) if variant else None
        return (chosen.direction if chosen else None) or self.direction


def _wordings(instrument: Instrument) -> list[Texts]:
    found = list(instrument.stems.values())
    for item in instrument.items.values():
        found += [item.text, item.low, item.high, *item.choices.values()]
    return found
