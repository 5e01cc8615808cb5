"""How many came, and how many complaints began: what the report's shares are shares of."""

from typing import NamedTuple

from sqlalchemy import exists, func, or_, select

from clinic.clients.models import Client
from clinic.db import db
from clinic.domain.states import VisitState
from clinic.domain.statistics.responders import Share, share
from clinic.episodes.models import Episode
from clinic.outcomes.models import EpisodeSummary
from clinic.reports.queries.outcomes import PERSON, Period, first_scored
from clinic.treatment.models import Record
from clinic.visits.models import Visit


class House(NamedTuple):
    """``no_shows``: of the visits that were held or missed; cancelled ones are neither."""

    clients: int
    visits: int
    cancelled: int
    no_shows: Share
    without_record: int
    complaints: int


def house_of(within: Period) -> House:
    """The clinic's own figures of a period."""
    by_state = visits_by_state(within)
    held, missed = by_state.get(VisitState.DONE, 0), by_state.get(VisitState.NO_SHOW, 0)
    clients, without_record = clients_seen(within)
    return House(
        clients,
        held,
        by_state.get(VisitState.CANCELLED, 0),
        share(missed, held + missed),
        without_record,
        new_complaints(within),
    )


def visits_by_state(within: Period) -> dict[VisitState, int]:
    rows = db.session.execute(
        select(Visit.state, func.count())
        .where(
            Visit.starts_at >= within.opens,
            Visit.starts_at < within.ends,
            Visit.client_id.is_not(None),
        )
        .group_by(Visit.state)
    )
    return dict(rows.all())


def clients_seen(within: Period) -> tuple[int, int]:
    """People with a visit that was held, and how many of those visits have no record."""
    bare = ~exists().where(Record.visit_id == Visit.id)
    row = db.session.execute(
        select(func.count(PERSON.distinct()), func.count().filter(bare))
        .select_from(Visit)
        .join(Client, Client.id == Visit.client_id)
        .where(
            Visit.starts_at >= within.opens,
            Visit.starts_at < within.ends,
            Visit.state == VisitState.DONE,
        )
    ).one()
    return row[0], row[1]


def new_complaints(within: Period) -> int:
    """Episodes that were opened in the period, or whose first score lies in it."""
    scored = select(EpisodeSummary.episode_id).where(first_scored(within))
    opened = Episode.opened_on.between(within.start, within.end)
    return (
        db.session.scalar(
            select(func.count()).select_from(Episode).where(or_(opened, Episode.id.in_(scored)))
        )
        or 0
    )
