"""Many requests at the same moment, on a database of their own: of what is once, one wins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select

from clinic.accounts import actions
from clinic.accounts.models import Account
from clinic.db import db
from clinic.domain.roles import Role
from clinic.web.throttle import PATIENCE, Kind
from tests import make
from tests.accounts.test_first_run import PAGE, filled
from tests.accounts.test_sign_in import DOOR
from tests.conftest import sign_in

AT_ONCE = 12


@pytest.fixture
def undone() -> None:
    """These tests have a database of their own."""


@pytest.fixture
def own(own_app):
    upgrade()
    return own_app


def all_at_once(app, posts) -> list[int]:
    """Send all these at the same moment: browser, address, form. The statuses, in order."""
    start = Barrier(len(posts))

    def send(post) -> int:
        browser, address, form = post
        with app.app_context():
            start.wait(10)
            return browser.post(address, data=form).status_code

    with ThreadPoolExecutor(len(posts)) as crowd:
        return list(crowd.map(send, posts))


def test_of_many_first_runs_at_once_one_makes_the_owner(own):
    code = actions.make_founding_code()
    db.session.commit()
    forms = [filled(code, user=f"owner{number}") for number in range(6)]

    answers = all_at_once(own, [(own.test_client(), PAGE, form) for form in forms])

    assert answers.count(303) == 1 and set(answers) <= {303, 404, 422, 429}, answers
    assert db.session.scalar(select(func.count()).select_from(Account)) == 1


def test_tries_at_once_do_not_slip_past_together(own, monkeypatch):
    account = make.account()
    db.session.commit()
    looked_at = []
    monkeypatch.setattr(actions, "knows_password", lambda *about: looked_at.append(about) and False)

    form = {"user": account.login, "password": "a wrong one"}
    answers = all_at_once(own, [(own.test_client(), DOOR, form)] * AT_ONCE)

    free = PATIENCE[Kind.NAME_HERE].free
    assert answers.count(422) <= free + 1 and set(answers) == {422, 429}, answers
    assert len(looked_at) == answers.count(422)


def test_two_owners_who_close_each_other_at_once_leave_one(own):
    first, second = make.account(Role.OWNER), make.account(Role.OWNER)
    posts = [
        (sign_in(own, first), f"/accounts/{second.id}/disable", {}),
        (sign_in(own, second), f"/accounts/{first.id}/disable", {}),
    ]
    db.session.commit()

    all_at_once(own, posts)

    left = select(func.count()).select_from(Account).where(Account.disabled_at.is_(None))
    assert db.session.scalar(left) == 1
