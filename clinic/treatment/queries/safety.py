"""What stands in the way of treating this visit's client, and what was decided about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from clinic.db import db
from clinic.domain import stops
from clinic.domain.limits import Limit, Reason
from clinic.domain.states import Verdict
from clinic.safety.models import Note
from clinic.safety.queries import Standing, note_or_404, standing
from clinic.treatment.models import Decision
from clinic.visits.models import Visit
from clinic.web.clock import local


def decisions(visit_id: int) -> Sequence[Decision]:
    """Every decision of this visit, the earliest first."""
    wanted = select(Decision).where(Decision.visit_id == visit_id).order_by(Decision.id)
    return db.session.scalars(
        wanted.options(joinedload(Decision.by), joinedload(Decision.note))
    ).all()


def day_of(visit: Visit) -> date:
    """The day in the clinic's zone on which the client comes: what covers that day counts."""
    return local(visit.starts_at).date()


def undecided_stops(visit: Visit) -> Sequence[Note]:
    """The notes that keep this visit from being treated and signed, strictest first."""
    return Safety(visit).undecided


def note_of_visit_or_404(visit: Visit, note_id: int) -> Note:
    """An open note of the visit's client; a settled one is not there to be decided."""
    note = note_or_404(visit.client_id or 0, note_id)
    return note if note.state in stops.OPEN else abort(404)


@dataclass(frozen=True)
class Safety:
    """Whether, where and how this visit's client may be treated, and what was decided about it."""

    visit: Visit

    @cached_property
    def standing(self) -> Standing:
        return standing(self.visit.client_id or 0, day_of(self.visit))

    @cached_property
    def decisions(self) -> Sequence[Decision]:
        return decisions(self.visit.id)

    @cached_property
    def latest(self) -> Mapping[int, Decision]:
        """For each note the decision that counts: the last one since an answer raised it."""
        since = {note.id: note.stood_up_at for note in self.standing.notes}
        return {
            each.note_id: each
            for each in self.decisions
            if each.note_id not in since or each.at >= since[each.note_id]
        }

    @cached_property
    def undecided(self) -> Sequence[Note]:
        return [note for note in self.standing.stops if note.id not in self.latest]

    @property
    def is_referred(self) -> bool:
        """Does the decision that counts about one of the notes send the client to a doctor?"""
        return any(each.verdict is Verdict.REFER for each in self.latest.values())

    @cached_property
    def by_code(self) -> Mapping[str, Note]:
        """The open notes under the names that the limits call them by."""
        return {note.code or f"note_{note.id}": note for note in self.standing.notes}

    def reasons(self, line: Mapping[str, Any], position: str | None) -> Sequence[Reason]:
        """Why a treatment line goes too far; what holds for everyone comes last."""
        return self.standing.limits.check(
            line["technique"], line["region"], line["pressure"], position
        )

    def barred(self, line: Mapping[str, Any], position: str | None) -> Sequence[Note]:
        """The notes whose limits this line breaks and that nobody decided at this visit.

        A referral decides too: what had been done before the stop came up stays said.
        """
        notes = [
            self.by_code[reason.note]
            for reason in self.reasons(line, position)
            if reason.limit is not Limit.ENDANGERMENT
        ]
        return [note for note in dict.fromkeys(notes) if note.id not in self.latest]
