"""The owner reads who did what: newest first, filtered, and as fast over a long trail."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, insert, select

from clinic.audit.forms import EVENTS
from clinic.audit.models import Actor, Entry
from clinic.audit.queries import ON_A_PAGE
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.roles import Role
from tests import make
from tests.conftest import sign_in

PAGE = "/reports/audit"


@pytest.fixture
def owner(app):
    return sign_in(app, make.account(Role.OWNER, name="Han Seo-yun"))


def write(count: int, **about: object) -> None:
    usual = {"event": Event.READ, "actor": Actor.STAFF, "at": make.TEN, "client_id": 7}
    rows = [usual | {"page": f"clients.show{n}"} | about for n in range(count)]
    db.session.execute(insert(Entry), rows)


def pages(text: str) -> list[str]:
    """Which of the entries made here are shown, in order."""
    return [part.split("<")[0].strip() for part in text.split("clients.show")[1:]]


def test_the_newest_stand_first_and_older_ones_a_page_further(owner):
    write(ON_A_PAGE + 5)

    first = owner.get(PAGE)
    assert pages(first.text) == [str(n) for n in range(ON_A_PAGE + 4, 4, -1)]

    older = owner.get(first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0])
    assert pages(older.text) == ["4", "3", "2", "1", "0"]
    assert 'rel="next"' not in older.text

    newer = owner.get(older.text.split('rel="prev"')[0].rsplit('href="', 1)[1].split('"')[0])
    assert pages(newer.text)[-1] == "5"


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("client=9", {"client_id": 7}),
        ("event=record%20signed", {"event": Event.READ}),
        ("person={owner}", {"actor_id": 4711}),
        ("from=2026-03-02&to=2026-03-02", {"at": make.TEN - timedelta(days=1)}),
        ("from=2026-03-02&to=2026-03-02", {"at": make.TEN + timedelta(days=1)}),
    ],
)
def test_a_filter_leaves_only_what_was_asked_for(app, asked, others):
    account = make.account(Role.OWNER)
    mine = {"client_id": 9, "event": Event.RECORD_SIGNED, "actor_id": account.id}
    write(1, page="clients.show mine", **mine)
    write(1, page="clients.show other", **mine | others)
    text = sign_in(app, account).get(f"{PAGE}?{asked.format(owner=account.id)}").text
    assert pages(text) == ["mine"]


def test_a_day_of_the_filter_is_the_clinics_own(owner):
    """In Seoul, 23:30 in UTC is already the next morning."""
    late = datetime.fromisoformat("2026-03-01T23:30+00:00")
    write(1, at=late, page="clients.show late")
    assert pages(owner.get(f"{PAGE}?from=2026-03-02").text) == ["late"]
    assert pages(owner.get(f"{PAGE}?to=2026-03-01").text) == []


@pytest.mark.parametrize("asked", ["client=x", "client=0", "from=yesterday", "event=nothing"])
def test_a_filter_that_cannot_be_read_is_refused_beside_its_field(owner, asked):
    answer = owner.get(f"{PAGE}?{asked}")
    assert answer.status_code == 422 and 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize("asked", ["before=x", "after=-1", f"before={10**30}", "person=x", "q=%00"])
def test_a_made_up_place_is_no_error(owner, asked):
    assert owner.get(f"{PAGE}?{asked}").status_code in (200, 422)


def test_reading_the_trail_leaves_one_entry(owner):
    owner.get(PAGE)
    last = db.session.scalars(select(Entry).order_by(Entry.id.desc())).first()
    assert (last.event, last.page) == (Event.LIST_READ, "audit")
    assert db.session.scalar(select(func.count()).select_from(Entry)) == 1


def test_a_long_trail_costs_no_more_queries_than_a_short_one(owner, queries):
    write(10)
    with queries() as few:
        owner.get(PAGE)
    write(1000)
    with queries() as many:
        owner.get(PAGE)
    assert len(few) == len(many), many


@pytest.mark.parametrize("event", Event)
def test_every_event_has_words(event):
    assert event in EVENTS, "say it in words in clinic/audit/forms.py"
