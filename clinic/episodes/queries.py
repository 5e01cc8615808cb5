"""Reading a client's complaints."""

from collections.abc import Sequence

from sqlalchemy import select

from clinic.db import db
from clinic.episodes.models import Episode
from clinic.web.rows import one_or_404


def open_episodes(client_id: int) -> Sequence[Episode]:
    """What the client is being treated for, the latest first."""
    return db.session.scalars(
        select(Episode)
        .where(Episode.client_id == client_id, Episode.closed_on.is_(None))
        .order_by(Episode.opened_on.desc(), Episode.id.desc())
    ).all()


def all_episodes(client_id: int) -> Sequence[Episode]:
    """Every complaint, open ones first, then the latest."""
    return db.session.scalars(
        select(Episode)
        .where(Episode.client_id == client_id)
        .order_by(Episode.closed_on.is_not(None), Episode.opened_on.desc(), Episode.id.desc())
    ).all()


def open_episode_of(client_id: int, region: str | None) -> Episode | None:
    same = Episode.region.is_(None) if region is None else Episode.region == region
    return db.session.scalars(
        select(Episode)
        .where(Episode.client_id == client_id, Episode.closed_on.is_(None), same)
        .order_by(Episode.id.desc())
        .limit(1)
    ).one_or_none()


def episode_or_404(client_id: int, episode_id: int) -> Episode:
    wanted = select(Episode).where(Episode.id == episode_id, Episode.client_id == client_id)
    return one_or_404(wanted, episode_id, client_id)
