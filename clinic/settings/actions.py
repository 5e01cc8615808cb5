"""Setting up the clinic: rooms, kinds of visit, hours, policies."""

from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import select

from clinic.audit.actions import deed, trace
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.policies import HOLIDAYS, Holiday, Policy
from clinic.domain.refusal import Refusal
from clinic.settings.models import Room, VisitType
from clinic.settings.queries import setting, value

T = TypeVar("T")


@deed
def keep(policy: Policy[T], new: T) -> None:
    """From now on this policy says this."""
    row = setting(policy, to_change=True)
    row.value = policy.write(new)
    row.version += 1
    db.session.add(row)
    trace(Event.SETTING_CHANGED, detail={"setting": policy.key})


@deed
def keep_all(values: dict[Policy[Any], Any]) -> None:
    """Several policies of one page, as one deed."""
    for policy, new in values.items():
        if new != value(policy):
            keep(policy, new)
    trace(Event.SETTING_CHANGED, detail={"settings": [policy.key for policy in values]})


@deed
def add_holiday(holiday: Holiday) -> None:
    """Close the clinic on a day; a day that is closed already gets the new name."""
    setting(HOLIDAYS, to_change=True)
    others = tuple(each for each in value(HOLIDAYS) if each.on != holiday.on)
    keep(HOLIDAYS, (*others, holiday))
    trace(Event.SETTING_CHANGED, detail={"holiday": holiday.on.isoformat()})


@deed
def remove_holiday(holiday: Holiday) -> None:
    setting(HOLIDAYS, to_change=True)
    keep(HOLIDAYS, tuple(each for each in value(HOLIDAYS) if each.on != holiday.on))
    trace(Event.SETTING_CHANGED, detail={"no holiday": holiday.on.isoformat()})


@deed
def add_room(name: str) -> Room:
    room = Room(name=unused(Room, name))
    db.session.add(room)
    db.session.flush()
    trace(Event.SETTING_CHANGED, subject=room)
    return room


@deed
def rename_room(room: Room, name: str) -> None:
    room.name = unused(Room, name, but=room)
    changed(room)


@deed
def add_visit_type(name: str, minutes: int) -> VisitType:
    visit_type = VisitType(name=unused(VisitType, name), minutes=minutes)
    db.session.add(visit_type)
    db.session.flush()
    trace(Event.SETTING_CHANGED, subject=visit_type)
    return visit_type


@deed
def change_visit_type(visit_type: VisitType, name: str, minutes: int) -> None:
    """Visits that are planned already keep their times."""
    visit_type.name, visit_type.minutes = unused(VisitType, name, but=visit_type), minutes
    changed(visit_type)


@deed
def retire(row: Room | VisitType) -> None:
    """Offer it no more. What was planned with it stays planned."""
    row.retired_at = row.retired_at or now()
    changed(row)


@deed
def bring_back(row: Room | VisitType) -> None:
    row.retired_at = None
    changed(row)


def changed(row: Room | VisitType) -> None:
    row.version += 1
    trace(Event.SETTING_CHANGED, subject=row)


def unused(kind: type[Room] | type[VisitType], name: str, but: Any = None) -> str:
    """The name, if no other row of this kind has it."""
    taken = db.session.scalar(select(kind.id).where(kind.name == name))
    if taken is not None and (but is None or taken != but.id):
        raise Refusal(_("This name is taken already."))
    return name
