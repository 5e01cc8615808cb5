"""Entering and correcting scores. Each episode's summary is kept in the same transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import delete, update

from clinic.audit.actions import deed, trace
from clinic.clients.models import Client
from clinic.db import db, now
from clinic.domain.course import summarise
from clinic.domain.events import Event
from clinic.domain.instruments import instrument_named
from clinic.domain.refusal import Refusal
from clinic.domain.scoring import score, score_total
from clinic.domain.states import Mode, Phase
from clinic.domain.words import Language
from clinic.episodes.models import Episode
from clinic.outcomes.models import EpisodeSummary, Score
from clinic.outcomes.queries import points, score_at, series_of_episodes
from clinic.visits.models import Visit

#: Kept as the reason when a draft's score is simply given again.
AGAIN = "entered again"


@deed
def enter(
    client: Client,
    instrument: str,
    variant: str,
    phase: Phase,
    value: float | None = None,
    *,
    answers: Mapping[Any, Any] | None = None,
    visit: Visit | None = None,
    episode: Episode | None = None,
    taken_at: datetime,
    mode: Mode,
    locale: Language | None = None,
    declined: str | None = None,
    import_key: str | None = None,
) -> Score:
    """Keep one score, given as a total or as the answers it is computed from.

    The same place of the same visit holds one score: another value supersedes the one before,
    which stays. ``declined`` says why there is no value: that is an answer too. Raises AnswerError
    for an entry that the instrument cannot have.
    """
    given = computed(instrument, value, answers)
    episode_id = episode.id if episode else visit.episode_id if visit else None
    before = score_at(visit.id, instrument, variant, phase) if visit else None
    if before and (before.value, before.declined) == (given, declined):
        trace(Event.SCORE_ENTERED, client=client, subject=before, detail={"again": 1})
        return before
    if before:
        supersede(before, AGAIN)
    row = Score(
        client_id=client.id,
        episode_id=episode_id,
        visit_id=visit.id if visit else None,
        instrument=instrument,
        variant=variant,
        phase=phase,
        taken_at=taken_at,
        entered_by_id=getattr(current_user, "id", None),
        mode=mode,
        locale=locale,
        answers={str(key): each for key, each in answers.items()} if answers else None,
        value=given,
        declined=declined,
        import_key=import_key,
    )
    keep(row)
    trace(Event.SCORE_ENTERED, client=client, subject=row)
    return row


@deed
def correct(wrong: Score, value: float | None, reason: str) -> Score:
    """Put another value in a score's place; the old one stays, with the reason.

    The value is in the unit that the score is kept in. Raises AnswerError for one that the
    instrument cannot have; a mean of days that was imported may be corrected by another.
    """
    if wrong.superseded_at:
        raise Refusal(_("This score has been corrected already."))
    if not reason.strip():
        raise Refusal(_("Say why, in a few words."))
    refuse_impossible(wrong, value)
    import_key = wrong.import_key  # goes over: a file that is read again meets the correction
    supersede(wrong, reason.strip())
    same = ("client_id", "episode_id", "visit_id", "instrument", "variant", "phase", "taken_at")
    row = Score(
        **{name: getattr(wrong, name) for name in same},
        mode=wrong.mode,
        locale=wrong.locale,
        entered_by_id=getattr(current_user, "id", None),
        value=value,
        import_key=import_key,
    )
    keep(row)
    trace(Event.SCORE_CORRECTED, client=wrong.client_id, subject=row)
    return row


def refuse_impossible(wrong: Score, value: float | None) -> None:
    measure = instrument_named(wrong.instrument)
    derived = wrong.mode is Mode.IMPORTED
    if value is not None:
        score_total(measure, value, unit=measure.own_unit, derived=derived)


def computed(
    instrument: str, value: float | None, answers: Mapping[Any, Any] | None
) -> float | None:
    if answers is not None:
        return score(instrument, answers).value
    if value is not None:
        score_total(instrument, value)
    return value


def supersede(wrong: Score, reason: str) -> None:
    wrong.superseded_at, wrong.reason = now(), reason
    wrong.import_key = None
    db.session.flush()


def keep(row: Score) -> None:
    db.session.add(row)
    db.session.flush()
    if row.episode_id is not None:
        summarise_series(row.episode_id, row.instrument, row.variant)


def summarise_series(episode_id: int, instrument: str, variant: str) -> None:
    """Bring the summary of one series up to its scores, or remove it where none is left."""
    of_series = (
        EpisodeSummary.episode_id == episode_id,
        EpisodeSummary.instrument == instrument,
        EpisodeSummary.variant == variant,
    )
    summary = summarise(instrument, variant, points(episode_id, instrument, variant))
    if summary is None:
        db.session.execute(delete(EpisodeSummary).where(*of_series))
        return
    row = db.session.get(EpisodeSummary, (episode_id, instrument, variant))
    if row is None:
        row = EpisodeSummary(episode_id=episode_id, instrument=instrument, variant=variant)
        db.session.add(row)
    for name, value in asdict(summary).items():
        setattr(row, name, value)
    db.session.flush()


def rebuild_summaries(episode_ids: Iterable[int]) -> int:
    """Compute the summaries of these episodes anew; returns how many series they have."""
    series = series_of_episodes(episode_ids)
    for episode_id, instrument, variant in series:
        summarise_series(episode_id, instrument, variant)
    return len(series)


def move_to_episode(visit: Visit) -> None:
    """After a visit was given its complaint: its scores join that episode's course."""
    db.session.execute(
        update(Score)
        .where(Score.visit_id == visit.id, Score.episode_id.is_(None))
        .values(episode_id=visit.episode_id)
    )
    if visit.episode_id is not None:
        rebuild_summaries([visit.episode_id])
