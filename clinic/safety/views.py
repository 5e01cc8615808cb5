"""Settling a contraindication note. The page that shows them all belongs to the chart."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from clinic.clients.queries import clinical_client_or_404
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Permission
from clinic.safety import actions
from clinic.safety.forms import ClearanceForm, NoteForm, PlacesForm, ReasonForm
from clinic.safety.models import Note
from clinic.safety.queries import note_or_404, open_notes
from clinic.web.access import needs
from clinic.web.clock import today

Settle = Callable[[Note, str], None]

bp = Blueprint("safety", __name__, url_prefix="/clients/<int:client_id>/safety")


def back(client_id: int, words: str, kind: str = "done") -> ResponseReturnValue:
    """To the client's safety page, saying what became of it."""
    flash(words, kind)
    return redirect(url_for("chart.safety", client_id=client_id), 303)


@bp.post("/none-known")
@needs(Permission.DECIDE_SAFETY)
def none_known(client_id: int) -> ResponseReturnValue:
    client = clinical_client_or_404(client_id)
    try:
        actions.none_known(client, len(open_notes(client.id)))
    except Refusal as refusal:
        return back(client_id, str(refusal), "refusal")
    return back(client_id, _("Kept: asked today, none known."))


@bp.route("/new", methods=["GET", "POST"])
@needs(Permission.DECIDE_SAFETY)
def new(client_id: int) -> ResponseReturnValue:
    client = clinical_client_or_404(client_id)
    form = NoteForm()
    if form.validate_on_submit():
        if form.code.data:
            actions.raise_entry(client, form.code.data, form.regions.data, today())
        else:
            actions.write(client, *form.own_words(), today())
        return back(client_id, _("The note stands."))
    return render_template("safety/new.html", client=client, form=form), form.status


@bp.post("/<int:note_id>/confirm")
@needs(Permission.DECIDE_SAFETY)
def confirm(client_id: int, note_id: int) -> ResponseReturnValue:
    clinical_client_or_404(client_id)
    note = note_or_404(client_id, note_id)
    try:
        actions.confirm(note)
    except Refusal as refusal:
        return back(client_id, str(refusal), "refusal")
    return back(client_id, _("Confirmed."))


@bp.route("/<int:note_id>/places", methods=["GET", "POST"])
@needs(Permission.DECIDE_SAFETY)
def places(client_id: int, note_id: int) -> ResponseReturnValue:
    client, note = clinical_client_or_404(client_id), note_or_404(client_id, note_id)
    form = PlacesForm(regions=[each.region for each in note.regions], version=note.version)
    if form.validate_on_submit() and form.is_of(note, {"regions": form.regions.data}):
        try:
            actions.localise(note, form.regions.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return back(client_id, _("The place is kept."))
    return render_template("safety/places.html", client=client, note=note, form=form), form.status


def settle_with_reason(client_id: int, note_id: int, act: Settle, page: str) -> ResponseReturnValue:
    """Dismissing and closing ask for the same: a reason."""
    client, note = clinical_client_or_404(client_id), note_or_404(client_id, note_id)
    form = ReasonForm(version=note.version)
    if form.validate_on_submit() and form.is_of(note, {"reason": form.reason.data}):
        try:
            act(note, form.reason.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return back(client_id, _("Settled; the reason is kept."))
    return render_template(page, client=client, note=note, form=form), form.status


@bp.route("/<int:note_id>/dismiss", methods=["GET", "POST"])
@needs(Permission.DECIDE_SAFETY)
def dismiss(client_id: int, note_id: int) -> ResponseReturnValue:
    return settle_with_reason(client_id, note_id, actions.dismiss, "safety/dismiss.html")


@bp.route("/<int:note_id>/close", methods=["GET", "POST"])
@needs(Permission.DECIDE_SAFETY)
def close(client_id: int, note_id: int) -> ResponseReturnValue:
    return settle_with_reason(client_id, note_id, actions.close, "safety/close.html")


@bp.route("/<int:note_id>/clearance", methods=["GET", "POST"])
@needs(Permission.DECIDE_SAFETY)
def clearance(client_id: int, note_id: int) -> ResponseReturnValue:
    client, note = clinical_client_or_404(client_id), note_or_404(client_id, note_id)
    form = ClearanceForm()
    if form.validate_on_submit():
        try:
            actions.give_clearance(note, form.letter(), today())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return back(client_id, _("The clearance is kept."))
    page = render_template("safety/clearance.html", client=client, note=note, form=form)
    return page, form.status
