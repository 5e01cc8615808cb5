"""House rules about pages, checked on every route there is, against the hand-written table."""

import re

import pytest

import config
from clinic import create_app
from clinic.db import now
from clinic.domain.roles import Permission, Role
from clinic.web.access import PUBLIC
from tests import make
from tests.conftest import sign_in
from tests.house.access import gather

APP = create_app(config.Testing())
TABLE = gather()
RULES = list(APP.url_map.iter_rules())
ROUTES = sorted(
    {(rule.endpoint, method) for rule in RULES for method in rule.methods - {"OPTIONS", "HEAD"}}
)
PATTERNS = {rule.endpoint: rule.rule for rule in RULES}
SAMPLES = {"date": "2026-03-02", "string": "x", "path": "x"}


def sample(found: re.Match[str]) -> str:
    kind = found[1] or "string"
    return "1" if kind == "int" else SAMPLES.get(kind, "x")


def address(endpoint: str, **numbers: int) -> str:
    """The page's address, with a sample wherever it takes a part and none is given."""
    return re.sub(
        r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>",
        lambda each: str(numbers[each[2]]) if each[2] in numbers else sample(each),
        PATTERNS[endpoint],
    )


def declared(endpoint: str):
    return getattr(APP.view_functions[endpoint], "access", None)


def is_the_door(answer) -> bool:
    """Was this visitor sent away: to sign in, back to the tablet's form or lock, or with a 403?"""
    to = answer.location or ""
    away = (
        to.startswith("/accounts/sign-in?")
        or to == "/accounts/sign-in"
        or to in ("/kiosk", "/kiosk/locked")
    )
    return answer.status_code == 403 or (answer.status_code in (302, 303) and away)


each_route = pytest.mark.parametrize("endpoint, method", ROUTES, ids=lambda part: part)


def test_the_table_has_a_row_for_each_route_and_no_other():
    assert set(TABLE) == set(ROUTES)


@each_route
def test_every_page_says_who_may_see_it(endpoint, method):
    assert isinstance(declared(endpoint), Permission) or declared(endpoint) == PUBLIC
    assert (declared(endpoint) == PUBLIC) == ("nobody" in TABLE[endpoint, method])


@each_route
def test_a_stranger_passes_where_the_table_says(app, endpoint, method):
    if endpoint == "accounts.sign_in":
        return
    answer = app.test_client().open(address(endpoint), method=method)
    assert is_the_door(answer) is ("nobody" not in TABLE[endpoint, method])


@each_route
def test_a_role_passes_where_the_table_says(app, endpoint, method):
    if endpoint in ("accounts.sign_out", "kiosk.hand_over"):
        return  # lead to another door; tested in their rooms
    for role in Role:
        browser = sign_in(app, make.account(role))
        answer = browser.open(address(endpoint), method=method)
        assert is_the_door(answer) is (role.value not in TABLE[endpoint, method]), role


@each_route
def test_whoever_has_left_is_a_stranger(app, endpoint, method):
    if "nobody" in TABLE[endpoint, method]:
        return
    browser = sign_in(app, make.account(Role.OWNER, disabled_at=now()))
    assert is_the_door(browser.open(address(endpoint), method=method))


@pytest.fixture
def unmarked(monkeypatch):
    """A page on which somebody forgot to say who may see it."""
    monkeypatch.delattr(APP.view_functions["accounts.sign_ins"], "access")


@pytest.mark.parametrize("role", Role)
def test_a_page_that_says_nothing_is_closed_to_everyone(app, unmarked, role):
    assert sign_in(app, make.account(role)).get("/accounts/sign-ins").status_code == 403


def test_twin_without_the_hook_it_is_open(app, unmarked, monkeypatch):
    hooks = [each for each in app.before_request_funcs[None] if each.__name__ != "enforce"]
    monkeypatch.setitem(app.before_request_funcs, None, hooks)
    with pytest.raises(AssertionError):
        test_a_page_that_says_nothing_is_closed_to_everyone(app, unmarked, Role.THERAPIST)


def test_htmx_is_told_to_leave_a_page_whose_sign_in_ran_out(app):
    answer = app.test_client().get("/accounts/sign-ins", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/accounts/sign-in")
