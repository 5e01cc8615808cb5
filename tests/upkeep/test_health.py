"""The doctor finds each thing that endangers a clinic: every item is broken once."""

import shutil
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from clinic.db import db
from clinic.upkeep.actions.preparing import prepare
from clinic.upkeep.queries import health
from clinic.upkeep.queries.health import examine, loose_files
from clinic.upkeep.queries.schema import database_file
from tests.upkeep.test_preparing import put_revision


@pytest.fixture
def well(own_clinic, monkeypatch):
    """A clinic in which every check passes: SQLite's test settings are weaker on PostgreSQL."""
    prepare()
    if not own_clinic.config["EMBEDDED"]:  # the tests' server does without fsync
        monkeypatch.setitem(health.POSTGRESQL_WANTED, "fsync", ("on", "off"))
    assert wrong() == []
    return own_clinic


def wrong(loose=()) -> list[str]:
    return [finding.item for finding in examine(loose) if not finding.well]


def test_debug_mode_is_found(well, monkeypatch):
    monkeypatch.setattr(well, "debug", True)
    assert wrong() == ["debug mode is off"]


def test_a_short_key_is_found(well, monkeypatch):
    monkeypatch.setitem(well.config, "SECRET_KEY", "short")
    assert wrong() == ["the key is long enough"]


@pytest.mark.parametrize("name", ["", "secret-key", "backups/old.sqlite3"])
def test_a_file_that_others_can_open_is_found(well, name):
    folder = well.config["DATA_DIR"]
    (folder / "backups").mkdir(mode=0o700, exist_ok=True)
    for each in ("secret-key", "backups/old.sqlite3"):
        (folder / each).touch(mode=0o600)
    assert loose_files(folder) == []

    (folder / name).chmod(0o750)

    assert loose_files(folder) == [folder / name]
    assert wrong(loose_files(folder)) == ["files are private"]


def test_a_full_disk_is_found(well, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
    assert wrong() == ["the disk has room"]


@pytest.mark.parametrize("revision", ["0001", "9999"])
def test_tables_of_another_version_are_found(well, revision):
    put_revision(revision)
    assert wrong() == ["the tables are current"]


@pytest.mark.parametrize(
    "pragma",
    [
        "synchronous = NORMAL",
        "foreign_keys = OFF",
        "recursive_triggers = OFF",
        "trusted_schema = ON",
        "busy_timeout = 0",
    ],
)
def test_a_weakened_pragma_is_found(well, monkeypatch, pragma):
    if database_file() is None:
        pytest.skip("a rule about SQLite")
    name = pragma.split()[0]
    others = tuple(each for each in health.SQLITE_PRAGMAS if not each.startswith(name))
    monkeypatch.setattr("clinic.db.SQLITE_PRAGMAS", (*others, pragma))
    db.engine.dispose()
    assert wrong() == ["the database keeps what it is told"]


def test_a_server_that_does_not_wait_for_its_disk_is_found(well, monkeypatch):
    if database_file() is not None:
        pytest.skip("a rule about PostgreSQL")
    monkeypatch.setitem(health.POSTGRESQL_WANTED, "fsync", ("on",))
    assert wrong() == ["the database keeps what it is told"]


def test_a_row_that_points_at_nothing_is_found(well):
    if database_file() is None:
        pytest.skip("PostgreSQL checks each key itself")
    with db.engine.connect() as connection:
        plain = connection.connection.driver_connection
        plain.execute("PRAGMA foreign_keys = OFF")
        plain.execute("INSERT INTO note_region (note_id, region) VALUES (9, 'neck')")
        plain.execute("PRAGMA foreign_keys = ON")
    assert wrong() == ["every row points at a row"]


def test_a_damaged_file_is_found(well):
    if (own := database_file()) is None:
        pytest.skip("a rule about SQLite's file")
    with db.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()
    whole = own.read_bytes()
    own.write_bytes(whole[:12288] + b"\x0d" + bytes(8191) + whole[20480:])
    assert "the database is whole" in wrong()


def test_the_health_page_says_ok_to_a_stranger(well):
    answer = well.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_the_health_page_is_a_503_when_the_database_does_not_answer(well, monkeypatch):
    monkeypatch.setattr(health, "text", lambda words: text("SELECT 1 FROM nowhere_at_all"))
    if database_file() is None:
        pytest.skip("PostgreSQL calls a missing table by another name than an unreachable server")
    assert well.test_client().get("/healthz").status_code == 503
