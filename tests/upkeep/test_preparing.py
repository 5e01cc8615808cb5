"""The database is made or brought up to date before anything is served."""

import pytest
from alembic import command
from flask_migrate import upgrade
from sqlalchemy import text

from clinic.db import db
from clinic.domain.refusal import Refusal
from clinic.upkeep.actions import preparing
from clinic.upkeep.actions.preparing import prepare
from clinic.upkeep.queries.schema import (
    Standing,
    database_file,
    engine_on,
    revision_of,
    standing,
)


def put_revision(revision: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})


def test_an_empty_database_is_made_and_then_left_alone(own_clinic):
    assert prepare().was is Standing.EMPTY
    assert standing(db.engine) is Standing.CURRENT
    assert prepare().was is Standing.CURRENT


def test_what_is_made_is_for_this_user_alone(on_sqlite):
    prepare()
    assert database_file().stat().st_mode & 0o777 == 0o600
    assert on_sqlite.config["DATA_DIR"].stat().st_mode & 0o777 == 0o700


def test_an_older_database_is_brought_up_to_date(own_clinic):
    upgrade(revision="0001")
    assert prepare().was is Standing.OLDER
    assert standing(db.engine) is Standing.CURRENT


def test_the_file_is_copied_before_a_migration(on_sqlite):
    upgrade(revision="0001")
    kept = prepare().copy
    assert kept.parent == on_sqlite.config["DATA_DIR"] / "backups"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert revision_of(engine_on(kept)) == "0001"


def ruin(config, revision) -> None:
    """A migration that dies half-way, and left its mark on the file."""
    with config.attributes["engine"].begin() as connection:
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
    raise RuntimeError("the power went")


def test_a_migration_that_fails_leaves_the_file_as_it_was_and_says_so(on_sqlite, monkeypatch):
    upgrade(revision="0001")
    monkeypatch.setattr(command, "upgrade", ruin)

    with pytest.raises(Refusal, match="the power went.*as it was before"):
        prepare()

    with db.engine.connect() as connection:
        assert not db.inspect(connection).has_table("half_done")


def test_twin_without_the_copy_the_mark_stays(on_sqlite, monkeypatch):
    monkeypatch.setattr(preparing, "copy_into", lambda kept, file: None)
    with pytest.raises(AssertionError):
        test_a_migration_that_fails_leaves_the_file_as_it_was_and_says_so(on_sqlite, monkeypatch)


def test_a_newer_database_is_refused_in_words_and_not_touched(own_clinic):
    prepare()
    put_revision("9999")
    with pytest.raises(Refusal, match="newer version"):
        prepare()
    assert standing(db.engine) is Standing.NEWER


def test_somebody_elses_database_is_refused_and_not_touched(own_clinic):
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    with pytest.raises(Refusal, match="not the clinic's"):
        prepare()
    assert db.inspect(db.engine).get_table_names() == ["invoices"]
