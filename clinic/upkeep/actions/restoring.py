"""Bringing the clinic back from a backup file, into either kind of database."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select, update

from clinic.accounts.models import Account, SignIn
from clinic.audit.actions import deed, trace
from clinic.clients.models import Client
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.upkeep.actions.backing_up import dump_rows
from clinic.upkeep.actions.files import (
    check,
    copy,
    copy_into,
    file_named,
    keep_on_disk,
    make_private_file,
    opened,
)
from clinic.upkeep.actions.preparing import alone, migrate, refuse_unreadable
from clinic.upkeep.actions.rows import copy_all_rows
from clinic.upkeep.queries.schema import (
    Standing,
    database_file,
    engine_on,
    revision_of,
    standing,
)
from config import make_private


@dataclass(frozen=True, slots=True)
class Restored:
    clients: int
    aside: Path | None  #: where the database that was there before is kept


@deed
def restore(file: Path, overwrite: bool = False) -> Restored:
    """Put a backup in the place of the clinic's database; what was there before is kept aside.

    The file is copied, checked and brought up to date first: a damaged or newer one changes
    nothing. Whoever was signed in when the backup was made must sign in again.
    """
    make_private(current_app.config["DATA_DIR"])
    with alone(), checked_copy(file) as ready:
        make_tables()
        aside = keep_aside(overwrite)
        put_in_place(ready)
    ended = end_all_sign_ins()
    trace(Event.BACKUP_RESTORED, detail={"sign_ins_ended": ended})
    clients = db.session.scalar(select(func.count()).select_from(Client)) or 0
    return Restored(clients, aside)


@contextmanager
def checked_copy(file: Path) -> Iterator[Path]:
    """A copy of the backup, whole and with today's tables; gone when the work is done."""
    if not file.is_file():
        raise Refusal(f"There is no file {file}.")
    ready = file_named("restoring")
    try:
        copy(file, ready)
        check(ready)
        bring_up_to_date(file, ready)
        yield ready
    finally:
        for left in ready.parent.glob(ready.name + "*"):
            left.unlink()


def bring_up_to_date(file: Path, ready: Path) -> None:
    engine = engine_on(ready)
    was = standing(engine)
    if was is Standing.NEWER:
        refuse_unreadable(was, revision_of(engine))
    if was in (Standing.FOREIGN, Standing.EMPTY):
        raise Refusal(f"{file} is not a backup of the clinic.")
    if was is Standing.OLDER:
        migrate(engine)
        check(ready)


def make_tables() -> None:
    """On PostgreSQL the tables are kept and their rows replaced, so they must be today's."""
    if database_file() is not None:
        return
    was = standing(db.engine)
    refuse_unreadable(was, revision_of(db.engine))
    if was is not Standing.CURRENT:
        migrate(db.engine)


def keep_aside(overwrite: bool) -> Path | None:
    """Copy the database that is there now; None when there is nothing to lose."""
    if not is_there():
        return None
    if not overwrite:
        raise Refusal(
            "There is a clinic in the database already. To put the backup in its place, add "
            "--overwrite: the database of now is then kept aside."
        )
    aside = file_named("replaced")
    own = database_file()
    if own is None:
        dump_rows(aside)
    else:
        copy_even_damaged(own, aside)
    return aside


def is_there() -> bool:
    own = database_file()
    if own is not None:
        return own.exists() and own.stat().st_size > 0
    return any(db.session.scalar(select(kind.id).limit(1)) for kind in (Account, Client))


def copy_even_damaged(own: Path, aside: Path) -> None:
    """A damaged file is moved away as it is, with what belongs to it: it may still be rescued."""
    try:
        copy(own, aside)
        check(aside)
    except Refusal:
        aside.unlink(missing_ok=True)
        for tail in ("", "-wal", "-shm"):
            if (part := own.with_name(own.name + tail)).exists():
                shutil.move(part, aside.with_name(aside.name + tail))


def put_in_place(ready: Path) -> None:
    db.session.remove()
    db.engine.dispose()
    own = database_file()
    if own is None:
        copy_all_rows(engine_on(ready), db.engine)
        return
    if not own.exists():
        make_private_file(own)
    copy_into(ready, own)
    with_write_ahead(own)


def with_write_ahead(own: Path) -> None:
    """Back to the journal that the clinic runs with, and safely on the disk."""
    with opened(own) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    keep_on_disk(own)


def end_all_sign_ins() -> int:
    """A sign-in that was open in the backup may have been ended since: nobody comes back to life."""
    ended = db.session.scalars(
        update(SignIn)
        .where(SignIn.ended_at.is_(None))
        .values(ended_at=now())
        .returning(SignIn.id)
        .execution_options(synchronize_session=False)
    )
    return len(ended.all())
