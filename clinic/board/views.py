"""The day, as the desk and the therapists see it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from clinic.accounts.queries import therapists
from clinic.audit.actions import witness_list, witness_list_again
from clinic.board.queries import BoardRow, Reader, board_rows, unsigned_records
from clinic.clients.queries import sees_everyone
from clinic.db import now
from clinic.domain.policies import INTAKE_VALID_DAYS
from clinic.domain.roles import Permission
from clinic.domain.slots import Span, free_spans, next_quarter
from clinic.domain.states import VisitState
from clinic.settings.queries import hours, value
from clinic.visits.queries import taken_on
from clinic.web.access import fetched_by_itself, needs
from clinic.web.clock import moment_of, today

bp = Blueprint("board", __name__)
SHORTEST_FREE = timedelta(minutes=30)  #: a shorter gap fits no visit
MOST_FREE = 8  #: rows in the rail; the rest is one tap away in the booking


@bp.get("/")
@needs(Permission.READ_DAY)
def home() -> ResponseReturnValue:
    return redirect(url_for("board.day"))


@bp.get("/today")
@bp.get("/today/<day>")
@needs(Permission.READ_DAY)
def day(day: str = "") -> ResponseReturnValue:
    if picked := request.args.get("day"):
        return redirect(url_for("board.day", day=picked))
    shown = calendar_day(day)
    parts = board_of(shown)
    witness_list("board", rows=len(parts["rows"]))
    return render_template("board/day.html", **parts, **rail(shown))


@bp.get("/today/<day>/rows")
@needs(Permission.READ_DAY)
@fetched_by_itself
def rows(day: str) -> ResponseReturnValue:
    """The day again, for a page that stays open: fetched every few seconds."""
    parts = board_of(calendar_day(day))
    witness_list_again("board", rows=len(parts["rows"]))
    return render_template("board/_again.html", **parts)


def calendar_day(text: str) -> date:
    """The day in the address; without one, today."""
    if not text:
        return today()
    try:
        found = date.fromisoformat(text)
    except ValueError:
        abort(404)
    return found if 1970 <= found.year <= 9990 else abort(404)


@dataclass(frozen=True)
class Table:
    """One table of the board."""

    title: str
    rows: list[BoardRow]


def board_of(shown: date) -> dict[str, Any]:
    """Everything that the day's table says."""
    treats = Permission.RECORD_TREATMENT in current_user.rights
    reader = Reader(current_user.id, treats, sees_everyone())
    found = board_rows(shown, reader, value(INTAKE_VALID_DAYS))
    return {
        "day": shown,
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
        "is_today": shown == today(),
        "now": now(),
        "rows": found,
        "tables": tables(found, treats),
        "counts": counts(found),
    }


def tables(found: list[BoardRow], treats: bool) -> list[Table]:
    """A therapist's own day comes first."""
    if not treats:
        return [Table(_("Visits"), found)]
    mine = [row for row in found if row.is_mine]
    others = [row for row in found if not row.is_mine]
    return [Table(_("My day"), mine), *([Table(_("The others' day"), others)] if others else [])]


def counts(found: list[BoardRow]) -> str:
    """10 visits · 2 done · 1 in session · 2 waiting."""
    visits = [row.visit.state for row in found if row.visit.client_id]
    done, inside, waiting = (
        visits.count(state)
        for state in (VisitState.DONE, VisitState.IN_SESSION, VisitState.ARRIVED)
    )
    parts = (
        ngettext("%(num)d visit", "%(num)d visits", len(visits)),
        ngettext("%(num)d done", "%(num)d done", done) if done else "",
        ngettext("%(num)d in session", "%(num)d in session", inside) if inside else "",
        ngettext("%(num)d waiting", "%(num)d waiting", waiting) if waiting else "",
    )
    return " · ".join(each for each in parts if each)


@dataclass(frozen=True)
class Free:
    """Free time of one therapist."""

    therapist_id: int
    therapist: str
    starts_at: datetime
    ends_at: datetime


def rail(shown: date) -> dict[str, Any]:
    """What stands beside the day: free time, and what waits for a signature."""
    only_mine = None if sees_everyone() else current_user.id
    return {"free": free_time(shown)[:MOST_FREE], "unsigned": unsigned_records(only_mine)}


def free_time(shown: date) -> list[Free]:
    """When somebody could still be booked on this day, by time."""
    opening = hours(shown)
    if opening is None or shown < today():
        return []
    open_hours = Span(moment_of(shown, opening.opens), moment_of(shown, opening.closes))
    taken = taken_on(shown)
    return sorted(
        (
            Free(each.id, each.name, *span)
            for each in therapists()
            for span in free_spans(
                open_hours, taken.get(each.id, ()), SHORTEST_FREE, next_quarter(now())
            )
        ),
        key=lambda free: (free.starts_at, free.therapist),
    )
