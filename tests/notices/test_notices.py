"""A person is told once, sees it at the bell, and no other person does."""

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.notices import NoticeKind
from clinic.notices.actions import tell
from clinic.notices.models import Notice
from clinic.notices.views import WORDS
from tests import make
from tests.conftest import sign_in


@pytest.fixture
def account(app):
    return make.account()


@pytest.fixture
def told(account):
    tell(account.id, NoticeKind.URGENT, "/today", client_id=7)
    return db.session.scalars(select(Notice)).one()


def test_the_bell_counts_what_was_not_seen(app, account, told):
    tell(account.id, NoticeKind.URGENT, "/today")
    tell(make.account().id, NoticeKind.URGENT, "/today")
    browser = sign_in(app, account)
    assert 'class="count">2<' in browser.get("/accounts/me").text
    browser.post(f"/notices/{told.id}/open")
    assert 'class="count">1<' in browser.get("/accounts/me").text
    browser.post("/notices/seen")
    assert 'class="count"' not in browser.get("/accounts/me").text


def test_the_bell_costs_no_query_of_its_own(app, account, told, queries):
    browser = sign_in(app, account)
    with queries() as sent:
        browser.get("/accounts/sign-ins")
    assert len([each for each in sent if each.startswith("SELECT")]) == 2, sent


def test_opening_a_notice_leads_there_and_marks_it_seen(app, account, told):
    answer = sign_in(app, account).post(f"/notices/{told.id}/open")
    assert (answer.status_code, answer.location) == (303, "/today")
    assert told.seen_at
    assert db.session.scalars(select(Entry.event)).all() == [Event.NOTICE_SEEN]


def test_another_persons_notice_is_not_there(app, told):
    browser = sign_in(app, make.account())
    assert browser.post(f"/notices/{told.id}/open").status_code == 404
    assert told.seen_at is None
    assert "therapist now" not in browser.get("/notices/").text


def test_with_nothing_to_tell_the_page_says_so(app, account):
    assert "Nothing to tell you" in sign_in(app, account).get("/notices/").text


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_words(kind):
    assert WORDS[kind]


def test_a_kind_of_a_newer_version_still_says_something(app, account):
    tell(account.id, "from the future", "/today")
    assert "asks for your attention" in sign_in(app, account).get("/notices/").text
