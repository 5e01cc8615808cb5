"""The card itself: look, begin, save, sign."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from clinic.audit.actions import witness_read
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Permission
from clinic.treatment import actions
from clinic.treatment.forms import CardForm
from clinic.treatment.models import Record
from clinic.treatment.queries import Card, record_of, record_to_change
from clinic.treatment.views.blueprint import bp
from clinic.treatment.views.showing import onward, parts, show, wants_parts
from clinic.visits.queries import clinical_visit_or_404
from clinic.web.access import needs
from clinic.web.forms import ButtonForm
from clinic.web.toasts import tell


@bp.get("/visits/<int:visit_id>/record")
@needs(Permission.READ_CLINICAL)
def record(visit_id: int) -> ResponseReturnValue:
    visit = clinical_visit_or_404(visit_id)
    if visit.client_id:
        witness_read(visit.client_id, visit)
    return show(visit, record_of(visit.id))


@bp.post("/visits/<int:visit_id>/record/begin")
@needs(Permission.RECORD_TREATMENT)
def begin(visit_id: int) -> ResponseReturnValue:
    visit = clinical_visit_or_404(visit_id)
    form = ButtonForm()
    if form.validate_on_submit():
        try:
            actions.begin(visit)
        except Refusal as refusal:
            return show(visit, record_of(visit.id), refused(refusal))
    return onward(visit, "")


def refused(reason: Refusal) -> CardForm:
    """An empty card that says why something else was refused."""
    form = CardForm(formdata=None)
    form.refuse(reason)
    return form


@bp.post("/visits/<int:visit_id>/record/save")
@needs(Permission.RECORD_TREATMENT)
def save(visit_id: int) -> ResponseReturnValue:
    visit = clinical_visit_or_404(visit_id)
    row = record_to_change(visit)
    form = CardForm()
    if is_good(form, row):
        try:
            actions.save(row, form.changes())
        except Refusal as refusal:
            form.refuse(refusal)
    if wants_parts():
        return parts(Card(visit, row), form)
    return show(visit, row, form) if form.errors else onward(visit, request.form.get("go", ""))


def is_good(form: CardForm, row: Record) -> bool:
    """Is this a card, and did nobody else write into the same fields meanwhile?"""
    if not form.validate_on_submit():
        return False
    was = {
        name.removeprefix("was_"): text
        for name, text in request.form.items()
        if name.startswith("was_")
    }
    return form.fits(row, Card(row.visit, row).stored, was)


@bp.post("/visits/<int:visit_id>/record/sign")
@needs(Permission.RECORD_TREATMENT)
def sign(visit_id: int) -> ResponseReturnValue:
    """Sign what is kept, or the whole card that the page sends along."""
    visit = clinical_visit_or_404(visit_id)
    form = CardForm() if "version" in request.form else None
    try:
        row = actions.record_to_sign(visit)
        if form is not None and not is_good(form, row):
            return show(visit, row, form)
        actions.sign(row, form.changes() if form else None)
    except Refusal as refusal:
        form = form or CardForm(formdata=None)
        form.refuse(refusal)
        form.miss(getattr(refusal, "part", ""))
        return show(visit, record_of(visit.id), form)
    tell(_("Signed."))
    return onward(visit, "")
