"""Visits that were held: the session's record with its lines, and the scores around it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from clinic.db import db
from clinic.demo import words
from clinic.demo.board import Scene
from clinic.demo.courses import Course
from clinic.demo.hands import POSITIONS, lines_today
from clinic.demo.health import Fate
from clinic.demo.intakes import sign_short_check, sign_whole_form
from clinic.demo.people import LONG_AGO
from clinic.demo.schedule import Slot
from clinic.demo.scores import Asked, arrival, clamped
from clinic.demo.stops import limits, meet_notes
from clinic.demo.telling import Story
from clinic.domain.screening import PENDING
from clinic.domain.states import NoteState, Reaction, Result, VisitState
from clinic.safety.actions import DENIED
from clinic.treatment.models import Line, Record
from clinic.visits.models import Visit

MINUTE = timedelta(minutes=1)
#: A short check is kept of visits that were lately; before, the desk asked.
LATELY = timedelta(days=30)
FORM_LASTS = timedelta(days=365)
REFERRED_AT = 3  #: the fourth visit of the client who came with a fever


@dataclass
class Sessions:
    """Writes one client's visits, the earliest first."""

    story: Story
    day: date
    asked: Asked = field(init=False)
    is_unwell: bool = False

    def __post_init__(self) -> None:
        self.asked = Asked(self.story)

    def write(self) -> list[Record]:
        pairs = zip(self.story.slots, self.story.visits, strict=True)
        records = []
        for number, (slot, visit) in enumerate(pairs):
            if slot.state in (VisitState.DONE, VisitState.ARRIVED, VisitState.IN_SESSION):
                if record := self.visit(number, slot, visit):
                    records.append(record)
            elif slot.course and self.story.episode:
                visit.episode_id = self.story.episode.id
        return records

    def visit(self, number: int, slot: Slot, visit: Visit) -> Record | None:
        """Check-in, form, pain before; and where the session began, its record."""
        story, course = self.story, slot.course
        hurt = self.pain_today(course, slot.day)
        ill = story.person.fate is Fate.REFERRED and number == REFERRED_AT
        start_course(story, course, slot)
        on_tablet = self.fill_in(slot, visit, hurt, "fever" if ill else None)
        if course and story.episode:
            visit.episode_id = story.episode.id
        if slot.state is VisitState.ARRIVED:
            self.wait(slot, visit, hurt)
            return None
        if self.is_unwell:
            self.recover(visit)
        meet_notes(story, visit, visit.starts_at - MINUTE, self.day)
        if ill:
            self.is_unwell = True
            return self.send_away(visit)
        if course:
            self.asked.before(visit, hurt, on_tablet)
        record = self.treat(slot, visit, hurt)
        if course and slot.state is VisitState.DONE:
            is_last = course.is_closed and slot is self.last_of(course)
            self.asked.after(visit, hurt)
            self.asked.course(visit, course, is_last)
            if is_last:
                self.close(slot)
        story.pain = hurt
        return record

    def last_of(self, course: Course) -> Slot:
        held = [each for each in self.story.slots if each.course is course]
        return [each for each in held if each.state is VisitState.DONE][-1]

    def pain_today(self, course: Course | None, day: date) -> int:
        return clamped(self.story.rng.gauss(course.pain_on(day), 0.85)) if course else 0

    def fill_in(self, slot: Slot, visit: Visit, hurt: int, ill: str | None) -> bool:
        """Sign what is due on the tablet; was the pain asked there?"""
        story, at = self.story, arrival(visit) + 2 * MINUTE
        pain = hurt if slot.course else None
        if self.is_form_due(slot, visit):
            sign_whole_form(story, visit, slot.course, pain, at)
            return True
        if slot.scene is Scene.STOP:
            ill = "cold_flu"
        is_late = visit.starts_at.date() > self.day - LATELY and story.rng.random() < 0.45
        is_seen = slot.scene in (Scene.STOP, Scene.READY, Scene.TREATED)
        if ill or is_seen or (is_late and slot.scene not in (Scene.NO_SCORE, Scene.NO_CONSENT)):
            sign_short_check(story, visit, pain, ill, at)
            return True
        return False

    def is_form_due(self, slot: Slot, visit: Visit) -> bool:
        form = self.story.form
        if form is None:
            return True
        assert form.signed_at is not None
        is_old = visit.starts_at - form.signed_at > FORM_LASTS
        if self.story.person.number == LONG_AGO:
            is_old = False  # nobody has thought of it yet
        return is_old or (slot.course is not None and self.story.episode is None)

    def wait(self, slot: Slot, visit: Visit, hurt: int) -> None:
        """Arrived: the pain that was told on the tablet is kept already."""
        if slot.course and slot.scene in (Scene.READY, Scene.STOP):
            self.asked.before(visit, hurt, True)

    def treat(self, slot: Slot, visit: Visit, hurt: int) -> Record:
        """The record, as far as it has come: in session it holds half of what will be done."""
        story = self.story
        area = slot.course.complaint.area if slot.course else "rest"
        offered = list(story.lines)
        done = lines_today(story.rng, area, story.lines, limits(story))
        record = Record(
            visit=visit,
            author_id=visit.therapist_id,
            begun_at=visit.began_at,
            consent_at=visit.began_at,
            position=POSITIONS[area],
        )
        if slot.state is VisitState.IN_SESSION:
            done = done[:2]
        else:
            record.reaction = story.rng.choices(
                (Reaction.BETTER, Reaction.SAME, Reaction.WORSE), (62, 31, 7)
            )[0]
        record.s, record.o, record.a, record.p = self.texts(slot, visit, hurt)
        was = {each[:2]: each.words for each in offered}
        record.lines = [
            Line(n=n, **each.words, offered=was.get(each[:2])) for n, each in enumerate(done, 1)
        ]
        db.session.add(record)
        story.lines = done if slot.state is VisitState.DONE else story.lines
        return record

    def texts(self, slot: Slot, visit: Visit, hurt: int) -> words.Texts:
        language = self.story.house.writes(visit.therapist)
        if slot.course is None:
            return words.RESTED[language]
        before = self.story.pain
        if before is None:
            return words.texts(self.story.rng, language, "first")
        moved = "better" if hurt < before else "worse" if hurt > before + 1 else "same"
        return words.texts(self.story.rng, language, moved)

    def send_away(self, visit: Visit) -> Record:
        """Not treated: the client was referred to a doctor."""
        visit.ended_at = (visit.began_at or visit.starts_at) + 9 * MINUTE
        said = words.SENT_AWAY[self.story.house.writes(visit.therapist)]
        record = Record(
            visit=visit,
            author_id=visit.therapist_id,
            begun_at=visit.began_at,
            result=Result.NOT_TREATED,
            s=said.s,
            o=said.o,
        )
        db.session.add(record)
        return record

    def recover(self, visit: Visit) -> None:
        """Well again: the fever is denied, and what awaited the doctor is settled."""
        story, at = self.story, visit.starts_at - 2 * MINUTE
        story.settle("fever", NoteState.CLOSED, at, None, DENIED)
        if PENDING in story.notes:
            seen = words.SEEN_BY_DOCTOR[story.house.writes(visit.therapist)]
            story.settle(PENDING, NoteState.CLOSED, at, visit.therapist_id, seen)
        self.is_unwell = False

    def close(self, slot: Slot) -> None:
        episode = self.story.episode
        assert episode is not None
        episode.closed_on = slot.day
        episode.close_reason = "Goal reached"
        self.story.lines, self.story.pain = [], None


def start_course(story: Story, course: Course | None, slot: Slot) -> None:
    """A later complaint is a new episode: the whole form is asked again."""
    if course and story.episode and story.episode.closed_on:
        story.episode = None
