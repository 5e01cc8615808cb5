"""How the card answers: a page for a browser, parts of it for its own script."""

import re
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from clinic.db import now
from clinic.domain.conditions import age_on
from clinic.domain.episodes import chronicity
from clinic.domain.records import every_place, is_late
from clinic.domain.roles import Permission
from clinic.domain.states import HELD, Result
from clinic.outcomes.models import Score
from clinic.treatment.forms import TEXTS, AddendumForm, CardForm
from clinic.treatment.models import Record
from clinic.treatment.queries import (
    PAIN,
    Card,
    addenda,
    day_of,
    decisions,
    is_intact,
    pain_of,
    scores_as_signed,
    visits_before,
)
from clinic.visits.models import Visit
from clinic.web.clock import local

PARTS = ("band", "where", "work", "sign")


def show(visit: Visit, record: Record | None, form: CardForm | None = None) -> ResponseReturnValue:
    """The card of a visit as it stands; a signed record has a page of its own."""
    if record and record.is_signed:
        return show_signed(record, AddendumForm(text=typed(form) if form else None), form)
    page = about(Card(visit, record), form)
    return render_template("treatment/card.html", **page), form.status if form else 200


def show_signed(
    record: Record, form: AddendumForm, refused: CardForm | None = None
) -> ResponseReturnValue:
    """The record as it was signed, and what was added since."""
    page = render_template(
        "treatment/signed.html",
        visit=record.visit,
        record=record,
        pain=pain_of(record.visit_id),
        signed_pain={score.phase: score for score in scores_as_signed(record) if is_pain(score)},
        decisions=decisions(record.visit_id),
        addenda=addenda(record.visit_id),
        late=record.signed_at and is_late(held_until(record.visit), record.signed_at),
        intact=is_intact(record),
        form=form,
        refused=refused,
    )
    return page, refused.status if refused else form.status


def is_pain(score: Score) -> bool:
    return (score.instrument, score.variant) == PAIN


def held_until(visit: Visit) -> Any:
    return visit.ended_at or visit.ends_at


def typed(form: CardForm) -> str:
    """What somebody typed into a card that was signed meanwhile: kept, to be made an addendum."""
    return "\n".join(form[name].data for name in TEXTS if form[name].data)


def about(card: Card, form: CardForm | None) -> dict[str, Any]:
    """What the card's templates want to know."""
    visit, record = card.visit, card.record
    form = form or CardForm(formdata=None, version=str(record.version) if record else "0")
    is_open = record is not None and visit.state in HELD
    chosen = {line.region for line in card.lines}
    return {
        "card": card,
        "visit": visit,
        "record": record,
        "form": form,
        "shown": {**card.stored, **{f.name: f.raw_data[-1] for f in form.sent()}},
        "is_open": is_open and Permission.RECORD_TREATMENT in current_user.rights,
        "not_treated": bool(record and record.result is Result.NOT_TREATED),
        "decided": card.safety.latest,
        "chosen": every_place(chosen),
        "offered": every_place(offer.line["region"] for offer in card.offers),
        "age": visit.client
        and visit.client.birth_on
        and age_on(visit.client.birth_on, day_of(visit)),
        "chronicity": visit.episode and chronicity(visit.episode.onset_on, visit.episode.opened_on),
        "number": visits_before(visit) + 1,
    }


def wants_parts() -> bool:
    return request.accept_mimetypes.best == "application/json"


def parts(card: Card, form: CardForm) -> ResponseReturnValue:
    """For the card's script: what was kept and when, or why not, and the parts that changed."""
    page = about(card, form)
    refused = bool(form.errors)
    answer: dict[str, Any] = {
        "version": card.record.version if card.record else 0,
        "at": local(now()).strftime("%H:%M:%S"),
        "stored": dict(card.stored),
    }
    if refused:
        answer["refusals"] = [str(each) for each in form.form_errors]
        answer["errors"] = {f.name: [str(e) for e in f.errors] for f in form if f.errors}
        answer["theirs"] = {f.name: f.theirs for f in form if hasattr(f, "theirs")}
    answer["parts"] = {name: render_template(f"treatment/_{name}.html", **page) for name in PARTS}
    return jsonify(answer), 422 if refused else 200


def onward(visit: Visit, go: str) -> ResponseReturnValue:
    """Where a save leads: back to the card, to a sheet over it, or away for now."""
    if found := re.fullmatch(r"(line|offer|decide)-(\d{1,9})", go):
        kind, number = found[1], int(found[2])
        return redirect(SHEETS[kind](visit.id, number), 303)
    if go == "add":
        return redirect(url_for("treatment.add_line", visit_id=visit.id), 303)
    if go == "later":
        return redirect("/", 303)
    return redirect(url_for("treatment.record", visit_id=visit.id), 303)


SHEETS = {
    "line": lambda visit_id, n: url_for("treatment.change_line", visit_id=visit_id, n=n),
    "offer": lambda visit_id, n: url_for("treatment.change_offer", visit_id=visit_id, n=n),
    "decide": lambda visit_id, n: url_for("treatment.decide", visit_id=visit_id, note_id=n),
}
