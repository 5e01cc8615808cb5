"""Entering and correcting scores at the desk. The page that shows them belongs to the chart."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from clinic.clients.models import Client
from clinic.clients.queries import clinical_client_or_404
from clinic.domain.answers import AnswerError
from clinic.domain.instruments import INSTRUMENTS, default_measures, instrument_named
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Permission
from clinic.domain.scales import Instrument
from clinic.domain.states import Phase
from clinic.domain.words import Language
from clinic.episodes.queries import all_episodes, episode_or_404
from clinic.outcomes import actions
from clinic.outcomes.forms import CorrectionForm, entry_form
from clinic.outcomes.queries import score_or_404
from clinic.web.access import needs

bp = Blueprint("outcomes", __name__, url_prefix="/clients/<int:client_id>/scores")


@bp.route("/new", methods=["GET", "POST"])
@needs(Permission.RECORD_TREATMENT)
def new(client_id: int) -> ResponseReturnValue:
    client = clinical_client_or_404(client_id)
    if "instrument" not in request.args:
        return render_template("outcomes/choose.html", client=client, measures=offered())
    measure = INSTRUMENTS.get(request.args["instrument"]) or abort(404)
    form = entry_form(measure, client.locale)
    form.offer(all_episodes(client.id))
    if form.validate_on_submit():
        episode_id = int(form.episode.data)
        episode = episode_or_404(client.id, episode_id) if episode_id else None
        given = form.given()
        actions.enter(
            client, measure.id, given.pop("variant"), Phase.COURSE, episode=episode, **given
        )
        return back(client, _("The score is kept."))
    page = render_template("outcomes/new.html", client=client, measure=measure, form=form)
    return page, form.status


def offered() -> tuple[list[Instrument], list[Instrument]]:
    """What is usually asked, and the others; what waits for an owner's decision is left out."""
    usual = list(default_measures(Language.ENGLISH))
    others = [each for each in INSTRUMENTS.values() if each not in usual and not each.needs_owner]
    return usual, others


def back(client: Client, words: str) -> ResponseReturnValue:
    flash(words, "done")
    return redirect(url_for("chart.course", client_id=client.id), 303)


@bp.route("/<int:score_id>/correct", methods=["GET", "POST"])
@needs(Permission.RECORD_TREATMENT)
def correct(client_id: int, score_id: int) -> ResponseReturnValue:
    client = clinical_client_or_404(client_id)
    wrong = score_or_404(client.id, score_id)
    measure, form = instrument_named(wrong.instrument), CorrectionForm()
    if form.validate_on_submit():
        try:
            actions.correct(wrong, form.total.number, form.reason.data)
        except AnswerError as refused:
            form.refuse_answer(refused, measure)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return back(client, _("Corrected. The old score stays, with your reason."))
    page = render_template(
        "outcomes/correct.html", client=client, measure=measure, wrong=wrong, form=form
    )
    return page, form.status
