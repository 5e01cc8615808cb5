"""Where one can go: only where one may, and only to what is there."""

import re

import pytest

from clinic.domain.roles import Role
from clinic.web.navigation import MENU, OWN
from tests import make
from tests.conftest import sign_in


def places(page: str) -> list[str]:
    nav = re.search(r"<nav[^>]*>.*?</nav>", page, re.DOTALL)
    return re.findall(r"<a [^>]*>([^<]+)</a>", nav[0]) if nav else []


@pytest.fixture
def whole(app, monkeypatch):
    """The app with every page that the menu knows, built or not."""
    for entry in (*MENU, *OWN):
        monkeypatch.setitem(app.view_functions, entry.endpoint, lambda: "")
    monkeypatch.setitem(
        app.jinja_env.globals, "url_for", lambda endpoint, **parts: f"/to/{endpoint}"
    )
    return app


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.RECEPTION, ["Today", "Clients"]),
        (Role.THERAPIST, ["Today", "Clients"]),
        (Role.OWNER, ["Today", "Clients", "Reports", "Settings"]),
    ],
)
def test_each_role_sees_where_it_may_go(whole, role, sees):
    page = sign_in(whole, make.account(role)).get("/no-such-page").text
    assert places(page) == sees


def test_a_page_that_is_not_built_is_not_offered(app, monkeypatch):
    for entry in MENU:
        monkeypatch.delitem(app.view_functions, entry.endpoint, raising=False)
    assert places(sign_in(app, make.account(Role.OWNER)).get("/no-such-page").text) == []


def test_a_stranger_sees_no_menu_and_nobodys_name(app):
    page = app.test_client().get("/accounts/sign-in").text
    assert places(page) == [] and "data-menu" not in page and 'role="search"' not in page


def test_one_signs_out_by_a_form(browser):
    page = browser.get("/accounts/sign-ins").text
    form = re.search(r'<form method="post" action="/accounts/sign-out">.*?</form>', page, re.DOTALL)
    assert "csrf_token" in form[0] and "form_key" in form[0]


def test_a_page_has_one_first_heading_and_a_way_past_the_header(browser):
    page = browser.get("/accounts/sign-ins").text
    assert page.count("<h1") == 1 and 'href="#main"' in page and 'id="main"' in page
