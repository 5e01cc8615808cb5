"""Two desks book the same time at the same moment: exactly one wins, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from os import environ
from threading import Barrier

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select

from clinic.accounts.models import Account
from clinic.clients.models import Client
from clinic.db import db
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Role
from clinic.settings.models import Room
from clinic.visits import actions
from clinic.visits.models import Visit
from clinic.web.transaction import lock
from tests import make

#: CLINIC_RACES=1000 is the long form, run before a release.
RACES = int(environ.get("CLINIC_RACES", "30"))
DESKS = 4


@pytest.fixture
def undone() -> None:
    """These tests have databases of their own."""


@pytest.fixture
def app(own_app):
    upgrade()
    return own_app


class Race:
    """Each race is for one hour; the desks start together."""

    def __init__(self, app, *, one_therapist: bool):
        therapists = [make.account(Role.THERAPIST).id for _desk in range(DESKS)]
        self.therapists = [therapists[0]] * DESKS if one_therapist else therapists
        self.room = make.room().id
        self.client = make.client().id
        db.session.commit()
        self.app, self.start = app, Barrier(DESKS)

    def book(self, desk: int, race: int) -> bool:
        """As a form does it: take the lock, check, book, commit."""
        with self.app.app_context():
            self.start.wait()
            lock()
            starts_at = make.TEN + timedelta(hours=race)
            try:
                actions.plan(
                    db.session.get_one(Client, self.client),
                    db.session.get_one(Account, self.therapists[desk]),
                    starts_at,
                    starts_at + timedelta(hours=1),
                    room=db.session.get_one(Room, self.room),
                )
            except Refusal:
                db.session.rollback()
                return False
            db.session.commit()
            return True

    def run(self, races: int) -> list[int]:
        """How many desks won each race."""
        with ThreadPoolExecutor(DESKS) as desks:
            return [
                sum(desks.map(lambda desk, n=race: self.book(desk, n), range(DESKS)))
                for race in range(races)
            ]


@pytest.mark.parametrize("one_therapist", [True, False], ids=["one therapist", "one room"])
def test_of_desks_that_book_the_same_time_exactly_one_wins(app, one_therapist):
    wins = Race(app, one_therapist=one_therapist).run(RACES)
    print(f"{RACES} races of {DESKS} desks")
    assert wins == [1] * RACES
    assert db.session.scalar(select(func.count()).select_from(Visit)) == RACES


@pytest.mark.parametrize("one_therapist", [True, False], ids=["one therapist", "one room"])
def test_twin_without_the_queue_more_than_one_wins(app, one_therapist, monkeypatch):
    """SQLite queues by its own lock: there the twin begins without it, and looks before it writes."""
    monkeypatch.setattr(actions, "queue_up", lambda *who: None)
    race = Race(app, one_therapist=one_therapist)
    if db.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time, whatever the action does")
    together(monkeypatch)
    assert max(race.run(RACES)) > 1


def together(monkeypatch) -> None:
    """All desks have looked before the first one books."""
    looked = Barrier(DESKS)
    plain = actions.overlapping

    def look(*span, therapist_id=None, room_id=None, **but):
        found = plain(*span, therapist_id=therapist_id, room_id=room_id, **but)
        if room_id is not None:
            looked.wait()
        return found

    monkeypatch.setattr(actions, "overlapping", look)
