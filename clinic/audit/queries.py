"""Reading the trail, newest first, page by page.

The order is that of writing (the number), not of the clock: a clock may have been set back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from clinic.audit.models import Entry
from clinic.db import db
from clinic.domain.events import Event

ON_A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for; None asks nothing. ``first`` to before ``end``, in UTC."""

    person: int | None = None
    event: Event | None = None
    client: int | None = None
    first: datetime | None = None
    end: datetime | None = None
    before: int | None = None  #: older than this number
    after: int | None = None  #: newer than this number


@dataclass(frozen=True)
class Page:
    """Some entries, and the numbers from which older and newer ones are found, if there are any."""

    entries: Sequence[Row[*tuple[Any, ...]]]
    older: int | None
    newer: int | None


#: What each filter asks of an entry. Nothing else that is typed reaches the query.
ASKS: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "person": lambda number: Entry.actor_id == number,
    "event": lambda event: Entry.event == event,
    "client": lambda number: Entry.client_id == number,
    "first": lambda moment: Entry.at >= moment,
    "end": lambda moment: Entry.at < moment,
    "before": lambda number: Entry.id < number,
    "after": lambda number: Entry.id > number,
}


def trail(wanted: Wanted) -> Page:
    """One page of the trail, by one query."""
    asked = [
        ask(value) for name, ask in ASKS.items() if (value := getattr(wanted, name)) is not None
    ]
    going_up = wanted.after is not None
    found = db.session.execute(
        select(*Entry.__table__.c)
        .where(*asked)
        .order_by(Entry.id.asc() if going_up else Entry.id.desc())
        .limit(ON_A_PAGE + 1)
    ).all()
    more = len(found) > ON_A_PAGE
    rows = found[:ON_A_PAGE][:: -1 if going_up else 1]
    if not rows:
        return Page(rows, None, None)
    has_newer = more if going_up else wanted.before is not None
    has_older = more or going_up
    return Page(rows, rows[-1].id if has_older else None, rows[0].id if has_newer else None)
