"""What a session record must hold before it can be signed, and when it counts as written late."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from clinic.domain.body import SIDES, Place, parted
from clinic.domain.states import Phase, Reaction, Result

#: A record signed this long after its session is shown as late. Ours: the next day is too long ago
#: to remember which side was how firm.
LATE_AFTER = timedelta(hours=24)

#: Techniques that are offered first, the rest behind one tap. Ours: the strokes, and what back pain
#: is treated with most.
COMMON = (
    *("effleurage", "petrissage", "friction", "trigger_point", "myofascial_release"),
    *("deep_tissue", "shiatsu", "stretching", "heat"),
)

#: Minutes that are offered as buttons for a treatment line; any whole number to 240 can be typed.
MINUTES = (5, 10, 15, 20, 30, 45)
LONGEST = 240  #: minutes of one line
PRESSURES = range(6)  #: 0 no contact to 5 deep (vocabularies.yaml, `pressure_levels`)

DECLINED = "declined"  #: instead of a number: the client was asked and would not say
ALL = "all"  #: instead of a number: every line that is offered


class Part(StrEnum):
    """What may be missing, in the order in which the card asks for it."""

    PAIN_BEFORE = "pain_before"
    LINES = "lines"
    PAIN_AFTER = "pain_after"
    REACTION = "reaction"
    ADVERSE = "adverse"
    CONSENT = "consent"
    WHY_NOT = "why_not"


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in a record so far. An answer that was declined counts as given."""

    result: Result
    lines: int
    consent: bool
    reaction: Reaction | None
    adverse: str
    texts: str  #: the four texts together
    pain_before: bool
    pain_after: bool
    referred: bool  #: a decision of this visit says why nobody was treated


@dataclass(frozen=True)
class Changes:
    """What one save brings. What is not in it stays as it is."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    consent: bool | None = None
    pain: Mapping[Phase, str] = field(default_factory=dict)  #: 0 to 10, or DECLINED
    confirm: Sequence[str] = ()  #: numbers of offered lines, or ALL
    take_back: Sequence[int] = ()  #: numbers of lines of this record


def missing(kept: Kept, pain_required: bool) -> tuple[Part, ...]:
    """What still has to be answered before the signature; first what the card asks first."""
    if kept.result is Result.NOT_TREATED:
        return () if kept.referred or kept.texts.strip() else (Part.WHY_NOT,)
    given = {
        Part.PAIN_BEFORE: kept.pain_before or not pain_required,
        Part.LINES: kept.lines > 0,
        Part.PAIN_AFTER: kept.pain_after or not pain_required,
        Part.REACTION: kept.reaction is not None,
        Part.ADVERSE: kept.reaction is not Reaction.ADVERSE or bool(kept.adverse.strip()),
        Part.CONSENT: kept.consent,
    }
    return tuple(part for part, is_given in given.items() if not is_given)


def is_late(held_until: datetime, signed_at: datetime) -> bool:
    """Was the record signed a day or more after the session ended? It is shown, not hidden."""
    return signed_at - held_until >= LATE_AFTER


def sides_of(code: str) -> tuple[str, ...]:
    """The regions of the body map that a recorded place covers: a calf without side is both."""
    place = Place.of(code)
    if place is None or not place.region.paired or place.side is not None:
        return (code,)
    return tuple(f"{code}_{side}" for side in SIDES)


def with_sides_joined(codes: Iterable[str]) -> tuple[str, ...]:
    """The places as they are recorded: left and right of one region are said as one."""
    found = dict.fromkeys(codes)
    joined: dict[str, None] = {}
    for code in found:
        base, side = parted(code)
        is_both = side is not None and all(each in found for each in sides_of(base))
        joined[base if is_both else code] = None
    return tuple(joined)


def every_place(codes: Iterable[str]) -> Collection[str]:
    """All regions of the body map that these recorded places cover."""
    return {each for code in codes for each in sides_of(code)}
