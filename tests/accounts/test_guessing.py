"""Guessing is slowed, and the one who is guessed at is not locked out. Twins show each guard."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from clinic.accounts import actions
from clinic.audit.models import Entry
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.signin import Patience, wait
from clinic.web import throttle
from clinic.web.models import Guess
from clinic.web.throttle import PATIENCE, Kind
from tests import make
from tests.accounts.test_sign_in import DOOR, enter

FREE = PATIENCE[Kind.NAME_HERE].free
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock():
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


def guess(browser, login, times=1, **environ):
    answers = []
    for _each in range(times):
        form = {"user": login, "password": "a wrong one"}
        answers.append(
            browser.post(DOOR, data=form, environ_base={"REMOTE_ADDR": "127.0.0.1"} | environ)
        )
    return answers[-1]


def from_address(number: int) -> dict[str, str]:
    return {"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250 + 1}"}


@pytest.mark.parametrize(
    ("tries", "ago", "seconds"),
    [(4, 0, 0), (5, 0, 2), (6, 0, 4), (7, 3, 5), (40, 0, 60), (40, 59, 1), (40, 3600, 0)],
)
def test_the_wait_doubles_and_ends(tries, ago, seconds):
    patience, at = Patience(free=5, longest=timedelta(minutes=1)), make.TEN
    assert wait(patience, tries, at - ago * SECOND, at) == seconds * SECOND


def test_a_clock_that_was_set_back_prolongs_no_wait():
    patience = Patience(free=0, longest=timedelta(minutes=1))
    assert wait(patience, 40, make.TEN + timedelta(days=1), make.TEN) == timedelta(minutes=1)


def test_too_many_wrong_tries_are_answered_with_429_and_how_long_to_wait(app, clock):
    account, browser = make.account(), app.test_client()
    assert guess(browser, account.login, FREE).status_code == 422

    answer = guess(browser, account.login)

    assert answer.status_code == 429
    assert "Wait 2 seconds" in answer.text and f'value="{account.login}"' in answer.text
    assert answer.headers["Retry-After"] == "2"


def test_not_even_the_right_password_is_looked_at_before_the_wait_is_over(app, clock):
    account, browser = make.account(), app.test_client()
    guess(browser, account.login, FREE)
    assert enter(browser, account).status_code == 429
    clock.shift(2)
    assert enter(browser, account).status_code == 303


def test_twin_without_counting_a_guesser_goes_on(app, clock, monkeypatch):
    monkeypatch.setattr(actions, "take_turn", lambda keys: None)
    with pytest.raises(AssertionError):
        test_too_many_wrong_tries_are_answered_with_429_and_how_long_to_wait(app, clock)


def test_a_try_that_was_refused_unseen_makes_the_wait_no_longer(app, clock):
    account, browser = make.account(), app.test_client()
    guess(browser, account.login, FREE)
    for _each in range(20):
        assert guess(browser, account.login).status_code == 429
    clock.shift(2)
    assert enter(browser, account).status_code == 303


def test_the_real_user_comes_in_at_a_known_browser_while_the_name_is_guessed(app, clock):
    account, own, guesser = make.account(), app.test_client(), app.test_client()
    enter(own, account)
    came_in = 0
    for number in range(100):
        guess(guesser, account.login, **from_address(number % 3))
        own.post("/accounts/sign-out")
        came_in += enter(own, account).status_code == 303
        clock.shift(1)
    assert came_in == 100


def test_twin_without_the_known_browser_the_real_user_waits(app, clock, monkeypatch):
    monkeypatch.setattr(actions, "knows_browser", lambda login, browser: False)
    with pytest.raises(AssertionError):
        test_the_real_user_comes_in_at_a_known_browser_while_the_name_is_guessed(app, clock)


def test_a_known_browser_is_known_for_the_people_who_signed_in_there_only(app, clock):
    account, victim, browser = make.account(), make.account(), app.test_client()
    enter(browser, account)
    assert guess(browser, victim.login, FREE + 1).status_code == 429


def test_a_name_is_slowed_wherever_the_tries_come_from(app, clock):
    account = make.account()
    for number in range(PATIENCE[Kind.NAME].free):
        assert guess(app.test_client(), account.login, **from_address(number)).status_code == 422
    assert guess(app.test_client(), account.login, **from_address(99)).status_code == 429


def test_an_address_is_slowed_whatever_names_are_tried(app, clock):
    for number in range(PATIENCE[Kind.ADDRESS].free):
        assert guess(app.test_client(), f"somebody{number}").status_code == 422
    assert guess(app.test_client(), "somebody else").status_code == 429
    assert guess(app.test_client(), "somebody else", **from_address(7)).status_code == 422


def test_an_unknown_name_is_slowed_like_a_known_one(app, clock):
    make.account(login="known")
    answers = [
        [guess(app.test_client(), login, **from_address(at)).status_code for _each in range(8)]
        for at, login in enumerate(("known", "unknown"))
    ]
    assert answers[0] == answers[1]


def test_everybodys_coming_and_going_is_no_guessing(app, clock):
    """A clinic behind one address signs in all morning."""
    for _each in range(PATIENCE[Kind.ADDRESS].free + 5):
        assert enter(app.test_client(), make.account()).status_code == 303


def test_however_many_names_are_invented_the_store_stays_small(app, clock, monkeypatch):
    """A million names fill the slots of each kind and no more; here there are only ten slots."""
    monkeypatch.setattr(throttle, "SLOTS", 10)
    monkeypatch.setattr(actions, "knows_password", lambda account, typed: False)
    for number in range(300):
        guess(app.test_client(), f"name{number}", **from_address(number))
    assert db.session.scalar(select(func.count()).select_from(Guess)) <= 3 * 10


def test_all_slots_together_are_less_than_five_megabytes():
    largest_row = 8 + 8 + 32 + 24  #: key, count, moment, and what the databases add
    assert len(Kind) * throttle.SLOTS * 2 * largest_row < 6_000_000


def test_what_was_typed_is_not_kept(app):
    guess(app.test_client(), "somebody-else")
    kept = db.session.scalars(select(Guess.key)).all()
    assert len(kept) == 3 and not any("somebody" in each or "127" in each for each in kept)


def test_a_refused_try_leaves_one_entry_and_an_unseen_one_none(app, clock):
    guess(app.test_client(), "nobody", FREE + 3)
    events = db.session.scalars(select(Entry.event)).all()
    assert events == [Event.SIGN_IN_REFUSED] * FREE
