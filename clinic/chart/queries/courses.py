"""How one client's complaints go: each measure over the visits, and what one session did."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from clinic.db import db
from clinic.domain.change import Change, Verdict, verdict
from clinic.domain.course import OF_THE_COURSE
from clinic.domain.instruments import INSTRUMENTS
from clinic.domain.scales import Direction, Instrument, Variant
from clinic.domain.states import Mode, Phase, VisitState
from clinic.episodes.models import Episode
from clinic.episodes.queries import all_episodes
from clinic.outcomes.models import Score
from clinic.visits.models import Visit
from clinic.web.clock import local
from clinic.web.course_plot import (
    Asked,
    CoursePlot,
    Edges,
    Pair,
    PairPlot,
    course_plot,
    pair_plot,
)


class Entry(NamedTuple):
    """One score that counts."""

    id: int
    episode_id: int | None
    visit_id: int | None
    instrument: str
    variant: str
    phase: Phase
    taken_at: datetime
    value: float | None
    declined: str | None
    mode: Mode

    @property
    def on(self) -> date:
        return local(self.taken_at).date()


class Held(NamedTuple):
    """A visit that took place."""

    id: int
    episode_id: int | None
    starts_at: datetime


@dataclass
class Row:
    """One line of the table beside the plot: the course's score, and the one after the session."""

    on: date
    course: Entry | None = None
    after: Entry | None = None


@dataclass
class Series:
    """One measure of one complaint, in the order in which it was asked."""

    measure: Instrument
    variant: Variant | None
    entries: list[Entry] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)  #: the complaint's visits

    @property
    def course(self) -> list[Entry]:
        return [each for each in self.entries if each.phase in OF_THE_COURSE]

    @property
    def measured(self) -> list[Entry]:
        return [each for each in self.course if each.value is not None]

    @property
    def first(self) -> Entry:
        return self.measured[0]

    @property
    def last(self) -> Entry:
        return self.measured[-1]

    @property
    def is_measured(self) -> bool:
        return bool(self.measured)

    @property
    def verdict(self) -> Verdict:
        """From the first score to the last; one score alone is no change yet."""
        return self.judged(len(self.measured) - 1)

    def judged(self, place: int) -> Verdict:
        before = self.first.value if place > 0 or self.measure.is_change else None
        return verdict(self.measure, before, self.measured[place].value, self.variant_id)

    @property
    def variant_id(self) -> str | None:
        return self.variant.id if self.variant else None

    @property
    def first_better(self) -> Entry | None:
        """The first score that was noticeably better than the first one."""
        later = range(1, len(self.measured))
        return next(
            (self.measured[n] for n in later if self.judged(n).change is Change.BETTER), None
        )

    @property
    def is_of_visits(self) -> bool:
        """Asked before sessions: then a visit without it is a gap."""
        return any(each.phase is Phase.BEFORE for each in self.entries)

    @property
    def not_asked(self) -> list[Held]:
        """The visits since the first score that this measure has no word of."""
        if not self.is_of_visits:
            return []
        known = {each.visit_id for each in self.course}
        return [each for each in self.held if each.id not in known]

    @property
    def places(self) -> list[Asked]:
        scored = [(each.taken_at, each.on, each.value, each.declined) for each in self.course]
        empty = [
            (each.starts_at, local(each.starts_at).date(), None, None) for each in self.not_asked
        ]
        ordered = sorted([*scored, *empty], key=lambda place: place[0])
        return [Asked(on, value, bool(declined)) for _, on, value, declined in ordered]

    @property
    def threshold(self) -> Verdict:
        """What a change from the first score would be held against."""
        return verdict(self.measure, self.first.value, self.first.value, self.variant_id)

    @property
    def edges(self) -> Edges | None:
        """From where on a score is noticeably better or worse than the first one."""
        start, needed = self.first.value, self.threshold.needed
        if needed is None or start is None:
            return None
        higher = self.measure.direction_of(self.variant_id) is Direction.HIGHER
        step = needed if higher else -needed
        return Edges(better=start + step, worse=start - step)

    @property
    def decimals(self) -> int:
        """How many figures after the point the scores need: a mean of days has one more."""
        whole = all(each.value == int(each.value or 0) for each in self.measured)
        return self.measure.decimals if whole else max(self.measure.decimals, 1)

    def plot(self, height: int) -> CoursePlot | None:
        if not self.measured:
            return None
        return course_plot(self.places, self.measure.range, self.edges, height=height)

    @property
    def pairs(self) -> list[Pair]:
        """Before and after of each session that has both."""
        after = {each.visit_id: each for each in self.entries if each.phase is Phase.AFTER}
        found = []
        for each in self.entries:
            later = after.get(each.visit_id) if each.phase is Phase.BEFORE else None
            if later and each.value is not None and later.value is not None:
                found.append(Pair(each.on, each.value, later.value))
        return found

    @property
    def pair_plot(self) -> PairPlot | None:
        return pair_plot(self.pairs, self.measure.range)

    @property
    def easier(self) -> int:
        """After how many sessions the score was better than before, by however little."""
        higher = self.measure.direction_of(self.variant_id) is Direction.HIGHER
        return sum((p.after > p.before) if higher else (p.after < p.before) for p in self.pairs)

    @property
    def rows(self) -> list[Row]:
        """The table's lines: one for each visit, and one for each score without a visit."""
        by_visit: dict[int, Row] = {
            each.id: Row(local(each.starts_at).date()) for each in self.not_asked
        }
        alone: list[Row] = []
        for each in self.entries:
            if each.visit_id is None:
                alone.append(Row(each.on, each))
                continue
            row = by_visit.setdefault(each.visit_id, Row(each.on))
            if each.phase is Phase.AFTER:
                row.after = each
            elif row.course is None:
                row.course = each
            else:
                alone.append(Row(each.on, each))
        return sorted([*by_visit.values(), *alone], key=lambda row: row.on)


@dataclass
class Complaint:
    """An episode, or (none) what was asked without one, with each measure of it."""

    episode: Episode | None
    series: list[Series]

    @property
    def told(self) -> list[Series]:
        """The measures that have a score, pain first."""
        return [each for each in self.series if each.is_measured]

    @property
    def drawn(self) -> list[Series]:
        """The first measure, and the others that were asked more than once."""
        return [each for n, each in enumerate(self.told) if n == 0 or len(each.measured) > 1]


def courses(client_id: int) -> list[Complaint]:
    """Every complaint of a client, open ones first, each with its measures."""
    entries, held = entries_of(client_id), held_visits(client_id)
    by_episode: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_episode[entry.episode_id].append(entry)
    found = [
        Complaint(episode, in_series(by_episode[episode.id], of_episode(held, episode.id)))
        for episode in all_episodes(client_id)
    ]
    if by_episode[None]:
        found.append(Complaint(None, in_series(by_episode[None], [])))
    return found


def of_episode(held: Iterable[Held], episode_id: int) -> list[Held]:
    return [each for each in held if each.episode_id == episode_id]


def in_series(entries: Sequence[Entry], held: list[Held]) -> list[Series]:
    """The entries by measure and variant, in the registry's order; own measures are left out."""
    found: dict[tuple[str, str], Series] = {}
    for entry in entries:
        measure = INSTRUMENTS.get(entry.instrument)
        if measure is None:
            continue
        place = entry.instrument, entry.variant
        series = Series(measure, measure.variants.get(entry.variant), held=held)
        found.setdefault(place, series).entries.append(entry)
    order = list(INSTRUMENTS)
    return [found[place] for place in sorted(found, key=lambda p: (order.index(p[0]), p[1]))]


def entries_of(client_id: int) -> list[Entry]:
    """All scores of a client that count, in the order in which they were taken."""
    rows = db.session.execute(
        select(*(getattr(Score, name) for name in Entry._fields))
        .where(Score.client_id == client_id, Score.superseded_at.is_(None))
        .order_by(Score.taken_at, Score.id)
    )
    return [Entry(*row) for row in rows]


def held_visits(client_id: int) -> list[Held]:
    rows = db.session.execute(
        select(Visit.id, Visit.episode_id, Visit.starts_at)
        .where(Visit.client_id == client_id, Visit.state == VisitState.DONE)
        .order_by(Visit.starts_at)
    )
    return [Held(*row) for row in rows]
