"""How the notes of a client were met: confirmed, covered by a letter, decided at a visit."""

from datetime import date, datetime, timedelta

from clinic.db import db
from clinic.demo import words
from clinic.demo.health import Fate
from clinic.demo.telling import Story
from clinic.domain.catalogue.entries import Restriction
from clinic.domain.catalogue.vocabulary import STOPPING
from clinic.domain.contraindications import Note as Noted
from clinic.domain.contraindications import combine, covered
from clinic.domain.limits import Limits
from clinic.domain.states import NoteState, Verdict
from clinic.domain.words import Language
from clinic.safety.models import Clearance, Note
from clinic.treatment.models import Decision
from clinic.visits.models import Visit
from clinic.web.clock import local

#: The clearance that the safety page warns of ends so many days after the demo's day.
ENDS_SOON = 9
LASTS = 200
DOCTORS = {
    Language.ENGLISH: ("Dr Oakmere", "Stanbridge Clinic"),
    Language.KOREAN: ("한솔별 의사", "온새의원"),
}


def meet_notes(story: Story, visit: Visit, at: datetime, day: date) -> None:
    """Before the session: the therapist reads what was proposed, and decides about stops."""
    for code, note in list(story.notes.items()):
        if note.level in STOPPING:
            meet_stop(story, note, visit, at, day)
        elif note.state is NoteState.PROPOSED and code not in story.unread:
            review(story, code, visit, at)


def review(story: Story, code: str, visit: Visit, at: datetime) -> None:
    """Most proposals are confirmed with a tap; some are dismissed, and some never looked at."""
    chance = story.rng.random()
    if chance < 0.12:
        story.unread.add(code)
    elif chance < 0.22:
        why = words.DISMISSED[story.house.writes(visit.therapist)]
        story.settle(code, NoteState.DISMISSED, at, visit.therapist_id, why)
    else:
        story.settle(code, NoteState.CONFIRMED, at, visit.therapist_id, "")


def meet_stop(story: Story, note: Note, visit: Visit, at: datetime, day: date) -> None:
    code, fate = note.code or "", story.person.fate
    language = story.house.writes(visit.therapist)
    if fate is Fate.ADAPTED:
        confirm(story, note, visit, at)
        decide(visit, note, Verdict.ADAPT, words.ADAPTED[language], at)
    elif fate is Fate.OVERRIDDEN and code not in story.covered and note.version == 1:
        confirm(story, note, visit, at)
        decide(visit, note, Verdict.OVERRIDE, words.OVERRIDDEN[language], at)
    elif fate is Fate.CLEARED:
        decide(visit, note, Verdict.CLEAR, words.CLEARED[language], at)
        story.settle(code, NoteState.CLOSED, at, visit.therapist_id, words.CLEARED[language])
    elif fate is Fate.REFERRED:
        decide(visit, note, Verdict.REFER, words.REFERRED[language], at)
    elif code not in story.covered:
        confirm(story, note, visit, at)
        cover(story, note, at, day)


def confirm(story: Story, note: Note, visit: Visit, at: datetime) -> None:
    if note.state is NoteState.PROPOSED:
        story.settle(note.code or "", NoteState.CONFIRMED, at, visit.therapist_id, "")


def decide(visit: Visit, note: Note, verdict: Verdict, why: str, at: datetime) -> None:
    db.session.add(
        Decision(
            visit_id=visit.id,
            note_id=note.id,
            verdict=verdict,
            reason=why,
            by_id=visit.therapist_id,
            at=at,
        )
    )


def cover(story: Story, note: Note, at: datetime, day: date) -> None:
    """A letter from the doctor, or a guardian's word in the room."""
    person, given_on = story.person, local(at).date()
    is_guardian = note.code == "capacity_or_guardian_needed"
    doctor, practice = DOCTORS[person.language]
    ends_on = max(given_on + timedelta(days=365), day + timedelta(days=LASTS))
    if person.fate is Fate.ENDING:
        ends_on = day + timedelta(days=ENDS_SOON)
    db.session.add(
        Clearance(
            note=note,
            by_name=person.guardian_name if is_guardian else doctor,
            practice="" if is_guardian else practice,
            how="in_person" if is_guardian else "letter",
            given_on=given_on,
            ends_on=ends_on,
        )
    )
    story.covered.add(note.code or "")


def limits(story: Story) -> Limits:
    """What the client's notes leave to the hands; a decided or covered stop keeps its own limits."""
    return combine(part for note in story.notes.values() for part in parts(note))


def parts(note: Note) -> tuple[Noted, ...]:
    places = frozenset(each.region for each in note.regions)
    noted = Noted(note.code or "", note.level, Restriction.of(note.restricts or {}), places)
    return covered(noted, Restriction()) if noted.stops else (noted,)
