"""What a therapist decides about a stop, at one visit."""

from flask_babel import gettext as _

from clinic.accounts.actions import confirm_password
from clinic.accounts.queries import owners
from clinic.audit.actions import deed, trace
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.notices import NoticeKind
from clinic.domain.refusal import Refusal
from clinic.domain.states import Result, Verdict, VisitState
from clinic.domain.stops import OPEN, OVERRIDE_REASON
from clinic.notices.actions import tell
from clinic.safety import actions as safety
from clinic.safety.models import Note
from clinic.treatment.actions.permitting import acting
from clinic.treatment.actions.writing import begin, touch
from clinic.treatment.models import Decision
from clinic.treatment.queries import Safety, record_of
from clinic.visits import actions as visits
from clinic.visits.models import Visit
from clinic.web.transaction import begin_writing

HERE = (VisitState.ARRIVED, VisitState.IN_SESSION, VisitState.DONE)


def decide(
    visit: Visit, note: Note, verdict: Verdict, reason: str, password: str | None = None
) -> Decision:
    """Decide about a note for this visit; an override asks for the password again.

    The view that calls this ``thinks_first`` and changes nothing before.
    """
    require_reason(verdict, reason.strip())
    if verdict is Verdict.OVERRIDE:
        confirm_password(password or "")
    else:
        begin_writing()
    return keep_decision(visit, note, verdict, reason.strip())


def require_reason(verdict: Verdict, reason: str) -> None:
    """Why a stop is cleared, what is left out, and for an override at length; refer says itself."""
    if verdict is Verdict.OVERRIDE and len(reason) < OVERRIDE_REASON:
        raise Refusal(
            _("Say why in at least %(num)d characters: the owner reads it.", num=OVERRIDE_REASON)
        )
    if verdict is Verdict.ADAPT and not reason:
        raise Refusal(_("Say what is left out."))
    if verdict is Verdict.CLEAR and not reason:
        raise Refusal(_("Say why the stop does not apply."))


@deed
def keep_decision(visit: Visit, note: Note, verdict: Verdict, reason: str) -> Decision:
    """Keep what was decided; the latest decision of a visit about a note is the one that counts."""
    if visit.record_signed_at:
        raise Refusal(_("This record is signed. What is to be said now is an addendum."))
    if note.state not in OPEN:
        raise Refusal(_("This note has been settled already."))
    was_referred = Safety(visit).is_referred
    decision = Decision(
        visit_id=visit.id, note=note, verdict=verdict, reason=reason, by_id=acting()
    )
    db.session.add(decision)
    db.session.flush()
    carry_out(visit, note, verdict, reason)
    if was_referred and not Safety(visit).is_referred:
        treat_after_all(visit)
    trace(
        Event.STOP_DECIDED,
        client=visit.client_id,
        subject=decision,
        detail={"verdict": str(verdict)},
    )
    return decision


def carry_out(visit: Visit, note: Note, verdict: Verdict, reason: str) -> None:
    if verdict is Verdict.CLEAR:
        safety.close(note, reason)
    if verdict is Verdict.OVERRIDE:
        for owner in owners():
            tell(owner.id, NoticeKind.STOP_DECIDED, f"/clients/{visit.client_id}", visit.client_id)
    if verdict is Verdict.REFER:
        refer_the_others(visit, reason)
        end_untreated(visit)


def refer_the_others(visit: Visit, reason: str) -> None:
    """Who is sent to a doctor is sent because of every stop: none is left open behind it."""
    for note in Safety(visit).undecided:
        db.session.add(
            Decision(
                visit_id=visit.id,
                note=note,
                verdict=Verdict.REFER,
                reason=reason,
                by_id=acting(),
            )
        )
    db.session.flush()


def end_untreated(visit: Visit) -> None:
    """The visit ends as not treated; what had been done before the stop came up stays said."""
    if visit.state not in HERE:
        raise Refusal(_("The client has not arrived yet."))
    record = begin(visit)
    if not record.lines:
        record.result = Result.NOT_TREATED
    touch(record)
    if visit.state is VisitState.IN_SESSION:
        visits.finish(visit)


def treat_after_all(visit: Visit) -> None:
    """A later decision takes a referral back: the draft is one of a treatment again."""
    record = record_of(visit.id)
    if record and record.result is Result.NOT_TREATED:
        record.result = Result.TREATED
        touch(record)
