"""What one client's pages gather from the rooms below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from clinic.db import db
from clinic.domain import questions
from clinic.domain.states import NoteState
from clinic.intake.models import Answer, Intake, IntakeProposal
from clinic.safety.actions import DENIED
from clinic.safety.queries import Change, history
from clinic.web.language import said
from clinic.web.vocabulary import answer_words


@dataclass(frozen=True)
class Because:
    """One answer that raised a note, in the reader's language."""

    question: str
    answer: str
    on: datetime


def reasons(note_ids: Iterable[int]) -> dict[int, list[Because]]:
    """For each note the answers of the intakes that proposed it, the latest first."""
    rows = db.session.execute(
        select(IntakeProposal.note_id, Answer.question, Answer.value, Intake.signed_at)
        .join(Intake, Intake.id == IntakeProposal.intake_id)
        .join(
            Answer,
            (Answer.intake_id == IntakeProposal.intake_id)
            & (Answer.question == IntakeProposal.question),
        )
        .where(IntakeProposal.note_id.in_(list(note_ids)))
        .order_by(Intake.signed_at.desc(), Answer.question)
    )
    found: dict[int, list[Because]] = {}
    for note_id, code, value, signed_at in rows:
        found.setdefault(note_id, []).append(because(code, value, signed_at))
    return found


def because(code: str, value: Any, signed_at: datetime) -> Because:
    question = questions.DEFAULT.questions.get(code)
    if question is None:
        return Because(code, str(value), signed_at)
    return Because(said(question.text), answer_words(question, value), signed_at)


@dataclass(frozen=True)
class Happening:
    """One change of a note, in words."""

    words: str
    name: str
    code: str | None
    at: datetime
    by: str | None
    reason: str


def happenings(client_id: int) -> list[Happening]:
    """What happened to this client's notes, the latest first."""
    return [in_words(each) for each in history(client_id)]


def in_words(change: Change) -> Happening:
    words = {
        NoteState.PROPOSED: _("Proposed by an answer"),
        NoteState.CONFIRMED: _("Confirmed"),
        NoteState.DISMISSED: _("Dismissed"),
        NoteState.CLOSED: _("Closed"),
    }[change.state]
    reason = _("the next answers were negative") if change.reason == DENIED else change.reason
    return Happening(words, change.note, change.code, change.at, change.by, reason)
