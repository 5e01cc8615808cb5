"""The pages of this room."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from clinic.accounts.queries import names
from clinic.audit.actions import witness, witness_list
from clinic.audit.forms import ACTORS, EVENTS, TrailForm
from clinic.audit.queries import Wanted, trail
from clinic.domain.events import Event
from clinic.domain.roles import Permission
from clinic.reports.forms import ReportForm
from clinic.reports.queries.outcomes import outcome_figures
from clinic.reports.queries.page import outcome_page
from clinic.web.access import needs

bp = Blueprint("reports", __name__)


@bp.get("/reports/outcomes")
@needs(Permission.READ_REPORTS)
def outcomes() -> ResponseReturnValue:
    form = ReportForm(request.args)
    report = outcome_page(*form.choice()) if form.validate() else None
    if report:
        witness_list("outcomes", **form.in_address(), rows=len(report.series))
    return render_template("reports/outcomes.html", form=form, report=report), form.status


@bp.get("/reports/outcomes.json")
@needs(Permission.READ_REPORTS)
def outcomes_json() -> ResponseReturnValue:
    form = ReportForm(request.args)
    if not form.validate():
        return render_template("reports/outcomes.html", form=form, report=None), form.status
    witness(Event.REPORT_MADE, page="reports.outcomes_json", detail=form.in_address())
    answer = jsonify(outcome_figures(*form.choice()))
    start, end, *_others = form.choice()
    answer.headers["Content-Disposition"] = f"attachment; filename=outcomes-{start}-to-{end}.json"
    return answer


@bp.get("/reports/audit")
@needs(Permission.READ_AUDIT)
def audit() -> ResponseReturnValue:
    form, people = TrailForm(request.args), names()
    form.offer(people)
    good = form.validate()
    page = trail(form.wanted(request.args) if good else Wanted())
    witness_list("audit", rows=len(page.entries))
    asked = {key: value for key, value in request.args.items() if key not in ("before", "after")}
    words = {"events": EVENTS, "actors": ACTORS, "people": people}
    shown = render_template("reports/audit.html", form=form, page=page, asked=asked, **words)
    return shown, 200 if good else 422
