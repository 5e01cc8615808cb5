"""Scores around the visits, with what was not asked and what clients would not say."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from clinic.db import db
from clinic.demo.courses import Course
from clinic.demo.telling import Story
from clinic.domain.records import DECLINED
from clinic.domain.scoring import score_total
from clinic.domain.states import Mode, Phase
from clinic.outcomes.models import DueScore, Score
from clinic.visits.models import Visit
from clinic.web.clock import local

MINUTE = timedelta(minutes=1)
PAIN = ("nrs_pain", "now")
WEEK = ("nrs_pain", "average_7d")
CHANGE = ("pgic7_hb", "")
#: How often an entry is left out, and how often it is asked and declined.
LEFT_OUT = {PAIN: 0.21, WEEK: 0.22, CHANGE: 0.2}
LEFT_OUT_OTHER = 0.22
DECLINES = 0.05
#: Days between two entries of a questionnaire.
EVERY = 28


def clamped(value: float, lowest: int = 0, highest: int = 10) -> int:
    return min(max(round(value), lowest), highest)


def arrival(visit: Visit) -> datetime:
    """When the client came in; of a visit that was held it is known."""
    assert visit.arrived_at is not None
    return visit.arrived_at


@dataclass
class Asked:
    """What one client is asked; the chance that it is left out is the same for everybody."""

    story: Story
    last_asked: dict[tuple[int, str, str], date] = field(default_factory=dict)

    def before(self, visit: Visit, hurt: int, on_tablet: bool) -> None:
        """The pain before the session; the tablet always asks, a therapist may forget to."""
        at = arrival(visit) + 2 * MINUTE
        if on_tablet:
            self.keep(visit, PAIN, Phase.BEFORE, hurt, at, Mode.KIOSK)
        else:
            self.ask(visit, PAIN, Phase.BEFORE, hurt, at, Mode.INTERVIEW)

    def after(self, visit: Visit, hurt: int) -> None:
        eased = clamped(hurt - self.story.rng.choice((0, 0, 1, 1, 2, 2, 3)))
        at = (visit.ended_at or visit.ends_at) - MINUTE
        self.ask(visit, PAIN, Phase.AFTER, eased, at, Mode.INTERVIEW)

    def course(self, visit: Visit, course: Course, is_last: bool) -> None:
        """What is asked every few weeks, and at the end."""
        day = local(visit.starts_at).date()
        tends = course.pain_on(day)
        rng = self.story.rng
        self.due(visit, WEEK, day, clamped(rng.gauss(tends + 0.3, 0.7)), is_last)
        if course.complaint.disability == "odi":
            share = clamped(rng.gauss(5 + 5.2 * tends, 4) / 2, 0, 50) * 2
            self.due(visit, ("odi", ""), day, share, is_last)
        if course.complaint.disability == "rmdq24":
            self.due(
                visit, ("rmdq24", ""), day, clamped(rng.gauss(1 + 1.9 * tends, 1.6), 0, 24), is_last
            )
        if is_last:
            gain = course.starts_at - tends
            self.due(visit, CHANGE, day, clamped(rng.gauss(4 + 0.75 * gain, 0.7), 1, 7), True)

    def due(
        self, visit: Visit, series: tuple[str, str], day: date, value: int, is_last: bool
    ) -> None:
        """Ask if it is time to, and at the end; what is due is written down, so that what is missing shows."""
        episode_id = visit.episode_id
        assert episode_id is not None
        key = (episode_id, *series)
        last = self.last_asked.get(key)
        if last and (day - last).days < EVERY and not is_last:
            return
        is_first = last is None
        self.last_asked[key] = day
        instrument, variant = series
        db.session.add(
            DueScore(episode_id=episode_id, instrument=instrument, variant=variant, due_on=day)
        )
        at = arrival(visit) + 3 * MINUTE
        if is_first and self.story.rng.random() < 0.7:
            self.keep(visit, series, Phase.COURSE, value, at, Mode.PAPER)
        else:
            self.ask(visit, series, Phase.COURSE, value, at, Mode.PAPER)

    def ask(
        self,
        visit: Visit,
        series: tuple[str, str],
        phase: Phase,
        value: int,
        at: datetime,
        mode: Mode,
    ) -> None:
        """Ask, unless it is forgotten; the client may decline."""
        chance = self.story.rng.random()
        if chance < DECLINES:
            self.keep(visit, series, phase, None, at, mode)
        elif chance > DECLINES + LEFT_OUT.get(series, LEFT_OUT_OTHER):
            self.keep(visit, series, phase, value, at, mode)

    def keep(
        self,
        visit: Visit,
        series: tuple[str, str],
        phase: Phase,
        value: int | None,
        at: datetime,
        mode: Mode,
    ) -> None:
        """One score. A value that the instrument cannot have raises AnswerError."""
        instrument, variant = series
        if value is not None:
            score_total(instrument, value)
        by = None if mode is Mode.KIOSK else visit.therapist_id
        db.session.add(
            Score(
                client_id=self.story.client.id,
                episode_id=visit.episode_id,
                visit_id=visit.id,
                instrument=instrument,
                variant=variant,
                phase=phase,
                taken_at=at,
                entered_at=at + MINUTE,
                entered_by_id=by,
                mode=mode,
                locale=self.story.person.language,
                value=value,
                declined=DECLINED if value is None else None,
            )
        )
