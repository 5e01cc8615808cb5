"""The catalogue as a whole: what this product ships, or a clinic's own edition of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol, Self, TypeVar

from clinic.domain.catalogue.entries import (
    Combination,
    Contraindication,
    FlagGroup,
    MedicineClass,
    RedFlag,
)
from clinic.domain.catalogue.reading import Plain, read
from clinic.domain.catalogue.vocabulary import (
    Action,
    EndangermentSite,
    LevelTerm,
    PressureLevel,
    Region,
    Source,
    Technique,
    Term,
)


class Coded(Protocol):
    """Whatever the catalogue finds by its code."""

    @property
    def code(self) -> str: ...


T = TypeVar("T", bound=Coded)


def by_code(make: Callable[[Plain], T], plains: Iterable[Plain]) -> Mapping[str, T]:
    """Entries by their code, in the order of the file, for reading only."""
    return MappingProxyType({each.code: each for each in map(make, plains)})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that screening and the session card look up, by code."""

    levels: Mapping[str, LevelTerm]
    actions: Mapping[str, Action]
    categories: Mapping[str, Term]
    pressures: Mapping[str, PressureLevel]
    techniques: Mapping[str, Technique]
    positions: Mapping[str, Term]
    regions: Mapping[str, Region]
    endangerment: tuple[EndangermentSite, ...]
    review_kinds: Mapping[str, Term]
    review_starts: Mapping[str, Term]
    evidence: Mapping[str, Term]
    sources: Mapping[str, Source]
    contraindications: Mapping[str, Contraindication]
    flag_groups: Mapping[str, FlagGroup]
    flags: Mapping[str, RedFlag]
    combinations: Mapping[str, Combination]
    medicine_classes: Mapping[str, MedicineClass]

    @classmethod
    def of(cls, vocabularies: Plain, entries: Plain, red_flags: Plain, medicines: Plain) -> Self:
        """From four documents with the schemas that the heads of the YAML files state."""
        return cls(
            **_vocabularies(vocabularies),
            contraindications=by_code(Contraindication.of, entries["contraindications"]),
            flag_groups=by_code(FlagGroup.of, red_flags["groups"]),
            flags=by_code(RedFlag.of, red_flags["flags"]),
            combinations=by_code(Combination.of, red_flags["combos"]),
            medicine_classes=by_code(MedicineClass.of, medicines["classes"]),
        )


def _vocabularies(plain: Plain) -> dict[str, Any]:
    return {
        "levels": by_code(LevelTerm.of, plain["levels"]),
        "actions": by_code(Action.of, plain["actions"]),
        "categories": by_code(Term.of, plain["categories"]),
        "pressures": by_code(PressureLevel.of, plain["pressure_levels"]),
        "techniques": by_code(Technique.of, plain["techniques"]),
        "positions": by_code(Term.of, plain["positions"]),
        "regions": by_code(Region.of, plain["body_regions"]),
        "endangerment": tuple(map(EndangermentSite.of, plain["endangerment_sites"])),
        "review_kinds": by_code(Term.of, plain["review_kinds"]),
        "review_starts": by_code(Term.of, plain["review_from"]),
        "evidence": by_code(Term.of, plain["evidence"]),
        "sources": by_code(Source.of, plain["sources"]),
    }


VOCABULARIES = read("vocabularies")

#: The defaults that this product ships. No clinician has reviewed them (docs/evidence.md).
DEFAULT = Catalogue.of(
    VOCABULARIES, read("contraindications"), read("red_flags"), read("medications")
)
