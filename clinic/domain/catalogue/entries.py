"""What the catalogue knows: contraindications, red flags and their combinations, medicines.

Each file's head states its schema; here each entry becomes a value that cannot change.
"""

from collections.abc import Set
from dataclasses import dataclass
from typing import Any, Self

from clinic.domain.catalogue.reading import Plain
from clinic.domain.catalogue.vocabulary import words
from clinic.domain.states import Level
from clinic.domain.words import Words

#: In a restriction: every technique.
ALL = "all"
#: In a restriction: the place that is recorded on this client's note.
SITE = "site"


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a contraindication takes away (contraindications.yaml, `restricts`).

    `techniques` are barred in `regions`, and that pair belongs together; no region means anywhere
    on the body. `max_pressure` caps the whole session, `region_caps` one place (0 = keep off),
    `positions` are avoided. Pressure runs from 0 (no contact) to 5.
    """

    techniques: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    max_pressure: int | None = None
    region_caps: tuple[tuple[str, int], ...] = ()
    positions: frozenset[str] = frozenset()

    @classmethod
    def of(cls, plain: Plain) -> Self:
        """From the catalogue, or from the copy that a note keeps of it as it was raised."""
        return cls(
            frozenset(plain.get("techniques") or ()),
            frozenset(plain.get("regions") or ()),
            plain.get("max_pressure"),
            tuple(sorted((plain.get("region_caps") or {}).items())),
            frozenset(plain.get("positions") or ()),
        )

    def plain(self) -> dict[str, Any]:
        """The copy that a note keeps: `Restriction.of` reads it back."""
        parts = {
            "techniques": sorted(self.techniques),
            "regions": sorted(self.regions),
            "max_pressure": self.max_pressure,
            "region_caps": dict(self.region_caps),
            "positions": sorted(self.positions),
        }
        return {name: part for name, part in parts.items() if part not in (None, [], {})}

    @property
    def is_empty(self) -> bool:
        """Free-text notes restrict by their level alone."""
        return self == EMPTY

    @property
    def needs_place(self) -> bool:
        """Does it speak of the note's own place, so that the therapist has to mark it?"""
        return SITE in self.regions or any(place == SITE for place, _ in self.region_caps)


EMPTY = Restriction()


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """When a note is due for re-asking: `days` after (or before, if negative) the date `start`."""

    kind: str  #: lapses | recheck | clearance | until_date
    days: int
    start: str  #: recorded | onset | last_symptom | procedure | due_date | delivery

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(plain["kind"], plain["days"], plain["from"])


@dataclass(frozen=True, slots=True)
class Contraindication:
    """One reason not to massage, or to massage otherwise."""

    code: str
    category: str
    level: Level
    action: str | None  #: what to tell the client to do; it never stops a session by itself
    icd10: str | None  #: a hint for search, not a diagnosis
    name: Words
    restricts: Restriction
    advice: Words
    review: ReviewRule
    sources: tuple[str, ...]
    evidence: str  #: seen | partial | memory

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(
            plain["code"],
            plain["category"],
            Level(plain["level"]),
            plain.get("action"),
            plain.get("icd10"),
            words(plain["name"]),
            Restriction.of(plain["restricts"]),
            words(plain["advice"]),
            ReviewRule.of(plain["review"]),
            tuple(plain["sources"]),
            plain["evidence"],
        )


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """A family of serious causes that red flags point to."""

    code: str
    name: Words
    sources: tuple[str, ...]

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(plain["code"], words(plain["name"]), tuple(plain["sources"]))


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A sign of a serious cause. A single weak flag discriminates poorly (finucane_2020)."""

    code: str
    group: str
    weight: str  #: strong | moderate | weak
    action: str  #: on this flag alone
    contraindication: str | None
    question: Words  #: in plain words, to the client
    why: Words  #: to the therapist
    sources: tuple[str, ...]
    evidence: str

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(
            plain["code"],
            plain["group"],
            plain["weight"],
            plain["action"],
            plain.get("contraindication"),
            words(plain["question"]),
            words(plain["why"]),
            tuple(plain["sources"]),
            plain["evidence"],
        )


@dataclass(frozen=True, slots=True)
class Combination:
    """Flags that together ask for more than each alone. It raises the action, never lowers it."""

    code: str
    group: str
    every: frozenset[str]  #: all of these
    either: frozenset[str]  #: and one of these, if any are named
    counted: frozenset[str]  #: and at least `at_least` of these
    at_least: int
    action: str
    contraindication: str | None
    name: Words
    sources: tuple[str, ...]
    evidence: str

    @classmethod
    def of(cls, plain: Plain) -> Self:
        when = plain["when"]
        return cls(
            plain["code"],
            plain["group"],
            frozenset(when.get("all", ())),
            frozenset(when.get("any", ())),
            frozenset(when.get("flags", ())),
            when.get("at_least", 0),
            plain["action"],
            plain.get("contraindication"),
            words(plain["name"]),
            tuple(plain["sources"]),
            plain["evidence"],
        )

    def holds(self, flags: Set[str]) -> bool:
        """Every part that is given must hold."""
        return (
            self.every <= flags
            and (not self.either or bool(self.either & flags))
            and len(self.counted & flags) >= self.at_least
        )

    @property
    def flags(self) -> frozenset[str]:
        """Every flag that it looks at."""
        return self.every | self.either | self.counted


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine with the names that people type for it."""

    generic: str
    names: tuple[str, ...]  #: generic, Korean generic, brands in both scripts
    contraindications: tuple[str, ...]  #: those of its class, and its own


@dataclass(frozen=True, slots=True)
class MedicineClass:
    """Medicines that change a massage in the same way."""

    code: str
    name: Words
    contraindications: tuple[str, ...]
    ask: Words  #: the follow-up question for the therapist
    sources: tuple[str, ...]
    evidence: str
    medicines: tuple[Medicine, ...]

    @classmethod
    def of(cls, plain: Plain) -> Self:
        notes = tuple(plain["contraindications"])
        return cls(
            plain["code"],
            words(plain["name"]),
            notes,
            words(plain["ask"]),
            tuple(plain["sources"]),
            plain["evidence"],
            tuple(_medicine(each, notes) for each in plain["medicines"]),
        )


def _medicine(plain: Plain, of_class: tuple[str, ...]) -> Medicine:
    names = [plain["generic"], plain["ko"], *plain["brands"], *plain["brands_ko"]]
    return Medicine(
        plain["generic"], tuple(dict.fromkeys(names)), (*of_class, *plain.get("extra", ()))
    )
