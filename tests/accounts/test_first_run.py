"""The first account: made once, by the code in the terminal, and never again."""

import pytest
from sqlalchemy import func, select

from clinic.accounts import actions, queries
from clinic.accounts.models import Account
from clinic.audit.models import Entry
from clinic.db import db
from clinic.domain import policies
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Role
from clinic.domain.words import Language
from clinic.notices.models import Notice
from clinic.settings.queries import value
from tests import make
from tests.accounts.test_sign_in import enter, is_in
from tests.conftest import sign_in

PAGE = "/accounts/first-run"
PASSWORD = "seven grey kettles whistle"


def filled(code: str, **other: object) -> dict[str, object]:
    usual = {"code": code, "name": "Han Seo-yun", "user": "Seoyun", "password": PASSWORD}
    return {**usual, "language": "ko", "also": ["therapist"], **other}


def test_with_nobody_at_all_the_door_leads_to_the_first_run(app):
    assert app.test_client().get("/accounts/sign-in").location == PAGE


@pytest.mark.parametrize("language", Language)
def test_the_clinics_language_begins_as_the_browsers(app, language):
    page = app.test_client().get(PAGE, headers={"Accept-Language": language}).text
    assert f'checked id="language-{[*Language].index(language)}"' in page


def test_the_code_makes_the_owner_and_lets_them_in(app):
    browser, code = app.test_client(), actions.make_founding_code()

    answer = browser.post(PAGE, data=filled(code.lower()))

    account = db.session.scalars(select(Account)).one()
    assert (answer.status_code, answer.location) == (303, "/")
    assert account.roles == {Role.OWNER, Role.THERAPIST}
    assert (account.login, account.language) == ("seoyun", Language.KOREAN)
    assert value(policies.LANGUAGE) is Language.KOREAN
    assert is_in(browser)
    events = db.session.scalars(select(Entry.event).order_by(Entry.id)).all()
    assert events == [Event.FOUNDING_CODE_MADE, Event.CLINIC_FOUNDED]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "WRNG-WRNG-WRNG-WRNG"}, "not the code"),
        ({"password": "short"}, "at least 15"),
        ({"password": "Han Seo-yun 1990"}, "your name"),
        ({"user": "two words"}, "letters, figures"),
        ({"name": ""}, "required"),
    ],
)
def test_a_wrong_answer_is_refused_in_words_and_nothing_is_made(app, wrong, words):
    code = actions.make_founding_code()
    answer = app.test_client().post(PAGE, data=filled(code) | wrong)
    assert answer.status_code == 422 and words in answer.text
    assert not queries.anybody()
    assert app.test_client().post(PAGE, data=filled(code)).status_code == 303


def test_a_newer_code_makes_the_older_void(app):
    old, _new = actions.make_founding_code(), actions.make_founding_code()
    assert app.test_client().post(PAGE, data=filled(old)).status_code == 422


@pytest.mark.parametrize("token_is_checked", [True, False])
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_once_there_is_an_account_the_page_is_not_there(app, method, token_is_checked, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", token_is_checked)
    code = actions.make_founding_code()
    make.account(Role.OWNER)
    answer = app.test_client().open(PAGE, method=method, data=filled(code))
    assert answer.status_code == 404
    assert db.session.scalar(select(func.count()).select_from(Account)) == 1


def test_without_its_token_the_form_makes_nobody(app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = app.test_client().post(PAGE, data=filled(actions.make_founding_code()))
    assert answer.status_code == 422
    assert not queries.anybody()


def test_an_owner_comes_back_in_by_a_link_from_the_clinics_computer_and_every_owner_is_told(app):
    lost, other = make.account(Role.OWNER, login="lost"), make.account(Role.OWNER)

    account, key = actions.make_owner_reset("LOST")

    assert account.id == lost.id
    new = {"password": PASSWORD}
    assert app.test_client().post(f"/accounts/password/{key}", data=new).status_code == 303
    assert enter(app.test_client(), lost, password=PASSWORD).status_code == 303
    told = db.session.scalars(select(Notice.account_id)).all()
    assert sorted(told) == [lost.id, other.id]
    page = sign_in(app, lost).get("/notices/").text
    assert "made on the clinic" in page and 'class="count">1<' in page
    first = db.session.scalars(select(Entry).order_by(Entry.id)).first()
    assert (first.event, str(first.actor)) == (Event.OWNER_RESET, "command line")


def test_with_several_owners_the_reset_asks_which(app):
    make.account(Role.OWNER, login="one"), make.account(Role.OWNER, login="two")
    for login in (None, "nobody"):
        with pytest.raises(Refusal, match="one, two"), app.test_request_context():
            actions.make_owner_reset(login)
