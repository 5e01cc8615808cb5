"""The signature, and what may still be said after it."""

from flask_babel import gettext as _

from clinic.accounts.models import Account
from clinic.audit.actions import deed, trace
from clinic.db import db, now
from clinic.domain.digest import digest
from clinic.domain.events import Event
from clinic.domain.records import Changes, Part
from clinic.domain.refusal import Refusal
from clinic.domain.states import AddendumKind, VisitState
from clinic.treatment.actions.permitting import acting, refuse_undecided, require_draft
from clinic.treatment.actions.writing import save
from clinic.treatment.models import Addendum, Record
from clinic.treatment.queries import Card, content_of, record_of
from clinic.visits import actions as visits
from clinic.visits.models import Visit
from clinic.web.vocabulary import note_name


class Incomplete(Refusal):
    """Something that the signature needs is missing; the card leads there."""

    def __init__(self, part: Part, words: str) -> None:
        super().__init__(words)
        self.part = part


def record_to_sign(visit: Visit) -> Record:
    """What there is to sign; a stop that is undecided is named before anything else."""
    refuse_undecided(visit)
    record = record_of(visit.id)
    if record is None:
        raise Refusal(_("Begin the session first: there is nothing to sign yet."))
    return record


@deed
def sign(record: Record, changes: Changes | None = None) -> None:
    """Close the record for good, unless something is undecided or missing.

    ``changes`` is what the page that signs brought along. A session that still runs ends here.
    """
    visit = record.visit
    refuse_undecided(visit)
    require_draft(record)
    if changes:
        save(record, changes)
    refuse_gaps(Card(visit, record))
    if visit.state is VisitState.IN_SESSION:
        visits.finish(visit)
    freeze(visit, record)
    trace(Event.RECORD_SIGNED, client=visit.client_id, subject=record)


def refuse_gaps(card: Card) -> None:
    if card.barred:
        name = note_name(card.barred[0])
        raise Refusal(_("A line goes beyond what is allowed. Decide first: %(name)s", name=name))
    if card.missing:
        raise Incomplete(card.missing[0], _("Not signed yet: something is missing."))


def freeze(visit: Visit, record: Record) -> None:
    """Put name, time and digest under the record. From the last flush on the database holds it."""
    signer = db.session.get_one(Account, acting())
    moment = now()
    visit.record_signed_at = moment
    db.session.flush()
    with db.session.no_autoflush:  # a signed row takes no second UPDATE
        record.signed_at, record.signed_by_id = moment, signer.id
        record.signer_name, record.signer_title = signer.name, signer.title
        record.signer_registration = signer.registration
        record.digest = digest(content_of(record))
    db.session.flush()


@deed
def add_addendum(record: Record, kind: AddendumKind, text: str) -> Addendum:
    """Say something more, beside the original, which stays as it was signed."""
    if not record.is_signed:
        raise Refusal(_("This record is not signed yet: change it itself."))
    addendum = Addendum(visit_id=record.visit_id, kind=kind, text=text, by_id=acting())
    db.session.add(addendum)
    db.session.flush()
    trace(Event.ADDENDUM_ADDED, client=record.visit.client_id, subject=addendum)
    return addendum
