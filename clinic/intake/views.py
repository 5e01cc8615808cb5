"""A client's form at the desk: begun, taken down as dictated, and read by whoever treats."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from clinic.audit.actions import witness_read
from clinic.clients.queries import client_or_404, clinical_client_or_404, has_care
from clinic.domain.emergency import CALLS_THERAPIST
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Permission
from clinic.domain.sheets import Reply
from clinic.domain.states import Mode
from clinic.domain.words import Language
from clinic.intake import actions
from clinic.intake.forms import PageForm, page_form
from clinic.intake.models import Intake
from clinic.intake.queries import (
    intake_or_404,
    latest_signed,
    own_intake_or_404,
    proposals,
    sheet_of,
    signed_intakes,
    transcript,
    unsigned_intakes,
    valid_until,
    visit_today,
)
from clinic.web.access import needs
from clinic.web.clock import today
from clinic.web.language import page_speaks

bp = Blueprint("intake", __name__)
BACK, TELL = "back", "tell"
VIEWS = ("close", "whole", "names")


@bp.get("/clients/<int:client_id>/intake")
@needs(Permission.READ_CLIENTS)
def index(client_id: int) -> ResponseReturnValue:
    client = client_or_404(client_id)
    witness_read(client_id)
    last = latest_signed(client_id)
    return render_template(
        "intake/index.html",
        client=client,
        signed=signed_intakes(client_id),
        unsigned=unsigned_intakes(client_id),
        until=valid_until(last) if last else None,
        reads=has_care(client_id),
    )


@bp.post("/clients/<int:client_id>/intake/start")
@needs(Permission.TAKE_INTAKE)
def start(client_id: int) -> ResponseReturnValue:
    client = client_or_404(client_id)
    try:
        intake = actions.begin(client, visit_today(client_id), Mode.DICTATED)
    except Refusal as refusal:
        flash(str(refusal), "refusal")
        return redirect(url_for(".index", client_id=client_id), 303)
    return redirect(url_for(".take", intake_id=intake.id), 303)


@bp.route("/intakes/<int:intake_id>", methods=["GET", "POST"])
@needs(Permission.TAKE_INTAKE)
def take(intake_id: int) -> ResponseReturnValue:
    """Write only: what was answered on an earlier page is not shown again to whoever types."""
    intake = own_intake_or_404(intake_id)
    witness_read(intake.client_id, intake)
    sheet = sheet_of(intake, today())
    page = sheet.page(request.values.get("at"))
    form = page_form(sheet, page, intake.locale, shown=False)
    turned = turn(intake, form) if request.method == "POST" else None
    if turned and turned.action:
        say_signed(turned.action)
        return redirect(url_for(".index", client_id=intake.client_id), 303)
    if turned:
        return redirect(url_for(".take", intake_id=intake_id, at=turned.to, map=turned.view), 303)
    return render_template("intake/take.html", intake=intake, form=form), form.status


@bp.get("/intakes/<int:intake_id>/answers")
@needs(Permission.READ_CLINICAL)
def read(intake_id: int) -> ResponseReturnValue:
    intake = intake_or_404(intake_id)
    client = clinical_client_or_404(intake.client_id)
    witness_read(client.id, intake)
    return render_template(
        "intake/read.html",
        client=client,
        intake=intake,
        transcript=transcript(intake, page_speaks()),
        proposals=proposals(intake_id),
    )


class Turned(NamedTuple):
    """Where a page that was kept leads: to another page, or, signed, to what the answers ask."""

    to: str | None = None
    view: str | None = None  #: of the body map
    action: str | None = None


def turn(intake: Intake, form: PageForm) -> Turned | None:
    """Keep what the page says and find the next one; None when the page shows what is wrong."""
    go = request.form.get("go", "")
    try:
        if turned := turn_back(intake, form, go):
            return turned
        if go == TELL and form.page.may_be_declined:
            return go_on(intake, form, form.declined())
        return go_on(intake, form, form.replies()) if form.validate() else None
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def turn_back(intake: Intake, form: PageForm, go: str) -> Turned | None:
    """Back, another language, another view of the body: what can be kept is kept, nothing is asked."""
    language = request.form.get("language")
    form.take_away(request.form.get("drop", ""))
    if language in tuple(Language):
        actions.answer(intake, form.good_replies(), Language(language))
        return Turned(form.page.code)
    if go == BACK:
        actions.answer(intake, form.good_replies())
        return Turned((form.sheet.before(form.page) or form.page).code)
    if go in VIEWS or "drop" in request.form:
        actions.answer(intake, form.good_replies())
        return Turned(form.page.code, view=go or request.args.get("map"))
    return None


def go_on(intake: Intake, form: PageForm, replies: Mapping[str, Reply]) -> Turned:
    sheet = form.sheet.with_replies(replies)
    if next_page := sheet.after(form.page):
        actions.answer(intake, replies)
        return Turned(sheet.page(next_page.code).code)
    return Turned(action=actions.submit(intake, form.signed_name, replies))


def say_signed(action: str) -> None:
    """The desk learns what to do, never why."""
    if action in CALLS_THERAPIST:
        flash(_("Signed and kept. Fetch the therapist now."), "refusal")
    else:
        flash(_("The form is signed and kept."), "done")
