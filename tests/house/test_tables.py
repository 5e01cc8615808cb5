"""House rules about the tables and the connections to them."""

import pytest
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, MetaData, Table

from clinic.db import SQLITE_PRAGMAS, Model, db
from clinic.upkeep.queries.health import weak_pragmas

TABLES = sorted(Model.metadata.tables.values(), key=lambda table: table.name)
#: Beyond the floors: an answer to these would be another promise.
WANTED = {
    "foreign_keys": "1",
    "busy_timeout": "5000",
    "synchronous": "2",  # FULL
    "journal_mode": "wal",
    "recursive_triggers": "1",
    "trusted_schema": "0",
}


@pytest.fixture(autouse=True)
def undone() -> None:
    """Read from the source: no database is needed."""


def without_index(table: Table) -> list[str]:
    """The foreign keys of a table that no index of all rows, and not its primary key, begins with."""
    whole = [index for index in table.indexes if index.dialect_options["sqlite"]["where"] is None]
    ways = [[column.name for column in index.columns] for index in whole]
    ways.append([column.name for column in table.primary_key.columns])
    ways += [
        [column.name for column in each.columns]
        for each in table.constraints
        if type(each).__name__ == "UniqueConstraint"
    ]
    return [
        str(key.name)
        for key in table.constraints
        if isinstance(key, ForeignKeyConstraint)
        and not any(set(way[: len(key.column_keys)]) == set(key.column_keys) for way in ways)
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_foreign_key_is_indexed(table):
    assert without_index(table) == []


def test_twin_a_foreign_key_without_an_index_is_found():
    other = MetaData()
    Table("parent", other, Column("id", Integer, primary_key=True))
    child = Table(
        "child",
        other,
        Column("id", Integer, primary_key=True),
        Column("parent_id", ForeignKey("parent.id", name="fk_child_parent")),
    )
    assert without_index(child) == ["fk_child_parent"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_constraint_has_a_name(table):
    assert [each for each in table.constraints if not each.name] == []


def test_the_pragmas_are_read_back_as_they_were_asked_for(own_app):
    """SQLite only, and on a file: a database in memory has no journal to write ahead."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has its own settings: see the doctor's tests")
    with db.engine.connect() as connection:
        read = {name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in WANTED}
        assert read == WANTED
        assert weak_pragmas(connection) == []
    assert {pragma.split()[0] for pragma in SQLITE_PRAGMAS} == set(WANTED)


def test_twin_a_connection_that_nobody_asked_reads_back_otherwise(own_app, monkeypatch):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has its own settings: see the doctor's tests")
    monkeypatch.setattr("clinic.db.SQLITE_PRAGMAS", ())
    with db.engine.connect() as connection:
        assert weak_pragmas(connection) != []
