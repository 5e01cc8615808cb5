"""What an owner may set, with what holds until they do. A value has one type, and its own limits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Generic, NamedTuple, TypeVar

from clinic.domain.words import Language

T = TypeVar("T")
LONGEST_VALIDITY = 3650  #: days


@dataclass(frozen=True)
class Policy(Generic[T]):
    """One value under its key: what it is until it is set, and how it is kept as JSON."""

    key: str
    default: T
    read: Callable[[Any], T]
    write: Callable[[T], Any]


class Hours(NamedTuple):
    """From when until when the clinic is open on one weekday, on its own clock."""

    opens: time
    closes: time


class Holiday(NamedTuple):
    on: date
    name: str


Week = tuple[Hours | None, ...]  #: Monday first; None on a day that is closed


def read_week(kept: list[list[str] | None]) -> Week:
    return tuple(Hours(*map(time.fromisoformat, each)) if each else None for each in kept)


def write_week(week: Week) -> list[list[str] | None]:
    return [[at.isoformat("minutes") for at in each] if each else None for each in week]


def read_holidays(kept: list[list[str]]) -> tuple[Holiday, ...]:
    return tuple(Holiday(date.fromisoformat(on), name) for on, name in kept)


def write_holidays(holidays: tuple[Holiday, ...]) -> list[list[str]]:
    return [[each.on.isoformat(), each.name] for each in sorted(holidays)]


WEEKDAY = Hours(time(9), time(18))
OPENING_HOURS: Policy[Week] = Policy(
    "opening_hours", (*[WEEKDAY] * 5, Hours(time(9), time(13)), None), read_week, write_week
)
HOLIDAYS: Policy[tuple[Holiday, ...]] = Policy("holidays", (), read_holidays, write_holidays)
#: How many days a signed intake form counts as up to date.
INTAKE_VALID_DAYS: Policy[int] = Policy("intake_valid_days", 365, int, int)
#: Must pain before and after be scored, or marked as declined, before a record is signed?
PAIN_SCORES_REQUIRED: Policy[bool] = Policy("pain_scores_required", False, bool, bool)
#: The language that new accounts and clients begin with.
LANGUAGE: Policy[Language] = Policy("language", Language.ENGLISH, Language, str)

POLICIES: tuple[Policy[Any], ...] = (
    OPENING_HOURS,
    HOLIDAYS,
    INTAKE_VALID_DAYS,
    PAIN_SCORES_REQUIRED,
    LANGUAGE,
)


def hours_on(day: date, week: Week, holidays: tuple[Holiday, ...]) -> Hours | None:
    """When the clinic is open on this day; None when it is closed."""
    if any(each.on == day for each in holidays):
        return None
    return week[day.weekday()]
