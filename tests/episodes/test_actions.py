"""A complaint is opened once, may be corrected, and is closed once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.episodes import actions
from clinic.episodes.queries import open_episodes
from tests import make

DAY = date(2026, 3, 2)


def opened(client, region="lumbar", **given):
    usual = {"onset_on": None, "cause": None, "tag": None, "on": DAY}
    return actions.open_episode(client, region, **usual | given)


def test_a_complaint_of_the_same_region_is_not_opened_twice():
    client = make.client()
    first, second, other = opened(client), opened(client), opened(client, "neck")
    assert first is second
    assert [each.id for each in open_episodes(client.id)] == [other.id, first.id]


def test_after_it_was_closed_the_same_region_opens_anew():
    client = make.client()
    first = opened(client)
    actions.close(first, "better", DAY + timedelta(days=9))
    assert opened(client) is not first


def test_another_clients_complaint_is_not_mine():
    assert opened(make.client()) is not opened(make.client())


def test_a_complaint_does_not_begin_in_the_future():
    with pytest.raises(Refusal):
        opened(make.client(), onset_on=DAY + timedelta(days=1))
    episode = opened(make.client())
    with pytest.raises(Refusal):
        actions.change(episode, "neck", DAY + timedelta(days=1), None, None, DAY)


def test_it_is_closed_once_and_never_before_it_was_opened():
    episode = opened(make.client())
    actions.close(episode, "moved away", DAY - timedelta(days=1))
    assert episode.closed_on == DAY
    with pytest.raises(Refusal):
        actions.close(episode, "again", DAY)


def test_each_deed_leaves_one_entry(app):
    client = make.client()
    episode = opened(client)
    actions.change(episode, "neck", None, None, "referred", DAY)
    actions.close(episode, "better", DAY)
    wanted = select(Entry.event).where(Entry.client_id == client.id).order_by(Entry.id)
    assert list(db.session.scalars(wanted)) == [
        Event.EPISODE_OPENED,
        Event.EPISODE_CHANGED,
        Event.EPISODE_CLOSED,
    ]
