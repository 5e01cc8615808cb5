"""One's own password and language, and saying once more who one is."""

import pytest
from flask_login import login_user
from sqlalchemy import select

from clinic.accounts import actions
from clinic.accounts.actions import Colleague
from clinic.accounts.models import SignIn
from clinic.audit.models import Entry
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.words import Language
from clinic.web.throttle import PATIENCE, Kind, TooManyTries
from tests import make
from tests.accounts.test_sign_in import enter, is_in
from tests.conftest import sign_in

PAGE = "/accounts/password"
NEW = "seven grey kettles whistle"


def events() -> list[Event]:
    return list(db.session.scalars(select(Entry.event).order_by(Entry.id)))


def test_one_changes_ones_password_knowing_the_old_one(app):
    account = make.account()
    here, elsewhere = sign_in(app, account), sign_in(app, account)

    answer = here.post(PAGE, data={"old": make.PASSWORD, "password": NEW})

    assert answer.status_code == 303
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert events() == [Event.PASSWORD_CHOSEN]
    assert enter(app.test_client(), account, password=NEW).status_code == 303
    assert enter(app.test_client(), account).status_code == 422


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("not the old one", NEW, "not your password"),
        (make.PASSWORD, "short", "at least 15"),
        (make.PASSWORD, "kim minji 12345678", "your name"),
        ("", NEW, "required"),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_words(app, old, new, words):
    account = make.account()
    answer = sign_in(app, account).post(PAGE, data={"old": old, "password": new})
    assert answer.status_code == 422 and words in answer.text
    assert enter(app.test_client(), account).status_code == 303


def test_a_language_is_chosen_from_any_page_and_one_stays_there(app):
    account = make.account()
    browser = sign_in(app, account)
    answer = browser.post("/accounts/language?next=/accounts/me", data={"language": "ko"})
    assert (answer.status_code, answer.location) == (303, "/accounts/me")
    assert account.language is Language.KOREAN
    assert '<html lang="ko">' in browser.get("/accounts/me").text
    assert events() == [Event.LANGUAGE_CHOSEN]


def test_a_language_that_is_not_spoken_here_is_refused(app):
    assert (
        sign_in(app, make.account()).post("/accounts/language", data={"language": "xx"}).status_code
        == 422
    )


@pytest.fixture
def person(app):
    """Somebody signed in, with their request at hand."""
    account = make.account()
    sign_in(app, account)
    number = db.session.scalars(select(SignIn.id)).one()
    db.session.commit()  # or the request would leave it behind when it takes the lock
    with app.test_request_context(method="POST"):
        login_user(Colleague(account.id, account.name, account.language, number, frozenset()))
        yield account


def test_a_confirmed_password_is_noted_at_the_sign_in(person):
    row = db.session.scalars(select(SignIn)).one()
    row.confirmed_at = make.TEN
    db.session.commit()
    actions.confirm_password(make.PASSWORD)
    db.session.expire_all()
    assert row.confirmed_at > make.TEN
    assert events() == [], "it belongs to the deed that it allows"


def test_a_wrong_password_confirms_nothing(person):
    with pytest.raises(Refusal, match="not your password"):
        actions.confirm_password("a wrong one")


@pytest.mark.parametrize("is_writing", [True, False])
def test_confirming_is_no_way_to_guess(app, is_writing):
    """Whether the view thinks first or not; each try is a request of its own."""
    account = make.account()
    sign_in(app, account)
    number = db.session.scalars(select(SignIn.id)).one()

    def tries(password: str) -> None:
        from clinic.web.transaction import lock, settle

        with app.app_context(), app.test_request_context(method="POST"):
            login_user(Colleague(account.id, account.name, account.language, number, frozenset()))
            if is_writing:
                lock()
            try:
                actions.confirm_password(password)
            finally:
                settle(app.make_response(("", 422)))

    for _each in range(PATIENCE[Kind.BROWSER].free):
        with pytest.raises(Refusal):
            tries("a wrong one")
    with pytest.raises(TooManyTries):
        tries(make.PASSWORD)
