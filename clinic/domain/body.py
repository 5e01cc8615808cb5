"""Places on the body, as data: code, side, front or back; so "left low back" can be asked for.

The codes are those of vocabularies.yaml, `body_regions`. A paired region is listed once and
recorded with its side, `calf_left`; recorded without one, `calf` means both sides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.catalogue.vocabulary import Region
from clinic.domain.words import Words


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


SIDES = {
    Side.LEFT: Words(en="left", ko="왼쪽"),
    Side.RIGHT: Words(en="right", ko="오른쪽"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A region with the side that was recorded, if any."""

    region: Region
    side: Side | None = None

    @classmethod
    def of(cls, code: str) -> Self | None:
        """The place that a recorded code means, or None when there is no such place."""
        base, side = parted(code)
        region = DEFAULT.regions.get(base)
        if region is None or (side is not None and not region.paired):
            return None
        return cls(region, side)

    @property
    def code(self) -> str:
        return f"{self.region.code}_{self.side}" if self.side else self.region.code

    def is_seen_from(self, view: str) -> bool:
        """Is it drawn on this side of the body map: `front` or `back`?"""
        return self.region.view in (view, "both")


def parted(code: str) -> tuple[str, Side | None]:
    """A recorded code as region and side: `calf_left` is the calf, left."""
    for side in Side:
        if code.endswith(f"_{side}"):
            return code.removesuffix(f"_{side}"), side
    return code, None


def overlap(one: str, other: str) -> bool:
    """May the two recorded places be the same spot? Without its side, a region is both sides."""
    region, side = parted(one)
    other_region, other_side = parted(other)
    return region == other_region and (side is None or other_side is None or side == other_side)


def places(regions: Iterable[Region] = tuple(DEFAULT.regions.values())) -> tuple[Place, ...]:
    """Every place that can be marked on the map: paired regions once for each side."""
    return tuple(
        Place(region, side)
        for region in regions
        for side in ((Side.LEFT, Side.RIGHT) if region.paired else (None,))
    )


#: Every code that a body map may answer with: each region, and each side of a paired one.
CODES = frozenset(DEFAULT.regions) | {place.code for place in places()}
