"""The pages of this room."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from clinic.accounts.queries import names
from clinic.audit.actions import witness_list
from clinic.audit.forms import ACTORS, EVENTS, TrailForm
from clinic.audit.queries import Wanted, trail
from clinic.domain.roles import Permission
from clinic.web.access import needs

bp = Blueprint("reports", __name__)


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
