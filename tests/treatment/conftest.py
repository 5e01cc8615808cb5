"""A client in the therapist's care, here today, with a complaint and a visit behind them."""

from datetime import timedelta

import pytest

from clinic.db import db, now
from clinic.domain.states import Reaction, VisitState
from clinic.treatment.models import Record
from tests import make


@pytest.fixture
def client(therapist):
    client = make.client()
    make.care(client, therapist)
    return client


@pytest.fixture
def visit(client, therapist):
    return make.visit(
        client,
        therapist,
        starts_at=now() - timedelta(minutes=10),
        state=VisitState.ARRIVED,
        arrived_at=now() - timedelta(minutes=15),
        episode_id=make.episode(client, region="lower_back_left").id,
    )


@pytest.fixture
def record(visit):
    """The session runs, and nothing is written yet."""
    visit.state, visit.began_at = VisitState.IN_SESSION, now()
    return make.record(visit)


@pytest.fixture
def last(client, therapist):
    """A signed visit a week ago, with two lines."""
    before = make.visit(
        client, therapist, starts_at=now() - timedelta(days=7), state=VisitState.DONE
    )
    record = make.record(before, reaction=Reaction.BETTER, p="Again in a week")
    make.line(record, n=1, technique="petrissage", region="lower_back", minutes=20)
    make.line(record, n=2, technique="effleurage", region="mid_back", minutes=10)
    before.record_signed_at = now() - timedelta(days=6)
    db.session.flush()
    record.signed_at, record.signed_by_id = before.record_signed_at, therapist.id
    db.session.flush()
    return record


def record_of(visit) -> Record | None:
    return db.session.get(Record, visit.id)


#: What a routine session says, beside its lines.
ROUTINE = {"pain_before": "5", "pain_after": "3", "reaction": "better", "consent": "yes"}


def post(browser, visit, path="/save", **fields):
    """Post to the visit's record, as the page would with the version it was shown."""
    row = record_of(visit)
    fields.setdefault("version", str(row.version) if row else "0")
    return browser.post(f"/visits/{visit.id}/record{path}", data=fields)
