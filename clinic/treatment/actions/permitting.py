"""What must hold before a record is written, filled with lines, or signed."""

from flask import g
from flask_babel import gettext as _
from flask_login import current_user

from clinic.domain.refusal import Refusal
from clinic.domain.states import HELD, Result, VisitState
from clinic.treatment.models import Record
from clinic.treatment.queries import Safety
from clinic.visits.models import Visit
from clinic.web.vocabulary import note_name


def acting() -> int:
    """Whose hand this is: who is signed in, or for whom the command line acts."""
    return getattr(current_user, "id", None) or g.acting_id


def refuse_undecided(visit: Visit) -> None:
    """Name the first stop that nobody decided at this visit."""
    if notes := Safety(visit).undecided:
        raise Refusal(_("Decide first: %(name)s", name=note_name(notes[0])))


def require_draft(record: Record) -> None:
    if record.is_signed:
        raise Refusal(_("This record is signed. What is to be said now is an addendum."))
    require_held(record.visit)


def require_held(visit: Visit) -> None:
    """A draft outlives an undone or cancelled visit, but nothing is written or signed in it."""
    if visit.state in (VisitState.CANCELLED, VisitState.NO_SHOW):
        raise Refusal(_("This visit did not take place."))
    if visit.state not in HELD:
        raise Refusal(_("Begin the session first."))


def require_treatment(record: Record) -> None:
    """Before lines: every stop decided, and nobody sent away untreated."""
    require_held(record.visit)
    refuse_undecided(record.visit)
    if Safety(record.visit).is_referred:
        raise Refusal(_("The client was referred to a doctor. To treat after all, decide again."))
    if record.result is Result.NOT_TREATED:
        raise Refusal(_("This visit is marked as not treated."))
