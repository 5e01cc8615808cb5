"""Makers of whole courses for the reports' tests."""

from datetime import datetime, timedelta

from sqlalchemy import insert

from clinic.db import db
from clinic.domain.course import Point, summarise
from clinic.domain.states import Mode, Phase
from clinic.outcomes import actions
from clinic.outcomes.models import EpisodeSummary, Score
from tests import make

DAY = timedelta(days=1)


def course(*values, tag="back", instrument="nrs_pain", variant="now", began=make.TEN, gap=28):
    """A client with one episode whose scores were taken so many days apart; None is declined."""
    client = make.client()
    episode = make.episode(client, tag=tag, opened_on=began.date())
    for number, value in enumerate(values):
        add(client, episode, value, began + number * gap * DAY, instrument, variant)
    return client, episode


def add(client, episode, value, at: datetime, instrument="nrs_pain", variant="now"):
    return actions.enter(
        client,
        instrument,
        variant,
        Phase.COURSE,
        value,
        episode=episode,
        taken_at=at,
        mode=Mode.DESK,
        declined="did not want to" if value is None else None,
    )


def many(number: int, tag: str = "back") -> None:
    """As many courses of 7 and, four weeks later, 3, written at once."""
    later = make.TEN + 28 * DAY
    told = summarise("nrs_pain", "now", [Point(make.TEN, 7.0), Point(later, 3.0)])
    series = {"instrument": "nrs_pain", "variant": "now"}
    scores, summaries = [], []
    for _ in range(number):
        client = make.client()
        episode = make.episode(client, tag=tag)
        about = {"client_id": client.id, "episode_id": episode.id, **series}
        about |= {"phase": Phase.COURSE, "mode": Mode.DESK}
        scores += [{**about, "taken_at": make.TEN, "value": 7.0}]
        scores += [{**about, "taken_at": later, "value": 3.0}]
        fields = {name: getattr(told, name) for name in told.__slots__}
        summaries.append({"episode_id": episode.id, **series, **fields})
    db.session.execute(insert(Score), scores)
    db.session.execute(insert(EpisodeSummary), summaries)
