"""SQLite files: copied while they are in use, checked, and kept for this user alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from os import O_CREAT, O_EXCL, O_WRONLY, fsync
from os import close as os_close
from os import open as os_open
from pathlib import Path

from flask import current_app

from clinic.db import now
from clinic.domain.refusal import Refusal
from config import make_private


def backups_folder() -> Path:
    return make_private(make_private(current_app.config["DATA_DIR"]) / "backups")


def file_named(why: str) -> Path:
    """A new name in the folder of backups, which tells why and when the file was made."""
    return backups_folder() / f"{why}-{now():%Y%m%dT%H%M%S%f}.sqlite3"


def make_private_file(path: Path) -> None:
    """An empty file that nobody else may read, before anything is written into it."""
    os_close(os_open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600))


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to a file that must be there."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        yield connection


def copy(source: Path, target: Path) -> None:
    """Copy one consistent moment of a database, also one in use, to a new file.

    Raises Refusal when the source is no database or the target is there already.
    """
    try:
        make_private_file(target)
    except FileExistsError:
        raise Refusal(f"{target} is there already.") from None
    try:
        copy_into(source, target)
        with opened(target) as one_file:
            one_file.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    keep_on_disk(target)


def copy_into(source: Path, target: Path) -> None:
    """Replace what a database file holds, in one transaction that its other readers see whole."""
    try:
        with opened(source) as there, opened(target) as here:
            there.backup(here)
    except sqlite3.DatabaseError as trouble:
        raise Refusal(f"{source} could not be copied: {trouble}.") from trouble


def keep_on_disk(path: Path) -> None:
    for each in (path, path.parent):
        descriptor = os_open(each, 0)
        try:
            fsync(descriptor)
        finally:
            os_close(descriptor)


def check(path: Path) -> None:
    """Refuse a database file that is damaged, or in which a row points at nothing."""
    try:
        with opened(path) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as trouble:
        raise Refusal(f"{path} is not a whole database: {trouble}.") from trouble
    if found != ["ok"]:
        raise Refusal(f"{path} is damaged: {'; '.join(found)}.")
    if orphans:
        raise Refusal(f"{path} is damaged: {len(orphans)} rows point at nothing.")
