"""Which version of the tables a database holds, and which one this clinic wants."""

from enum import StrEnum
from pathlib import Path
from typing import cast

from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import URL, Connection, Engine, create_engine, inspect
from sqlalchemy.pool import NullPool

from clinic.db import db


class Standing(StrEnum):
    """How a database's tables stand to what this clinic wants."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"  #: made by a version of the clinic that this one does not know
    FOREIGN = "foreign"  #: it holds tables, and they are not the clinic's


def alembic_config() -> AlembicConfig:
    return cast(AlembicConfig, current_app.extensions["migrate"].migrate.get_config())


def revision_of(engine: Engine) -> str | None:
    """The last migration that this database has seen; None before the first."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def wanted_revision() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def standing(engine: Engine) -> Standing:
    revision = revision_of(engine)
    if revision is None:
        return Standing.FOREIGN if inspect(engine).get_table_names() else Standing.EMPTY
    scripts = ScriptDirectory.from_config(alembic_config())
    if revision not in {each.revision for each in scripts.walk_revisions()}:
        return Standing.NEWER
    return Standing.CURRENT if revision == scripts.get_current_head() else Standing.OLDER


def triggers(connection: Connection) -> dict[str, str]:
    """The guards of a SQLite database: each trigger's name, and the words that made it."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    )
    return {str(row[0]): str(row[1]) for row in rows}


def database_file() -> Path | None:
    """The file of the embedded database; None on PostgreSQL and in memory."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def engine_on(file: Path) -> Engine:
    """An engine on another SQLite file, which lets go of it after each use."""
    return create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)
