"""All rows of one database into another, of either kind: how PostgreSQL is backed up and brought back.

The tables are those of the models, made by the same migrations on both sides. The guards that keep
signed rows from change stand aside while rows are put back, and are there again when the one
transaction ends: nobody ever sees the tables without them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, func, insert, select

from clinic.db import Model
from clinic.domain.refusal import Refusal
from clinic.upkeep.queries.schema import triggers

AT_ONCE = 1000  #: rows a statement
Row = dict[str, Any]


def copy_all_rows(source: Engine, target: Engine) -> int:
    """Replace all of the target's rows by the source's, as they were at one moment."""
    with one_moment(source) as there, one_transaction(target) as here, guards_aside(here):
        empty_tables(here)
        return sum(copy_table(there, here, table) for table in Model.metadata.sorted_tables)


@contextmanager
def one_moment(source: Engine) -> Iterator[Connection]:
    """Every table is read as it was when the first one was."""
    with source.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection.execution_options(yield_per=AT_ONCE)


@contextmanager
def one_transaction(target: Engine) -> Iterator[Connection]:
    with target.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def guards_aside(connection: Connection) -> Iterator[None]:
    """Take the triggers away and put back the very same, inside the caller's transaction."""
    names = [table.name for table in Model.metadata.sorted_tables]
    if connection.dialect.name == "sqlite":
        kept = triggers(connection)
        for name in kept:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        yield
        for words in kept.values():
            connection.exec_driver_sql(words)
    else:
        for name in names:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        yield
        for name in names:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')


def empty_tables(connection: Connection) -> None:
    """Take all rows out, those that point before those that are pointed at."""
    for table in reversed(Model.metadata.sorted_tables):
        for column in pointing_home(table):
            connection.execute(table.update().values({column: None}))
        connection.execute(table.delete())


def copy_table(there: Connection, here: Connection, table: Table) -> int:
    rows: Iterator[Row] = (dict(row) for row in there.execute(select(table)).mappings())
    if homes := pointing_home(table):
        rows = iter(pointed_at_first([*rows], table, homes))
    copied = 0
    while some := list(islice(rows, AT_ONCE)):
        here.execute(insert(table), some)
        copied += len(some)
    continue_numbers(here, table)
    return copied


def pointing_home(table: Table) -> list[Column[Any]]:
    """The columns by which a row points at another row of its own table."""
    return [key.parent for key in table.foreign_keys if key.column.table is table]


def pointed_at_first(rows: list[Row], table: Table, homes: Sequence[Column[Any]]) -> list[Row]:
    """The same rows, each after those of its own table that it points at."""
    (number,) = table.primary_key.columns
    ordered: list[Row] = []
    there: set[Any] = {None}
    while rows:
        ready = [row for row in rows if all(row[home.key] in there for home in homes)]
        if not ready:
            raise Refusal(f"{len(rows)} rows of {table.name} point at each other in a circle.")
        ordered += ready
        there |= {row[number.key] for row in ready}
        rows = [row for row in rows if row[number.key] not in there]
    return ordered


def continue_numbers(connection: Connection, table: Table) -> None:
    """PostgreSQL counts a table's numbers by itself, and must go on after the highest one here."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    highest = select(func.max(column)).scalar_subquery()
    if connection.scalar(select(sequence)) is not None:
        connection.execute(
            select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None)))
        )
