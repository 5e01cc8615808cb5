"""What is signed holds against any SQL; a twin shows that the same attack works without the guard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from clinic.db import db
from tests.conftest import fresh_app

AT = "'2026-03-02 01:00:00'"
LATER = "'2026-03-02 02:00:00'"
VISIT = "id, client_id, therapist_id, state, title, starts_at, ends_at, cancel_reason, version, created_at"
RECORD = (
    "visit_id, s, o, a, p, adverse, result, author_id, begun_at, version, "
    "signer_name, signer_title, signer_registration"
)
LINE = "visit_id, n, technique, region, pressure, minutes"

#: Visit 1 is signed, visit 2 is a draft; each has one line, one decision and one addendum.
ROWS = [
    "INSERT INTO account (id, login, name, language, title, registration, version, created_at) "
    f"VALUES (1, 'kim', 'Kim', 'en', '', '', 1, {AT}), (2, 'lee', 'Lee', 'en', '', '', 1, {AT})",
    "INSERT INTO client (id, name, phone, locale, guardian_name, guardian_relation, version, created_at) "
    f"VALUES (1, 'Jun', '', 'en', '', '', 1, {AT}), (2, 'Mina', '', 'en', '', '', 1, {AT})",
    f"INSERT INTO visit ({VISIT}, record_signed_at) VALUES "
    f"(1, 1, 1, 'done', '', {AT}, {LATER}, '', 1, {AT}, {LATER}), "
    f"(2, 1, 2, 'in_session', '', {AT}, {LATER}, '', 1, {AT}, NULL)",
    f"INSERT INTO record ({RECORD}) VALUES "
    f"(1, 'old', '', '', '', '', 'treated', 1, {AT}, 1, 'Kim', '', ''), "
    f"(2, 'draft', '', '', '', '', 'treated', 1, {AT}, 1, '', '', '')",
    f"INSERT INTO line ({LINE}) VALUES (1, 1, 'old', 'calf', 2, 10), (2, 1, 'draft', 'calf', 2, 10)",
    "INSERT INTO note (id, client_id, name, level, state, recorded_on, starts_on, starts_assumed, "
    "stood_up_at, version) VALUES (1, 1, 'Fever', 'absolute', 'confirmed', '2026-03-02', "
    f"'2026-03-02', FALSE, {AT}, 1)",
    "INSERT INTO decision (id, visit_id, note_id, verdict, reason, by_id, at) "
    f"VALUES (1, 1, 1, 'adapt', 'old', 1, {AT}), (2, 2, 1, 'adapt', 'draft', 1, {AT})",
    "INSERT INTO addendum (id, visit_id, kind, text, by_id, at) "
    f"VALUES (1, 1, 'reply', 'old', 1, {AT}), (2, 1, 'reply', 'other', 1, {AT})",
    f"UPDATE record SET signed_at = {LATER} WHERE visit_id = 1",
]

#: What must be the same afterwards.
STATE = [
    "SELECT visit_id, s, signed_at FROM record WHERE visit_id = 1",
    "SELECT visit_id, n, technique, region, pressure, minutes FROM line WHERE visit_id = 1 ORDER BY n",
    "SELECT id, client_id, therapist_id, starts_at, ends_at, began_at, ended_at FROM visit WHERE id = 1",
    "SELECT id, visit_id, verdict, reason FROM decision WHERE id = 1",
    "SELECT id, visit_id, text FROM addendum WHERE id = 1",
]


@dataclass(frozen=True)
class Attack:
    sql: str
    on: str = ""  #: one database's words alone

    def speaks(self, dialect: str) -> bool:
        return self.on in ("", dialect)


NEW_RECORD = f"({RECORD}) VALUES (1, 'new', '', '', '', '', 'treated', 1, {AT}, 1, '', '', '')"
NEW_LINE = f"({LINE}) VALUES (1, 1, 'new', 'calf', 5, 99)"
NEW_DECISION = (
    f"(id, visit_id, note_id, verdict, reason, by_id, at) VALUES (1, 1, 1, 'clear', 'new', 1, {AT})"
)
NEW_ADDENDUM = f"(id, visit_id, kind, text, by_id, at) VALUES (1, 1, 'reply', 'new', 1, {AT})"
MOVED = f"({VISIT}) VALUES (1, 2, 1, 'done', '', {AT}, {LATER}, '', 1, {AT})"
MERGE = (
    "MERGE INTO {0} USING (SELECT 1 AS one) AS new ON {0}.{1} = new.one WHEN MATCHED THEN DELETE"
)

ATTACKS = {
    "change the record": Attack("UPDATE record SET s = 'new' WHERE visit_id = 1"),
    "take the signature back": Attack("UPDATE record SET signed_at = NULL WHERE visit_id = 1"),
    "renumber the record": Attack(
        "UPDATE record SET visit_id = 99 WHERE visit_id = 1", "sqlite"
    ),  # on PostgreSQL the keys of its addenda hold it
    "upsert the record": Attack(
        f"INSERT INTO record {NEW_RECORD} ON CONFLICT (visit_id) DO UPDATE SET s = 'new'"
    ),
    "replace the record": Attack(f"INSERT OR REPLACE INTO record {NEW_RECORD}", "sqlite"),
    "put a draft in its place": Attack(
        "UPDATE OR REPLACE record SET visit_id = 1 WHERE visit_id = 2", "sqlite"
    ),
    "the same by rowid": Attack(
        "UPDATE OR REPLACE record SET rowid = 1 WHERE visit_id = 2", "sqlite"
    ),
    "change a line": Attack("UPDATE line SET pressure = 5 WHERE visit_id = 1"),
    "take a line away": Attack("DELETE FROM line WHERE visit_id = 1"),
    "add a line": Attack(f"INSERT INTO line ({LINE}) VALUES (1, 2, 'new', 'calf', 2, 10)"),
    "move a line out": Attack("UPDATE line SET visit_id = 2, n = 7 WHERE visit_id = 1"),
    "move a draft's line in": Attack("UPDATE line SET visit_id = 1, n = 7 WHERE visit_id = 2"),
    "upsert a line": Attack(
        f"INSERT INTO line {NEW_LINE} ON CONFLICT (visit_id, n) DO UPDATE SET pressure = 5"
    ),
    "replace a line": Attack(f"REPLACE INTO line {NEW_LINE}", "sqlite"),
    "put a draft's line in its place": Attack(
        "UPDATE OR REPLACE line SET visit_id = 1 WHERE visit_id = 2", "sqlite"
    ),
    "a line's hidden number": Attack(
        "UPDATE OR REPLACE line SET rowid = (SELECT rowid FROM line WHERE visit_id = 1) "
        "WHERE visit_id = 2",
        "sqlite",
    ),
    "a new line on its hidden number": Attack(
        f"INSERT OR REPLACE INTO line (rowid, {LINE}) "
        "SELECT rowid, 2, 8, 'new', 'calf', 2, 10 FROM line WHERE visit_id = 1",
        "sqlite",
    ),
    "change a decision": Attack("UPDATE decision SET reason = 'new' WHERE id = 1"),
    "take a decision away": Attack("DELETE FROM decision WHERE id = 1"),
    "upsert a decision": Attack(
        f"INSERT INTO decision {NEW_DECISION} ON CONFLICT (id) DO UPDATE SET reason = 'new'"
    ),
    "replace a decision": Attack(f"REPLACE INTO decision {NEW_DECISION}", "sqlite"),
    "renumber a decision onto it": Attack(
        "UPDATE OR REPLACE decision SET id = 1 WHERE id = 2", "sqlite"
    ),
    "change an addendum": Attack("UPDATE addendum SET text = 'new' WHERE id = 1"),
    "take an addendum away": Attack("DELETE FROM addendum WHERE id = 1"),
    "upsert an addendum": Attack(
        f"INSERT INTO addendum {NEW_ADDENDUM} ON CONFLICT (id) DO UPDATE SET text = 'new'"
    ),
    "replace an addendum": Attack(f"REPLACE INTO addendum {NEW_ADDENDUM}", "sqlite"),
    "renumber an addendum onto it": Attack(
        "UPDATE OR REPLACE addendum SET rowid = 1 WHERE id = 2", "sqlite"
    ),
    "give the visit to another client": Attack("UPDATE visit SET client_id = 2 WHERE id = 1"),
    "give the visit to another therapist": Attack("UPDATE visit SET therapist_id = 2 WHERE id = 1"),
    "move the visit's start": Attack(
        f"UPDATE visit SET starts_at = {AT}, ends_at = {LATER}, began_at = {AT} WHERE id = 1"
    ),
    "move the visit's end": Attack(f"UPDATE visit SET ended_at = {LATER} WHERE id = 1"),
    "upsert the visit": Attack(
        f"INSERT INTO visit {MOVED} ON CONFLICT (id) DO UPDATE SET client_id = 2"
    ),
    "replace the visit": Attack(f"INSERT OR REPLACE INTO visit {MOVED}", "sqlite"),
    "put another visit in its place": Attack(
        "UPDATE OR REPLACE visit SET id = 1 WHERE id = 2", "sqlite"
    ),
    "empty the records": Attack("TRUNCATE record CASCADE", "postgresql"),
    "empty the lines": Attack("TRUNCATE line", "postgresql"),
    "empty the decisions": Attack("TRUNCATE decision", "postgresql"),
    "empty the addenda": Attack("TRUNCATE addendum", "postgresql"),
    "empty the visits": Attack("TRUNCATE visit CASCADE", "postgresql"),
    "merge a line away": Attack(MERGE.format("line", "visit_id"), "postgresql"),
    "merge a decision away": Attack(MERGE.format("decision", "id"), "postgresql"),
}

#: These stand on keys, not on triggers, as long as keys are checked; without that, on the triggers.
WITHOUT_KEYS = {
    "take the record away": "DELETE FROM record WHERE visit_id = 1",
    "take the visit away": "DELETE FROM visit WHERE id = 1",
}


@pytest.fixture
def undone() -> None:
    """These tests have databases of their own."""


@pytest.fixture(params=ATTACKS)
def attack(request, database):
    found = ATTACKS[request.param]
    if not found.speaks("sqlite" if database.startswith("sqlite") else "postgresql"):
        pytest.skip("the other database's words")
    return found.sql


@pytest.fixture(scope="module")
def signed(database, tmp_path_factory):
    """A database with a signed record, and a draft beside it."""
    yield from filled(database, tmp_path_factory.mktemp("signed"), guarded=True)


@pytest.fixture(scope="module")
def unguarded(database, tmp_path_factory):
    """The same before the guards came: the twin in which each attack must succeed."""
    yield from filled(database, tmp_path_factory.mktemp("unguarded"), guarded=False)


def filled(database: str, folder: Path, guarded: bool) -> Iterator[Engine]:
    with fresh_app(database, folder):
        upgrade()
        if not guarded:
            downgrade(revision="0002")
        with db.engine.begin() as connection:
            for row in ROWS:
                connection.execute(text(row))
        yield db.engine


def state(connection: Connection) -> list[object]:
    return [connection.execute(text(select)).all() for select in STATE]


def survives(engine: Engine, sql: str, **pragmas: int) -> bool:
    """Is all that was signed as it was, right after this attempt? It is undone in any case."""
    with engine.connect() as connection, pragmas_of(connection, pragmas):
        before = state(connection)
        try:
            connection.execute(text(sql))
        except DatabaseError as error:
            assert "closed for good" in str(error)
            connection.rollback()
        after = state(connection)
        connection.rollback()
    return after == before


@contextmanager
def pragmas_of(connection: Connection, pragmas: dict[str, int]) -> Iterator[None]:
    """As a tool that knows nothing of ours would set them; PostgreSQL has none."""
    plain = connection.connection.driver_connection
    names = pragmas if connection.dialect.name == "sqlite" else ()
    for name in names:
        plain.execute(f"PRAGMA {name} = {pragmas[name]}")
    yield
    for name in names:
        plain.execute(f"PRAGMA {name} = 1")


@pytest.mark.parametrize("recursive_triggers", [1, 0])
def test_what_is_signed_survives(attack, signed, recursive_triggers):
    assert survives(signed, attack, recursive_triggers=recursive_triggers)


def test_twin_without_the_guards_it_does_not(attack, unguarded):
    assert not survives(unguarded, attack, foreign_keys=0)


@pytest.mark.parametrize("sql", WITHOUT_KEYS.values(), ids=WITHOUT_KEYS)
def test_what_is_signed_survives_a_tool_that_checks_no_keys(sql, signed):
    assert survives(signed, sql, foreign_keys=0)


@pytest.mark.parametrize("sql", WITHOUT_KEYS.values(), ids=WITHOUT_KEYS)
def test_twin_without_guards_and_keys_it_does_not(sql, unguarded):
    if unguarded.dialect.name != "sqlite":
        pytest.skip("PostgreSQL always checks its keys")
    assert not survives(unguarded, sql, foreign_keys=0)


ALLOWED = {
    "change a draft": "UPDATE record SET s = 'new' WHERE visit_id = 2",
    "change a draft's line": "UPDATE line SET pressure = 3 WHERE visit_id = 2",
    "take a draft's line away": "DELETE FROM line WHERE visit_id = 2",
    "move a visit whose record is a draft": "UPDATE visit SET therapist_id = 2 WHERE id = 2",
    "acknowledge on a signed visit": f"UPDATE visit SET urgent_seen_at = {AT} WHERE id = 1",
    "add an addendum": "INSERT INTO addendum (visit_id, kind, text, by_id, at) "
    f"VALUES (1, 'correction', 'new', 1, {AT})",
    "sign the draft": f"UPDATE record SET signed_at = {LATER} WHERE visit_id = 2",
}


@pytest.mark.parametrize("sql", ALLOWED.values(), ids=ALLOWED)
def test_the_guards_leave_alone_what_is_not_signed(sql, signed):
    with signed.connect() as connection:
        if signed.dialect.name != "sqlite" and "INTO addendum" in sql:
            connection.execute(text("SELECT setval('addendum_id_seq', 9)"))
        assert connection.execute(text(sql)).rowcount == 1
        connection.rollback()
