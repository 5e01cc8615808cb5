"""Before anything is served: the database is made, or brought up to date, by one process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

from alembic import command
from flask import current_app
from sqlalchemy import Engine

from clinic.db import db
from clinic.domain.refusal import Refusal
from clinic.upkeep.actions.files import copy, copy_into, file_named, make_private_file
from clinic.upkeep.queries.schema import (
    Standing,
    alembic_config,
    database_file,
    revision_of,
    standing,
    wanted_revision,
)
from config import make_private


@dataclass(frozen=True, slots=True)
class Prepared:
    """What had to be done, and where the database as it was before is kept."""

    was: Standing
    copy: Path | None = None


def prepare() -> Prepared:
    """Make the database or bring it up to date; refuse one that this clinic cannot read.

    Of two commands at once the second waits for the first.
    """
    with alone():
        begin_file()
        was = standing(db.engine)
        refuse_unreadable(was, revision_of(db.engine))
        if was is Standing.EMPTY:
            migrate(db.engine)
        kept = migrate_safely() if was is Standing.OLDER else None
        return Prepared(was, kept)


@contextmanager
def alone() -> Iterator[None]:
    """Only one process at a time prepares or restores this clinic."""
    folder = make_private(current_app.config["DATA_DIR"])
    with (folder / "upkeep.lock").open("w") as lock:
        (folder / "upkeep.lock").chmod(0o600)
        flock(lock, LOCK_EX)
        yield


def refuse_unreadable(was: Standing, revision: str | None) -> None:
    if was is Standing.NEWER:
        raise Refusal(
            f"The database was made by a newer version of the clinic (its tables are at {revision}, "
            f"this version knows up to {wanted_revision()}). Start that version or a newer one; "
            "nothing was changed."
        )
    if was is Standing.FOREIGN:
        raise Refusal(
            "The database holds tables that are not the clinic's. Give the clinic a database of "
            "its own (CLINIC_DATABASE_URL); nothing was changed."
        )


def begin_file() -> None:
    """An embedded database begins as an empty private file; SQLite itself would let others read."""
    file = database_file()
    if file is None or file.exists():
        return
    if not file.parent.is_dir():
        raise Refusal(f"There is no folder {file.parent} for the database (CLINIC_DATABASE_URL).")
    make_private_file(file)


def migrate(engine: Engine) -> None:
    """Bring this database's tables to the version that the clinic wants: all steps, or none."""
    config = alembic_config()
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def migrate_safely() -> Path | None:
    """Migrate; on SQLite after copying the file, which is put back if a step fails.

    PostgreSQL undoes the steps by itself: they are one transaction.
    """
    file = database_file()
    kept = file and file_named(f"before-{wanted_revision()}")
    if file and kept:
        copy(file, kept)
    try:
        migrate(db.engine)
    except Exception as trouble:
        db.engine.dispose()
        if file and kept:
            copy_into(kept, file)
        raise Refusal(
            f"The database could not be brought up to date ({trouble}). It is as it was before"
            + (f"; a copy is kept as {kept}." if kept else ".")
        ) from trouble
    return kept
