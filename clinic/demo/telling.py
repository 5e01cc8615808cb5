"""What has been told of one client so far, while the rows of their story are written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from clinic.clients.models import Client
from clinic.db import db
from clinic.demo.hands import Line
from clinic.demo.house import House
from clinic.demo.people import Person
from clinic.demo.schedule import Slot
from clinic.domain.conditions import Answer
from clinic.domain.states import NoteState
from clinic.episodes.models import Episode
from clinic.intake.models import Intake
from clinic.safety.models import Note, NoteEvent
from clinic.visits.models import Visit


@dataclass
class Story:
    """One client: who they are, what comes, and what is known when the next visit begins."""

    house: House
    person: Person
    client: Client
    rng: Random
    slots: list[Slot]
    visits: list[Visit]
    episode: Episode | None = None
    notes: dict[str, Note] = field(default_factory=dict)  #: the open ones, by code
    covered: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)  #: proposed, and never reviewed
    form: Intake | None = None  #: the last whole form that was signed
    answers: dict[str, Answer] = field(default_factory=dict)  #: of that form
    lines: list[Line] = field(default_factory=list)  #: of the last treatment
    pain: int | None = None  #: before the last session

    def happened(self, notes: Iterable[Note], at: datetime, by: int | None, why: str = "") -> None:
        """Keep that these notes are now in the state that they are in."""
        db.session.add_all(
            NoteEvent(note_id=each.id, at=at, by_id=by, state=each.state, reason=why)
            for each in notes
        )

    def settle(self, code: str, state: NoteState, at: datetime, by: int | None, why: str) -> None:
        """A note is confirmed, dismissed or closed; a settled one is no longer in the way."""
        note = self.notes[code]
        note.state = state
        note.version += 1
        self.happened([note], at, by, why)
        if state in (NoteState.DISMISSED, NoteState.CLOSED):
            del self.notes[code]
