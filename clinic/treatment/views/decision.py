"""May this client be massaged today? The therapist decides, note by note."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from clinic.audit.actions import witness_read
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Permission
from clinic.domain.stops import OVERRIDE_REASON
from clinic.treatment import actions
from clinic.treatment.forms import DecideForm
from clinic.treatment.queries import Safety, note_of_visit_or_404
from clinic.treatment.views.blueprint import bp
from clinic.visits.queries import clinical_visit_or_404
from clinic.web.access import needs
from clinic.web.toasts import tell
from clinic.web.transaction import thinks_first


@bp.route("/visits/<int:visit_id>/decide/<int:note_id>", methods=["GET", "POST"])
@needs(Permission.DECIDE_SAFETY)
@thinks_first
def decide(visit_id: int, note_id: int) -> ResponseReturnValue:
    visit = clinical_visit_or_404(visit_id)
    note = note_of_visit_or_404(visit, note_id)
    witness_read(note.client_id, note)
    form = DecideForm()
    if form.validate_on_submit():
        try:
            actions.decide(visit, note, *form.answers())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            tell(_("Decided."))
            return redirect(url_for("treatment.record", visit_id=visit_id), 303)
    page = {"visit": visit, "note": note, "form": form, "safety": Safety(visit)}
    enough = OVERRIDE_REASON
    return render_template("treatment/decide.html", **page, enough=enough), form.status
