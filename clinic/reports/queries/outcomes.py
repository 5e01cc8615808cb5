"""The rows of the outcome report: which episodes began in a period, and how their scores went on.

A summary of each episode's series is kept with every score, so the report reads one row for each
series that began in the period, and looks into the scores only where a course goes on after it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from clinic.clients.models import Client
from clinic.db import db
from clinic.domain.course import OF_THE_COURSE
from clinic.domain.instruments import INSTRUMENTS
from clinic.domain.outcomes import CourseScore, SeriesRow, outcomes, series_of
from clinic.domain.refusal import Refusal
from clinic.domain.states import VisitState
from clinic.episodes.models import Episode
from clinic.outcomes.models import EpisodeSummary, Score
from clinic.visits.models import Visit
from clinic.web.clock import bounds, local

#: Outside of these years no clinic kept scores, and the calendar's own ends are near.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
CHANGES = [each.id for each in INSTRUMENTS.values() if each.is_change]
MEASURED_TWICE = [each.id for each in INSTRUMENTS.values() if not each.is_change]


class Period(NamedTuple):
    """From the start of the first day to the end of the last, on the clinic's clock."""

    start: date
    end: date
    opens: datetime
    ends: datetime  #: the first moment that no longer belongs to it


def period(start: date, end: date) -> Period:
    """The days from ``start`` to ``end``, both included. Raises Refusal for one that is none."""
    if end < start:
        raise Refusal(_("The period ends before it begins."))
    if start < FIRST_DAY or end > LAST_DAY:
        raise Refusal(_("Choose days between 1900 and 2200."))
    return Period(start, end, *bounds(start, end))


def outcome_figures(
    start: date, end: date, by: str | None = None, instrument: str | None = None
) -> dict[str, Any]:
    """Do the clients get better? The figures of a period, as the command prints them.

    ``by`` "tag" makes one group of each tag; ``instrument`` leaves the others out. Numbers are not
    rounded; what fewer than ten people stand behind is withheld.
    """
    return outcomes(course_rows(start, end, instrument), start, end, by)


def course_rows(start: date, end: date, instrument: str | None = None) -> list[SeriesRow]:
    """Each episode's part in each series that began in the period."""
    within = period(start, end)
    begun = series_begun(within, instrument)
    scores = [*course_scores(within, begun), *later_declines(within, begun)]
    return series_of(scores, start, end, last_seen(within, begun))


def series_begun(within: Period, instrument: str | None) -> ColumnElement[bool]:
    """As a condition on summaries: the series belongs to the period.

    One with a baseline belongs where that lies. One that asks for the change itself has none: it
    belongs to each period in which it was answered.
    """
    if instrument is None:
        return or_(first_scored(within), answered(within))
    mine = EpisodeSummary.instrument == instrument
    return and_(mine, answered(within) if instrument in CHANGES else first_scored(within))


def first_scored(within: Period) -> ColumnElement[bool]:
    """As a condition on summaries: the baseline lies in the period."""
    return EpisodeSummary.instrument.in_(MEASURED_TWICE) & (
        (EpisodeSummary.baseline_at >= within.opens) & (EpisodeSummary.baseline_at < within.ends)
    )


def answered(within: Period) -> ColumnElement[bool]:
    """As a condition on summaries: a question about the change itself, answered in the period."""
    return EpisodeSummary.instrument.in_(CHANGES) & (
        (EpisodeSummary.baseline_at < within.ends) & (EpisodeSummary.latest_at >= within.opens)
    )


#: A person is counted once, also after two of their cards were merged.
PERSON = func.coalesce(Client.merged_into_id, Client.id)


def of_episodes(*columns: Any) -> Select[Any]:
    """Columns of summaries or scores, after whose episode they are."""
    return (
        select(PERSON, EpisodeSummary.episode_id, Episode.tag, *columns)
        .select_from(EpisodeSummary)
        .join(Episode, Episode.id == EpisodeSummary.episode_id)
        .join(Client, Client.id == Episode.client_id)
    )


def course_scores(within: Period, begun: ColumnElement[bool]) -> Iterator[CourseScore]:
    """The first score and the last one inside the period of each series, in the order taken."""
    rows = db.session.execute(
        of_episodes(
            EpisodeSummary.instrument,
            EpisodeSummary.variant,
            EpisodeSummary.baseline_at,
            EpisodeSummary.baseline,
            EpisodeSummary.latest_at,
            EpisodeSummary.latest,
        ).where(begun)
    )
    for person, episode_id, tag, instrument, variant, first_at, first, last_at, last in rows:
        series = person, episode_id, tag, instrument, variant or None
        yield CourseScore(*series, local(first_at).date(), first)
        if first_at < last_at < within.ends:
            yield CourseScore(*series, local(last_at).date(), last)
    yield from scores_of_open_courses(within, begun)


def scores_of_open_courses(within: Period, begun: ColumnElement[bool]) -> Iterator[CourseScore]:
    """The scores inside the period of the series that went on after it."""
    goes_on = EpisodeSummary.latest_at >= within.ends
    inside = Score.taken_at < within.ends
    rows = db.session.execute(
        of_scores(Score.value)
        .where(begun, goes_on, inside, Score.value.is_not(None))
        .order_by(Score.taken_at, Score.id)
    )
    for person, episode_id, tag, instrument, variant, at, value in rows:
        yield CourseScore(
            person, episode_id, tag, instrument, variant or None, local(at).date(), value
        )


def later_declines(within: Period, begun: ColumnElement[bool]) -> Iterator[CourseScore]:
    """When a score of these series was asked and got no value: an answer too."""
    rows = db.session.execute(
        of_scores(Score.declined).where(
            begun,
            Score.taken_at < within.ends,
            Score.taken_at > EpisodeSummary.baseline_at,
            Score.value.is_(None),
        )
    )
    for person, episode_id, tag, instrument, variant, at, declined in rows:
        series = person, episode_id, tag, instrument, variant or None
        yield CourseScore(*series, local(at).date(), None, bool(declined))


def of_scores(column: Any) -> Select[Any]:
    """The scores that count in the courses of the chosen summaries."""
    return of_episodes(Score.instrument, Score.variant, Score.taken_at, column).join(
        Score,
        (Score.episode_id == EpisodeSummary.episode_id)
        & (Score.instrument == EpisodeSummary.instrument)
        & (Score.variant == EpisodeSummary.variant)
        & Score.phase.in_(OF_THE_COURSE)
        & Score.superseded_at.is_(None),
    )


def last_seen(within: Period, begun: ColumnElement[bool]) -> dict[int, date]:
    """The day of each episode's last visit held by the end of the period."""
    rows = db.session.execute(
        select(Visit.episode_id, func.max(Visit.starts_at))
        .where(
            Visit.episode_id.in_(select(EpisodeSummary.episode_id).where(begun)),
            Visit.state == VisitState.DONE,
            Visit.starts_at < within.ends,
        )
        .group_by(Visit.episode_id)
    )
    return {episode_id: local(at).date() for episode_id, at in rows if episode_id is not None}
