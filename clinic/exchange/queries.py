"""What the clinic knows already of what a file says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar

from sqlalchemy import Row, select

from clinic.clients.models import Client
from clinic.db import db
from clinic.domain.importing import Plan, Planned
from clinic.episodes.models import Episode
from clinic.outcomes.models import Score

AT_ONCE = 500  #: keys a question
Item = TypeVar("Item")


class Conflict(NamedTuple):
    """The file and the clinic say different things of one score; the clinic's stays."""

    said: Planned
    kept: float | None
    kept_tag: str | None


@dataclass(slots=True)
class Comparison:
    """The file's scores against the clinic's."""

    new: dict[str, Planned] = field(default_factory=dict)  #: by their keys
    same: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    new_clients: int = 0


def compare(plan: Plan, source: str) -> Comparison:
    kept = {row.import_key: row for row in kept_scores(plan.scores)}
    found = Comparison()
    for key, said in plan.scores.items():
        row = kept.get(key)
        if row is None:
            found.new[key] = said
        elif (row.value, row.tag) == (said.value, said.tag):
            found.same += 1
        else:
            found.conflicts.append(Conflict(said, row.value, row.tag))
    wanted = {said.client for said in found.new.values()}
    found.new_clients = len(wanted - set(known_clients(source, wanted)))
    return found


def kept_scores(keys: Iterable[str]) -> Iterator[Row[str | None, float | None, str | None]]:
    """Of the scores that came in under these keys: key, value and the episode's tag."""
    for some in in_parts(keys):
        yield from db.session.execute(
            select(Score.import_key, Score.value, Episode.tag)
            .outerjoin(Episode, Episode.id == Score.episode_id)
            .where(Score.import_key.in_(some))
        )


def known_clients(source: str, numbers: Iterable[str]) -> dict[str, Client]:
    """The clients who came from that system, by their numbers in it."""
    return {
        str(client.external_id): client
        for some in in_parts(numbers)
        for client in db.session.scalars(
            select(Client).where(Client.source == source, Client.external_id.in_(some))
        )
    }


def tagged_episodes(client_ids: Iterable[int]) -> dict[tuple[int, str | None], Episode]:
    """The first episode of each of these clients with each tag."""
    found: dict[tuple[int, str | None], Episode] = {}
    for some in in_parts(client_ids):
        rows = select(Episode).where(Episode.client_id.in_(some)).order_by(Episode.id)
        for episode in db.session.scalars(rows):
            found.setdefault((episode.client_id, episode.tag), episode)
    return found


def in_parts(items: Iterable[Item]) -> Iterator[Sequence[Item]]:
    """A database takes only so many values in one question."""
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some
