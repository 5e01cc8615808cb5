"""The sheet over the card: one treatment line, with the body map."""

from collections.abc import Callable, Mapping
from json import dumps
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from clinic.audit.actions import witness_read
from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.limits import Limit
from clinic.domain.records import COMMON, MINUTES, every_place
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Permission
from clinic.treatment import actions
from clinic.treatment.forms import LineForm
from clinic.treatment.models import Record
from clinic.treatment.queries import Card, line_or_404, offers, record_to_change, words_of
from clinic.treatment.views.blueprint import bp
from clinic.visits.queries import clinical_visit_or_404
from clinic.web.access import needs

METHODS = ["GET", "POST"]


@bp.route("/visits/<int:visit_id>/record/lines/new", methods=METHODS)
@needs(Permission.RECORD_TREATMENT)
def add_line(visit_id: int) -> ResponseReturnValue:
    row = draft(visit_id)
    return edit(row, None, lambda line: actions.add_lines(row, line, None))


@bp.route("/visits/<int:visit_id>/record/lines/<int:n>", methods=METHODS)
@needs(Permission.RECORD_TREATMENT)
def change_line(visit_id: int, n: int) -> ResponseReturnValue:
    row = draft(visit_id)
    old = line_or_404(row, n)
    return edit(row, words_of(old), lambda line: actions.change_line(row, old, line), n)


@bp.route("/visits/<int:visit_id>/record/offers/<int:n>", methods=METHODS)
@needs(Permission.RECORD_TREATMENT)
def change_offer(visit_id: int, n: int) -> ResponseReturnValue:
    row = draft(visit_id)
    offer = next((each for each in offers(row.visit, row.lines) if each.number == n), None)
    if offer is None:
        abort(404)
    return edit(row, offer.line, lambda line: actions.add_lines(row, line, offer.line))


def draft(visit_id: int) -> Record:
    """The record of a visit in care; a signed one has no sheets and is shown instead."""
    row = record_to_change(clinical_visit_or_404(visit_id))
    if row.is_signed:
        abort(redirect(url_for("treatment.record", visit_id=visit_id), 303))
    return row


def edit(
    row: Record,
    old: Mapping[str, Any] | None,
    keep: Callable[[dict[str, Any]], None],
    n: int | None = None,
) -> ResponseReturnValue:
    """Show the line, or keep what was chosen and lead back to the card."""
    witness_read(row.visit.client_id or 0, row)
    form = LineForm(data=start(old))
    if form.validate_on_submit() and form.is_about(as_text(old)):
        try:
            keep(form.line())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("treatment.record", visit_id=row.visit_id), 303)
    page = sheet(Card(row.visit, row), form)
    return render_template("treatment/line.html", n=n, is_new=old is None, **page), form.status


def as_text(line: Mapping[str, Any] | None) -> str:
    return "" if line is None else dumps(line, sort_keys=True)


def start(old: Mapping[str, Any] | None) -> dict[str, Any]:
    """A line that is changed begins as it was; a new one with nothing chosen."""
    if old is None:
        return {}
    return {
        "was": as_text(old),
        "region": sorted(every_place([old["region"]])),
        "technique": old["technique"],
        "pressure": None if old["pressure"] is None else str(old["pressure"]),
        "minutes": old["minutes"] if old["minutes"] in MINUTES else None,
        "other": None if old["minutes"] in MINUTES else old["minutes"],
    }


def sheet(card: Card, form: LineForm) -> dict[str, Any]:
    """What the sheet shows: the common techniques first, and what is not allowed today."""
    limits = card.safety.standing.limits
    barred = {
        code
        for code in DEFAULT.techniques
        if any(why.limit is Limit.TECHNIQUE for why in limits.check(code, None, None, None))
    }
    rare = form.technique.data not in (None, *COMMON)
    return {
        "card": card,
        "visit": card.visit,
        "form": form,
        "techniques": DEFAULT.techniques.values(),
        "common": COMMON,
        "barred": barred,
        "firmest": limits.firmest(None),
        "minutes": MINUTES,
        "pressures": DEFAULT.pressures.values(),
        "show_rare": rare or bool(form.technique.errors),
    }
