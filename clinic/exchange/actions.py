"""Bringing in what a file says: everything that is new, and nothing over what is there."""

from collections import defaultdict
from datetime import date, datetime, time
from hashlib import sha256

from flask import current_app

from clinic.audit.actions import deed, trace
from clinic.clients.actions import describe, keep_tokens
from clinic.clients.models import Client
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.importing import Planned
from clinic.domain.states import Mode, Phase
from clinic.domain.words import Language
from clinic.episodes.models import Episode
from clinic.exchange.models import ImportRun
from clinic.exchange.queries import Comparison, known_clients, tagged_episodes
from clinic.outcomes.actions import rebuild_summaries
from clinic.outcomes.models import Score
from clinic.web.clock import moment_of

#: A file that knows only the day: its scores stand at noon of the clinic's time.
NOON = time(12)


@deed
def import_scores(source: str, found: Comparison, file: bytes, mapping: bytes) -> ImportRun:
    """Add the new scores, with the clients and the episodes that they need.

    A score has no visit: it belongs to the course. What is there already is not touched.
    """
    clients = add_clients(source, found)
    episodes = add_episodes(clients, found)
    for key, said in found.new.items():
        client = clients[said.client]
        db.session.add(score_of(said, key, client, episodes[client.id, said.tag]))
    db.session.flush()
    rebuild_summaries({episode.id for episode in episodes.values()})
    run = ImportRun(
        kind="scores",
        file_sha256=sha256(file).hexdigest(),
        mapping_sha256=sha256(mapping).hexdigest(),
        counts={"scores": len(found.new), "clients": found.new_clients},
    )
    db.session.add(run)
    db.session.flush()
    trace(Event.SCORES_IMPORTED, subject=run, detail=run.counts)
    return run


def add_clients(source: str, found: Comparison) -> dict[str, Client]:
    """The clients of the new scores, by their numbers in the other system."""
    wanted = list(dict.fromkeys(said.client for said in found.new.values()))
    clients = known_clients(source, wanted)
    language = Language(current_app.config["BABEL_DEFAULT_LOCALE"])
    for number in wanted:
        if number in clients:
            continue
        client = Client(source=source, external_id=number)
        describe(client, f"{source} {number}", "", None, language, "", "")
        db.session.add(client)
        db.session.flush()
        keep_tokens(client)
        clients[number] = client
    return clients


def add_episodes(
    clients: dict[str, Client], found: Comparison
) -> dict[tuple[int, str | None], Episode]:
    """One episode of each client and tag, which opens on the day of its first score."""
    first: dict[tuple[int, str | None], date] = defaultdict(lambda: date.max)
    for said in found.new.values():
        place = clients[said.client].id, said.tag
        first[place] = min(first[place], said.on)
    kept = tagged_episodes(client.id for client in clients.values())
    for place, opened_on in first.items():
        if place not in kept:
            kept[place] = Episode(client_id=place[0], tag=place[1], opened_on=opened_on)
            db.session.add(kept[place])
    db.session.flush()
    return {place: kept[place] for place in first}


def score_of(said: Planned, key: str, client: Client, episode: Episode) -> Score:
    return Score(
        client_id=client.id,
        episode_id=episode.id,
        instrument=said.instrument,
        variant=said.variant,
        phase=Phase.COURSE,
        taken_at=noon(said.on),
        mode=Mode.IMPORTED,
        value=said.value,
        import_key=key,
    )


def noon(day: date) -> datetime:
    return moment_of(day, NOON)
