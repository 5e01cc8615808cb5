"""Carrying the clinic away: one checked file, whichever database it comes from."""

from pathlib import Path

from clinic.audit.actions import deed, trace
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.upkeep.actions.files import check, copy, keep_on_disk, make_private_file, opened
from clinic.upkeep.actions.preparing import migrate
from clinic.upkeep.actions.rows import copy_all_rows
from clinic.upkeep.queries.schema import database_file, engine_on


@deed
def back_up(file: Path, overwrite: bool = False) -> int:
    """Write the whole clinic, as it is at one moment, to this file; return its bytes.

    The file is a SQLite database that was checked after it was written, and appears under its
    name only then. Raises Refusal rather than overwrite a file unasked.
    """
    file = file.absolute()
    refuse_to_overwrite(file, overwrite)
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        write_copy(part)
        check(part)
        size = part.stat().st_size
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    keep_on_disk(file)
    trace(Event.BACKUP_MADE, detail={"bytes": size})
    return size


def refuse_to_overwrite(file: Path, overwrite: bool) -> None:
    if file.is_dir() or not file.parent.is_dir():
        raise Refusal(f"{file} cannot be written: name a file in a folder that is there.")
    if file == database_file():
        raise Refusal(f"{file} is the clinic's own database. Name another file.")
    if file.exists() and not overwrite:
        raise Refusal(f"{file} is there already. Name another file, or add --overwrite.")


def write_copy(part: Path) -> None:
    own = database_file()
    if own is not None:
        copy(own, part)
    else:
        dump_rows(part)


def dump_rows(part: Path) -> None:
    """PostgreSQL's rows, in a SQLite file that the same migrations made."""
    make_private_file(part)
    target = engine_on(part)
    migrate(target)
    copy_all_rows(db.engine, target)
    with opened(part) as one_file:
        one_file.execute("PRAGMA journal_mode = DELETE")
