"""Whatever is sent to whatever page: refused in words, never a traceback, nothing half-written."""

import pytest
from sqlalchemy import func, select

from clinic.audit.models import Entry
from clinic.db import Model, db
from clinic.domain.roles import Role
from tests import make
from tests.conftest import sign_in
from tests.house.test_access import PATTERNS, ROUTES, address

HUGE = 10**30
POSTS = [endpoint for endpoint, method in ROUTES if method == "POST"]
NUMBERED = [route for route in ROUTES if "<int:" in PATTERNS[route[0]]]
LONG = "가" * 100_000
FIELDS = (
    "name",
    "reason",
    "user",
    "password",
    "version",
    "form_key",
    "at",
    "day",
    "s",
    "q",
    "code",
)
#: Bodies that no browser sends, each with what it is.
BODIES = {
    "nothing": b"",
    "NUL": "&".join(f"{name}=a%00b" for name in FIELDS).encode(),
    "bad UTF-8": "&".join(f"{name}=%ff%fe%80" for name in FIELDS).encode(),
    "half a surrogate": "&".join(f"{name}=%ed%a0%80" for name in FIELDS).encode(),
    "too long": "&".join(f"{name}={LONG[:90]}" for name in FIELDS).encode(),
    "numbers beyond numbers": "&".join(f"{name}={HUGE}" for name in FIELDS).encode(),
    "not a form": b"\x00\x01\x02" * 50,
    "twice": b"name=a&name=b&version=1&version=2",
}
STRANGE = ("q=%00", "q=%ff", f"q={'9' * 4000}", "page=-1", "after=x", "from=x")
#: These sign out, or make the tablet nobody's: nothing of the next request would be tested.
LEADS_OUT = {"accounts.sign_out", "kiosk.hand_over"}


@pytest.fixture
def everybody(app):
    """One person who may do everything."""
    return sign_in(app, make.account(*Role))


def rows() -> int:
    """How many rows there are of whatever is not the trail."""
    kinds = [mapper.class_ for mapper in Model.registry.mappers]
    return sum(
        db.session.scalar(select(func.count()).select_from(kind)) or 0
        for kind in kinds
        if kind is not Entry
    )


@pytest.mark.parametrize("endpoint", [each for each in POSTS if each not in LEADS_OUT])
def test_a_body_that_no_browser_sends_is_refused_in_words(app, everybody, endpoint):
    for kind, body in BODIES.items():
        answer = everybody.post(
            address(endpoint), data=body, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code < 500, (endpoint, kind)
        assert "Traceback" not in answer.text, (endpoint, kind)


@pytest.mark.parametrize(("endpoint", "method"), NUMBERED)
def test_a_number_beyond_numbers_is_simply_not_there(app, everybody, endpoint, method):
    if endpoint in LEADS_OUT:
        return
    url = address(endpoint, **dict.fromkeys(names_in(endpoint), HUGE))
    assert everybody.open(url, method=method).status_code in (404, 303)


def names_in(endpoint: str) -> list[str]:
    pattern = PATTERNS[endpoint]
    return [part.split(">")[0] for part in pattern.split("<int:")[1:]]


@pytest.mark.parametrize("endpoint", POSTS[:3])
def test_ten_megabytes_are_refused_before_they_are_read(app, everybody, endpoint):
    answer = everybody.post(address(endpoint), data={"name": "x" * 10_000_000})
    assert answer.status_code == 413


@pytest.mark.parametrize("endpoint", [e for e, m in ROUTES if m == "GET"])
def test_a_strange_query_is_no_error_of_ours(app, everybody, endpoint):
    for query in STRANGE:
        answer = everybody.get(f"{address(endpoint)}?{query}")
        assert answer.status_code < 500, query


def test_a_refused_form_leaves_no_row(app, everybody):
    before = rows()
    for endpoint in POSTS:
        if endpoint not in LEADS_OUT:
            answer = everybody.post(address(endpoint), data={"name": "\0"})
            if answer.status_code >= 400:
                assert rows() == before, endpoint
            before = rows()
