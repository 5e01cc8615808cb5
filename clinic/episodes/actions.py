"""Opening, changing and closing a complaint."""

from datetime import date

from flask_babel import gettext as _

from clinic.audit.actions import deed, trace
from clinic.clients.models import Client
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.episodes.models import Episode
from clinic.episodes.queries import open_episode_of


@deed
def open_episode(
    client: Client,
    region: str | None,
    onset_on: date | None,
    cause: str | None,
    tag: str | None,
    on: date,
) -> Episode:
    """The open episode of this region, or a new one: a complaint is not opened twice."""
    if onset_on and onset_on > on:
        raise Refusal(_("The complaint cannot begin in the future."))
    episode = open_episode_of(client.id, region)
    is_new = episode is None
    if episode is None:
        episode = Episode(
            client=client, region=region, onset_on=onset_on, cause=cause, tag=tag, opened_on=on
        )
        db.session.add(episode)
        db.session.flush()
    trace(
        Event.EPISODE_OPENED,
        client=client,
        subject=episode,
        detail=None if is_new else {"again": 1},
    )
    return episode


@deed
def change(
    episode: Episode,
    region: str | None,
    onset_on: date | None,
    cause: str | None,
    tag: str | None,
    on: date,
) -> None:
    """Correct what was noted about a complaint."""
    if onset_on and onset_on > on:
        raise Refusal(_("The complaint cannot begin in the future."))
    episode.region, episode.onset_on, episode.cause, episode.tag = region, onset_on, cause, tag
    episode.version += 1
    db.session.flush()
    trace(Event.EPISODE_CHANGED, client=episode.client, subject=episode)


@deed
def close(episode: Episode, reason: str, on: date) -> None:
    """End the treatment of a complaint."""
    if episode.closed_on:
        raise Refusal(_("This complaint is closed already."))
    episode.closed_on, episode.close_reason = max(on, episode.opened_on), reason
    episode.version += 1
    db.session.flush()
    trace(Event.EPISODE_CLOSED, client=episode.client, subject=episode)
