"""Reading scores."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from clinic.db import db
from clinic.domain.course import OF_THE_COURSE, Point
from clinic.domain.states import Phase
from clinic.outcomes.models import Score
from clinic.visits.models import Visit
from clinic.web.rows import one_or_404


def scores_of(visit: Visit) -> Sequence[Score]:
    """The scores of one visit that count, corrected ones left out."""
    return db.session.scalars(
        select(Score)
        .where(Score.visit_id == visit.id, Score.superseded_at.is_(None))
        .order_by(Score.id)
    ).all()


def score_at(visit_id: int, instrument: str, variant: str, phase: Phase) -> Score | None:
    """The score that counts in this place of a visit."""
    return db.session.scalar(
        select(Score).where(
            Score.visit_id == visit_id,
            Score.instrument == instrument,
            Score.variant == variant,
            Score.phase == phase,
            Score.superseded_at.is_(None),
        )
    )


def score_or_404(client_id: int, score_id: int) -> Score:
    wanted = select(Score).where(Score.id == score_id, Score.client_id == client_id)
    return one_or_404(wanted, score_id, client_id)


def score_imported_as(import_key: str) -> Score | None:
    return db.session.scalar(select(Score).where(Score.import_key == import_key))


def points(episode_id: int, instrument: str, variant: str) -> list[Point]:
    """The measured scores of one series of an episode's course, in the order they were answered."""
    rows = db.session.execute(
        select(Score.taken_at, Score.value, Score.visit_id)
        .where(
            Score.episode_id == episode_id,
            Score.instrument == instrument,
            Score.variant == variant,
            Score.phase.in_(OF_THE_COURSE),
            Score.superseded_at.is_(None),
            Score.value.is_not(None),
        )
        .order_by(Score.taken_at, Score.id)
    )
    return [Point(at, value, visit_id) for at, value, visit_id in rows if value is not None]


def series_of_episodes(episode_ids: Iterable[int]) -> Sequence[tuple[int, str, str]]:
    """Which series these episodes have: episode, instrument, variant."""
    rows = db.session.execute(
        select(Score.episode_id, Score.instrument, Score.variant)
        .where(Score.episode_id.in_(list(episode_ids)))
        .distinct()
        .order_by(Score.episode_id, Score.instrument, Score.variant)
    )
    return [
        (episode_id, instrument, variant)
        for episode_id, instrument, variant in rows
        if episode_id is not None
    ]
