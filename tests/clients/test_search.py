"""How the search reads the index, and that more clients do not mean more queries."""

from datetime import date

import pytest
from sqlalchemy import insert, text
from sqlalchemy.dialects import postgresql, sqlite

from clinic.clients import actions, queries
from clinic.clients.models import Client, ClientToken
from clinic.db import db
from clinic.domain.finding import meant
from clinic.domain.names import name_tokens
from clinic.domain.roles import Role
from tests import make
from tests.conftest import sign_in

TODAY = date(2026, 3, 2)


def found(typed: str) -> list[str]:
    return [row.name for row in queries.matching(meant(typed, TODAY), 8)]


@pytest.fixture
def desk(acting_as):
    return acting_as(make.account(Role.RECEPTION))


def test_a_client_is_found_by_name_initials_phone_and_birth_date(desk):
    actions.add("김민수", phone="010-1234-5678", birth_on=date(1990, 5, 4))
    actions.add("Park Jun", phone="010-9999-0000", birth_on=date(1991, 1, 1))
    for typed in ("ㄱㅁㅅ", "김", "민수", "010", "1234", "5678", "01012345678", "010-1234"):
        assert "김민수" in found(typed), typed
    for typed in ("1990-05-04", "900504", "1990. 5. 4.", "4 May 1990"):
        assert found(typed) == ["김민수"], typed
    assert found("park jun") == ["Park Jun"]
    assert found("park 민수") == []


def test_a_client_who_matches_twice_is_found_once(desk):
    actions.add("Kim Kimberly Kimura", phone="01019900504", birth_on=date(1990, 5, 4))
    assert found("kim") == ["Kim Kimberly Kimura"]
    assert found("19900504") == ["Kim Kimberly Kimura"]


def many(count: int) -> None:
    """Clients with tokens, quickly."""
    first = (db.session.scalar(text("select max(id) from client")) or 0) + 1
    people = [{"id": first + n, "name": f"Kim Person {n}", "version": 1} for n in range(count)]
    usual = {"phone": "", "locale": "en", "guardian_name": "", "guardian_relation": ""}
    db.session.execute(insert(Client), [usual | each for each in people])
    tokens = [
        {"token": token, "client_id": each["id"]}
        for each in people
        for token in name_tokens(each["name"])
    ]
    db.session.execute(insert(ClientToken), tokens)


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.THERAPIST])
@pytest.mark.parametrize("page", ["/clients/", "/clients/?q=kim+per", "/clients/suggestions?q=kim"])
def test_a_hundred_times_the_clients_take_the_same_number_of_queries(app, queries, page, role):
    account = make.account(role)
    counts = []
    for more in (10, 990):
        many(more)
        browser = sign_in(app, account)
        with queries() as sent:
            assert browser.get(page).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def plan_of(statement) -> str:
    """How the database would read this."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    dialect = sqlite.dialect() if is_sqlite else postgresql.dialect()
    sql = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    if not is_sqlite:
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
    words = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    return "\n".join(str(row) for row in db.session.execute(text(words + sql.replace(":", r"\:"))))


def test_a_typed_word_is_one_stretch_of_the_index_and_never_a_scan(desk, monkeypatch):
    many(1000)
    db.session.execute(text("ANALYZE"))
    asked = []
    monkeypatch.setattr(queries, "rows_of", lambda wanted: asked.append(wanted) or [])
    queries.found_by_words(meant("kim person", TODAY).stretches, 8)
    plan = plan_of(asked[0])
    if db.engine.dialect.name == "sqlite":
        assert "SCAN" not in plan
        assert "token>? AND token<?" in plan
    else:
        assert "Seq Scan" not in plan
        assert "Index Cond" in plan and "client_token" in plan


def test_the_index_is_compared_byte_by_byte(desk):
    """Or the stretch of one Hangul syllable would hold other names on PostgreSQL."""
    for name in ("김밀", "김미", "김바", "Zoe", "apple"):
        actions.add(name)
    assert found("김미") == ["김미", "김밀"]
    assert found("z") == ["Zoe"]
