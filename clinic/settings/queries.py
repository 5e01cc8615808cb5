"""What the owner has set, and what holds where nothing is set."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, select

from clinic.db import db
from clinic.domain.policies import HOLIDAYS, OPENING_HOURS, Hours, Policy, hours_on
from clinic.settings.models import Room, Setting, VisitType
from clinic.web.rows import one_or_404

T = TypeVar("T")
Kept = TypeVar("Kept", Room, VisitType)


def value(policy: Policy[T]) -> T:
    """What this policy says now: ``value(policies.INTAKE_VALID_DAYS)``."""
    row = db.session.get(Setting, policy.key)
    return policy.default if row is None else policy.read(row.value)


def setting(policy: Policy[T], *, to_change: bool = False) -> Setting:
    """The row under which this policy is kept; a new one of version 0 if it was never set."""
    kept = db.session.get(Setting, policy.key, with_for_update=to_change or None)
    return kept or Setting(key=policy.key, value=policy.write(policy.default), version=0)


class Edition(NamedTuple):
    """What several policies say now, and a number that any change of them raises."""

    version: int
    values: dict[str, Any]


def edition(*policies: Policy[Any], to_change: bool = False) -> Edition:
    rows = [(policy, setting(policy, to_change=to_change)) for policy in policies]
    values = {policy.key: policy.read(row.value) for policy, row in rows}
    return Edition(sum(row.version for _policy, row in rows), values)


def rooms(*, retired: bool = False) -> Sequence[Room]:
    """The rooms in use, by name; with ``retired`` also those that were given up, last."""
    return all_of(Room, retired)


def visit_types(*, retired: bool = False) -> Sequence[VisitType]:
    """The kinds of visit that can be planned, by name."""
    return all_of(VisitType, retired)


def all_of(kind: type[Kept], retired: bool) -> Sequence[Kept]:
    wanted: Select[Kept] = select(kind).order_by(kind.retired_at.is_not(None), kind.name)
    return db.session.scalars(wanted if retired else wanted.where(kind.retired_at.is_(None))).all()


def room_or_404(room_id: int, *, to_change: bool = False) -> Room:
    wanted = select(Room).where(Room.id == room_id)
    return one_or_404(wanted.with_for_update() if to_change else wanted, room_id)


def visit_type_or_404(type_id: int, *, to_change: bool = False) -> VisitType:
    wanted = select(VisitType).where(VisitType.id == type_id)
    return one_or_404(wanted.with_for_update() if to_change else wanted, type_id)


def hours(day: date) -> Hours | None:
    """When the clinic is open on this day, on its own clock; None when it is closed."""
    return hours_on(day, value(OPENING_HOURS), value(HOLIDAYS))
