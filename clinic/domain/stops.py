"""Which notes stop a session, and which of them are still undecided (product rule 4).

A stop is a note, proposed or confirmed, whose level is absolute or conditional and which no valid
clearance covers. A therapist decides it at this visit before treatment lines can be entered or the
record signed. Nothing here is stored: it is read from the rows and the day, so nothing lapses at
night.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from clinic.domain.catalogue.vocabulary import STOPPING
from clinic.domain.clearances import Clearance, is_covered
from clinic.domain.states import Level, NoteState, Verdict

#: A note in one of these states stands.
OPEN = frozenset({NoteState.PROPOSED, NoteState.CONFIRMED})

#: They let treatment go on at this visit; `refer` ends the visit as not treated instead.
LETS_TREAT = frozenset({Verdict.CLEAR, Verdict.ADAPT, Verdict.OVERRIDE})

#: How much has to be said for an override, in characters without the blanks around it.
OVERRIDE_REASON = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """A note of one client as it stands: which, how strict, in what state, and since when."""

    id: int
    level: Level
    state: NoteState
    stood_up_at: datetime | None = None  #: when an answer last raised it (again)

    @property
    def may_stop(self) -> bool:
        return self.state in OPEN and self.level in STOPPING


@dataclass(frozen=True, slots=True)
class Decision:
    """What a therapist decided about one note at one visit. The latest for a note counts."""

    note_id: int
    verdict: Verdict
    at: datetime


def stops(
    notes: Iterable[Standing], clearances: Iterable[Clearance], on: date
) -> tuple[Standing, ...]:
    """The notes that stop a session on this day, strictest first."""
    given = tuple(clearances)
    found = [note for note in notes if note.may_stop and not is_covered(note.id, given, on)]
    return tuple(sorted(found, key=lambda note: (note.level is not Level.ABSOLUTE, note.id)))


def undecided(
    notes: Iterable[Standing],
    clearances: Iterable[Clearance],
    decisions: Iterable[Decision],
    on: date,
) -> tuple[Standing, ...]:
    """The stops that no decision of this visit answers; hand in this visit's decisions alone.

    A decision from before an answer stood the note up again does not answer it.
    """
    latest = latest_of(decisions)
    return tuple(note for note in stops(notes, clearances, on) if not answers(latest, note))


def may_be_treated(
    notes: Iterable[Standing],
    clearances: Iterable[Clearance],
    decisions: Iterable[Decision],
    on: date,
) -> bool:
    """May treatment lines be entered? Every stop is decided, and none by `refer`."""
    latest = latest_of(decisions)
    return all(
        answers(latest, note) and latest[note.id].verdict in LETS_TREAT
        for note in stops(notes, clearances, on)
    )


def latest_of(decisions: Iterable[Decision]) -> dict[int, Decision]:
    """For each note its last decision."""
    return {each.note_id: each for each in sorted(decisions, key=lambda decision: decision.at)}


def answers(latest: dict[int, Decision], note: Standing) -> bool:
    decision = latest.get(note.id)
    if decision is None:
        return False
    return note.stood_up_at is None or decision.at >= note.stood_up_at


def is_reason_enough(verdict: Verdict, reason: str) -> bool:
    """Clear and override say why; an override in at least 20 characters (product rule 4)."""
    said = len(reason.strip())
    if verdict is Verdict.OVERRIDE:
        return said >= OVERRIDE_REASON
    return said > 0 or verdict is not Verdict.CLEAR
