"""The life of a contraindication note: proposed, confirmed, placed, dismissed, closed, covered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from clinic.audit.actions import deed, trace
from clinic.clients.models import Client
from clinic.db import db, now
from clinic.domain.body import CODES
from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.clearances import Letter
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.review import Outcome, Review, after_screening, review_of
from clinic.domain.states import Level, NoteState
from clinic.domain.words import Language
from clinic.safety.models import Clearance, Note, NoteEvent, NoteRegion, SafetyFinding
from clinic.safety.queries import OPEN, open_note, open_notes

SHORTEST_REASON = 3
NONE_KNOWN = "none_known"
#: Kept as the reason when a screening closes a note by itself; pages put it in words.
DENIED = "denied"


@deed
def propose(
    client: Client,
    code: str,
    *,
    on: date,
    starts_on: date | None = None,
    regions: Iterable[str] = (),
    by: int | None = None,
) -> Note:
    """Stand a catalogue entry against this client; one that stands already stands anew."""
    entry = DEFAULT.contraindications[code]
    review = review_of(entry.review, on, starts_on)
    if (standing := open_note(client.id, code)) is not None:
        stand_anew(standing, review.on, by)
        trace(Event.NOTE_RAISED, client=client, subject=standing, detail={"again": 1})
        return standing
    note = Note(
        client=client,
        code=code,
        name=entry.name.said_in(Language.ENGLISH),
        level=entry.level,
        restricts=entry.restricts.plain(),
        state=NoteState.PROPOSED,
        recorded_on=on,
        starts_on=starts_on or on,
        starts_assumed=review.assumed,
        review_on=review.on,
        regions=[NoteRegion(region=region) for region in sorted(set(regions))],
    )
    db.session.add(note)
    db.session.flush()
    keep_event(note, "", by)
    trace(Event.NOTE_RAISED, client=client, subject=note, detail={"code": code})
    return note


def stand_anew(note: Note, review_on: date, by: int | None) -> None:
    """Raised again: decisions from before no longer answer it, and its review counts from today."""
    note.stood_up_at, note.review_on = now(), review_on
    note.version += 1
    keep_event(note, "", by)


@deed
def rescreen(client: Client, asked: Mapping[str, bool], on: date) -> Sequence[Note]:
    """What a signed screening does with the notes that stand already and that it did not raise.

    ``asked`` says for each code whether today's answers asked about it (False: asked, and not
    raised). A lapsed note that was asked about and denied is closed; the others wait or are asked.
    """
    closed = []
    for note in open_notes(client.id):
        if note.code in DEFAULT.contraindications and closes(note, asked.get(note.code or ""), on):
            move(note, NoteState.CLOSED, DENIED)
            closed.append(note)
    trace(Event.NOTES_RESCREENED, client=client, detail={"closed": len(closed)})
    return closed


def closes(note: Note, raised: bool | None, on: date) -> bool:
    if note.review_on is None:
        return False
    rule = DEFAULT.contraindications[note.code or ""].review
    review = Review(note.review_on, note.starts_assumed)
    return after_screening(rule, review, on, raised=raised) is Outcome.CLOSES


@deed
def raise_entry(client: Client, code: str, regions: Iterable[str], on: date) -> Note:
    """A therapist raises an entry of the catalogue; it stands at once, its author judged it."""
    note = propose(client, code, on=on, regions=known(regions))
    if note.state is NoteState.PROPOSED:
        move(note, NoteState.CONFIRMED, "")
    trace(Event.NOTE_RAISED, client=client, subject=note, detail={"code": code})
    return note


@deed
def write(
    client: Client, name: str, level: Level, regions: Iterable[str], reason: str, on: date
) -> Note:
    """A therapist's own note, in free text; it stands at once, since its author judged it."""
    note = Note(
        client=client,
        code=None,
        name=name,
        level=level,
        restricts=own_restriction(level),
        state=NoteState.CONFIRMED,
        recorded_on=on,
        starts_on=on,
        regions=[NoteRegion(region=region) for region in known(regions)],
    )
    db.session.add(note)
    db.session.flush()
    keep_event(note, reason)
    trace(Event.NOTE_RAISED, client=client, subject=note)
    return note


def own_restriction(level: Level) -> dict[str, Any]:
    """What a free-text note takes away: everything, everything at its place, or nothing named."""
    if level in (Level.ABSOLUTE, Level.CONDITIONAL):
        return {"techniques": ["all"]}
    return {"techniques": ["all"], "regions": ["site"]} if level is Level.LOCAL else {}


@deed
def confirm(note: Note) -> None:
    """The therapist says that the proposal holds."""
    if note.state is not NoteState.PROPOSED:
        raise Refusal(_("This note has been settled already."))
    move(note, NoteState.CONFIRMED, "")
    trace(Event.NOTE_CONFIRMED, client=note.client_id, subject=note)


@deed
def localise(note: Note, regions: Iterable[str]) -> None:
    """Say where on the body the note holds; whoever marks a place has judged the note."""
    wanted = known(regions)
    if not wanted:
        raise Refusal(_("Mark at least one place."))
    require_open(note)
    note.regions = [NoteRegion(region=region) for region in wanted]
    note.version += 1
    if note.state is NoteState.PROPOSED:
        move(note, NoteState.CONFIRMED, "")
    db.session.flush()
    trace(Event.NOTE_LOCALISED, client=note.client_id, subject=note)


@deed
def dismiss(note: Note, reason: str) -> None:
    """The proposal does not hold; why not is kept."""
    if note.state is not NoteState.PROPOSED:
        raise Refusal(_("Only a proposed note can be dismissed; a confirmed one is closed."))
    move(note, NoteState.DISMISSED, given(reason))
    trace(Event.NOTE_DISMISSED, client=note.client_id, subject=note)


@deed
def close(note: Note, reason: str) -> None:
    """The note no longer holds; why is kept. A later answer may stand it up again."""
    require_open(note)
    move(note, NoteState.CLOSED, given(reason))
    trace(Event.NOTE_CLOSED, client=note.client_id, subject=note)


@deed
def give_clearance(note: Note, letter: Letter, on: date) -> Clearance:
    """Keep a clearance: it covers the note until the end of its last day."""
    require_open(note)
    if letter.given_on > on:
        raise Refusal(_("A clearance cannot be given in the future."))
    if letter.ends_on < max(letter.given_on, on):
        raise Refusal(_("This clearance would have ended already."))
    clearance = Clearance(
        note=note,
        by_name=letter.by_name,
        practice=letter.practice,
        how=letter.how,
        given_on=letter.given_on,
        ends_on=letter.ends_on,
        allows=dict(letter.allows) or None,
    )
    db.session.add(clearance)
    if note.state is NoteState.PROPOSED:
        move(note, NoteState.CONFIRMED, "")
    db.session.flush()
    trace(Event.CLEARANCE_GIVEN, client=note.client_id, subject=note)
    return clearance


@deed
def none_known(client: Client, open_notes: int) -> SafetyFinding:
    """A person asked and found nothing: said and dated, unlike "not asked"."""
    if open_notes:
        raise Refusal(_("There are notes on this client: settle them first."))
    finding = SafetyFinding(client_id=client.id, by_id=acting(), what=NONE_KNOWN)
    db.session.add(finding)
    db.session.flush()
    trace(Event.FINDING_MADE, client=client, subject=finding)
    return finding


def move(note: Note, state: NoteState, reason: str, by: int | None = None) -> None:
    note.state = state
    note.version += 1
    keep_event(note, reason, by)


def keep_event(note: Note, reason: str, by: int | None = None) -> None:
    db.session.add(
        NoteEvent(note_id=note.id, by_id=by or acting(), state=note.state, reason=reason)
    )
    db.session.flush()


def acting() -> int | None:
    return getattr(current_user, "id", None)


def require_open(note: Note) -> None:
    if note.state not in OPEN:
        raise Refusal(_("This note has been settled already."))


def given(reason: str) -> str:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(_("Say why, in a few words."))
    return reason.strip()


def known(regions: Iterable[str]) -> list[str]:
    wanted = sorted(set(regions))
    if not CODES.issuperset(wanted):
        raise Refusal(_("There is no such place on the body."))
    return wanted
