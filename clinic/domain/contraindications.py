"""Several notes at once: what is still allowed today, where, and how firmly.

The rules (vocabularies.yaml; docs/evidence.md): the strictest level wins; restrictions and
positions add up, and each restriction keeps its technique-region pair; the lowest cap applies.
`site` is the note's own place, and a note whose place is not recorded yet restricts everywhere.
With no note at all the caps at the endangerment sites still hold. Adding a note never relaxes
anything, and the order of the notes does not matter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from clinic.domain.catalogue.entries import ALL, SITE, Contraindication, Restriction
from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.catalogue.vocabulary import STOPPING, EndangermentSite, strictest
from clinic.domain.limits import EVERYWHERE, Bar, Limit, Limits, Reason
from clinic.domain.states import Level

__all__ = ["ENDANGERMENT", "Limit", "Limits", "Note", "Reason", "combine"]

#: Where everyone has a lower cap, with no condition at all.
ENDANGERMENT = DEFAULT.endangerment


@dataclass(frozen=True, slots=True)
class Note:
    """A contraindication that applies to a client, with the places that were recorded for it.

    `code` names the catalogue entry (or the stored note, for free text). No region = the place is
    not recorded. Level, restriction and regions are also taken as they are stored.
    """

    code: str
    level: Level
    restricts: Restriction = Restriction()
    regions: frozenset[str] = EVERYWHERE

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", Level(self.level))
        object.__setattr__(self, "regions", frozenset(self.regions or ()))
        if not isinstance(self.restricts, Restriction):
            object.__setattr__(self, "restricts", Restriction.of(self.restricts or {}))

    @classmethod
    def of(cls, entry: Contraindication, regions: Iterable[str] = ()) -> Self:
        """The note that a catalogue entry proposes."""
        return cls(entry.code, entry.level, entry.restricts, frozenset(regions))

    @property
    def stops(self) -> bool:
        return self.level in STOPPING

    @property
    def awaits_place(self) -> bool:
        """Does it restrict everywhere only because nobody has marked its place yet?"""
        return not self.regions and (self.restricts.needs_place or self._keeps_off_its_place)

    @property
    def _keeps_off_its_place(self) -> bool:
        """A local note in free text restricts nothing by name: its place is left alone."""
        return self.level is Level.LOCAL and self.restricts.is_empty

    def bars(self) -> Iterator[Bar]:
        """What it takes away, one bar each, with `site` read as its own place."""
        given = self.restricts
        if self.level is Level.ABSOLUTE or given.max_pressure == 0:
            yield Bar(Limit.EVERYTHING, self.code)
        if self._keeps_off_its_place:
            yield cap_at(self.regions, 0, self.code)
        if ALL in given.techniques:
            yield cap_at(self.placed(given.regions), 0, self.code)
        elif given.techniques:
            where = self.placed(given.regions)
            yield Bar(Limit.TECHNIQUE, self.code, where, techniques=given.techniques)
        if given.max_pressure is not None:
            yield cap_at(EVERYWHERE, given.max_pressure, self.code)
        for place, cap in given.region_caps:
            yield cap_at(self.placed(frozenset({place})), cap, self.code)
        for position in given.positions:
            yield Bar(Limit.POSITION, self.code, position=position)

    def placed(self, regions: frozenset[str]) -> frozenset[str]:
        """The regions with `site` read as the note's own; unknown, it may be anywhere."""
        if SITE not in regions:
            return regions
        return (regions - {SITE}) | self.regions if self.regions else EVERYWHERE


def cap_at(regions: frozenset[str], cap: int, note: str) -> Bar:
    """A cap at some places or, with none named, everywhere. Cap 0 means: keep off."""
    if cap == 0:
        return Bar(Limit.KEEP_OFF if regions else Limit.EVERYTHING, note, regions)
    return Bar(Limit.PLACE_PRESSURE if regions else Limit.PRESSURE, note, regions, cap=cap)


def combine(notes: Iterable[Note], *, sites: Iterable[EndangermentSite] = ENDANGERMENT) -> Limits:
    """What these notes together allow. Give it the open notes only, covered ones by `covered`."""
    notes = frozenset(notes)
    delicate = {
        Bar(Limit.ENDANGERMENT, site.code, frozenset({site.region}), cap=site.cap) for site in sites
    }
    return Limits(
        level=strictest(note.level for note in notes),
        stops=tuple(sorted({note.code for note in notes if note.stops})),
        awaiting_place=frozenset(note.code for note in notes if note.awaits_place),
        bars=frozenset(bar for note in notes for bar in note.bars()) | delicate,
    )


def covered(note: Note, letter: Restriction) -> tuple[Note, ...]:
    """The note while a clearance covers it: it adapts, and no longer stops.

    `letter` is what the clearance still forbids. A conditional note keeps its own limits too
    (vocabularies.yaml: "then within the stated limits"); an absolute one, which forbids all,
    gives way to what the letter says.
    """
    by_letter = Note(note.code, Level.CAUTION, letter, note.regions)
    if note.level is Level.ABSOLUTE:
        return (by_letter,)
    milder = Level.CAUTION if note.stops else note.level
    return (Note(note.code, milder, note.restricts, note.regions), by_letter)
