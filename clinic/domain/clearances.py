"""What a doctor's clearance covers, and for how long (product rule 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clinic.domain.body import overlap, places
from clinic.domain.catalogue.entries import Restriction
from clinic.domain.catalogue.reading import Plain
from clinic.domain.catalogue.shipped import DEFAULT

#: The therapist is told this long before a clearance ends. Ours: time to see the doctor again.
TOLD_BEFORE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody who may say so wrote or said: who, how, from when to when, and how much."""

    by_name: str
    practice: str
    how: str  #: letter | phone | in_person | portal
    given_on: date
    ends_on: date
    allows: Mapping[str, Any]  #: techniques, regions, max_pressure; a part not named is free


@dataclass(frozen=True, slots=True)
class Clearance:
    """Someone who may say so allowed massage in spite of a note, from one day to another.

    Both days count. One that ends before it was given covers no day.
    """

    note_id: int
    given_on: date
    ends_on: date

    def covers(self, on: date) -> bool:
        return self.given_on <= on <= self.ends_on


def covered_until(note_id: int, clearances: Iterable[Clearance], on: date) -> date | None:
    """The last day without a gap, from `on`, that clearances cover the note; None if not today."""
    until = None
    reach = on
    for each in sorted(clearances, key=lambda clearance: clearance.given_on):
        if each.note_id == note_id and each.given_on <= reach and each.ends_on >= on:
            until = max(until or each.ends_on, each.ends_on)
            reach = max(reach, _day_after(until))
    return until


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def is_covered(note_id: int, clearances: Iterable[Clearance], on: date) -> bool:
    return any(each.note_id == note_id and each.covers(on) for each in clearances)


def ending_soon(clearances: Iterable[Clearance], on: date) -> dict[int, date]:
    """The notes that are covered today and within 14 days no longer will be, with the last day."""
    every = tuple(clearances)
    until = {each.note_id: covered_until(each.note_id, every, on) for each in every}
    return {note: last for note, last in until.items() if last and last - on <= TOLD_BEFORE}


def forbidden_by(allows: Plain) -> Restriction:
    """What a letter still forbids, from what it allows: `techniques`, `regions`, `max_pressure`.

    A part that the letter does not name is not limited by it.
    """
    techniques = allows.get("techniques")
    regions = allows.get("regions")
    barred = frozenset(DEFAULT.techniques) - frozenset(techniques) if techniques else frozenset()
    left_out = [
        place.code
        for place in places()
        if regions and not any(overlap(place.code, each) for each in regions)
    ]
    return Restriction(
        techniques=barred,
        max_pressure=allows.get("max_pressure"),
        region_caps=tuple(sorted((code, 0) for code in left_out)),
    )
