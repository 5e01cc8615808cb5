"""After the signature: addenda beside the original."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from clinic.domain.refusal import Refusal
from clinic.domain.roles import Permission
from clinic.treatment import actions
from clinic.treatment.forms import AddendumForm
from clinic.treatment.queries import record_to_change
from clinic.treatment.views.blueprint import bp
from clinic.treatment.views.showing import show_signed
from clinic.visits.queries import clinical_visit_or_404
from clinic.web.access import needs
from clinic.web.toasts import tell


@bp.post("/visits/<int:visit_id>/record/addenda")
@needs(Permission.RECORD_TREATMENT)
def add_addendum(visit_id: int) -> ResponseReturnValue:
    row = record_to_change(clinical_visit_or_404(visit_id))
    if not row.is_signed:
        flash(_("This record is not signed yet: change it itself."), "refusal")
        return redirect(url_for("treatment.record", visit_id=visit_id), 303)
    form = AddendumForm()
    if form.validate_on_submit():
        try:
            actions.add_addendum(row, *form.answers())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            tell(_("The addendum stands beside the record."))
            return redirect(url_for("treatment.record", visit_id=visit_id), 303)
    return show_signed(row, form)
