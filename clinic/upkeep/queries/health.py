"""Is the clinic well? One finding for each thing that could endanger what it keeps."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from clinic.db import SQLITE_PRAGMAS, db
from clinic.upkeep.queries.schema import Standing, database_file, revision_of, standing
from config import SHORTEST_KEY

ROOM_WANTED = 512 * 2**20  #: bytes free: a copy before a migration, and days of work
#: How SQLite reads back what ``clinic.db`` asks of every connection.
READ_BACK = {"ON": "1", "OFF": "0", "FULL": "2", "WAL": "wal"}
#: PostgreSQL keeps a promise across a power cut only with these.
POSTGRESQL_WANTED = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_apply", "remote_write", "local"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    item: str
    well: bool
    words: str


def ask_the_database() -> None:
    db.session.execute(text("SELECT 1"))


def examine(loose: Sequence[Path]) -> list[Finding]:
    """All findings; ``loose`` are the files that others could read before anything was opened."""
    checks: dict[str, Callable[[], str]] = {
        "debug mode is off": debug,
        "the key is long enough": key,
        "files are private": lambda: files(loose),
        "the disk has room": room,
        "the tables are current": schema,
        "the database keeps what it is told": settings,
        "the database is whole": wholeness,
        "every row points at a row": orphans,
    }
    return [found(item, check) for item, check in checks.items()]


def found(item: str, check: Callable[[], str]) -> Finding:
    """A check says in words what is wrong, or nothing; one that cannot be made is not well."""
    try:
        wrong = check()
    except (SQLAlchemyError, OSError) as trouble:
        wrong = f"could not be checked: {getattr(trouble, 'orig', None) or trouble}"
    return Finding(item, not wrong, wrong)


def loose_files(folder: Path) -> list[Path]:
    """What in the data folder, itself included, somebody else on this computer could open."""
    if not folder.is_dir():
        return []
    return [path for path in (folder, *sorted(folder.rglob("*"))) if path.lstat().st_mode & 0o077]


def debug() -> str:
    return "FLASK_DEBUG is set: unset it" if current_app.debug else ""


def key() -> str:
    length = len(current_app.config["SECRET_KEY"])
    return "" if length >= SHORTEST_KEY else f"{length} characters, wanted {SHORTEST_KEY}"


def files(loose: Sequence[Path]) -> str:
    names = ", ".join(str(path) for path in loose[:5])
    return f"others can open {names}: chmod go= them" if loose else ""


def room() -> str:
    free = shutil.disk_usage(current_app.config["DATA_DIR"]).free
    own = database_file()
    wanted = ROOM_WANTED + (2 * own.stat().st_size if own and own.exists() else 0)
    return "" if free >= wanted else f"{free // 2**20} MB free, wanted {wanted // 2**20} MB"


def schema() -> str:
    was = standing(db.engine)
    if was is Standing.CURRENT:
        return ""
    if was is Standing.NEWER:
        return "the tables were made by a newer version of the clinic: start that version"
    return f"the tables are {was} ({revision_of(db.engine) or 'no version'}): ./run brings them up to date"


def settings() -> str:
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return "; ".join(weak_pragmas(connection))
        return "; ".join(weak_settings(connection))


def weak_pragmas(connection: Connection) -> list[str]:
    """The pragmas of this connection that are not as the clinic sets them."""
    weak = []
    for pragma in SQLITE_PRAGMAS:
        name, wanted = pragma.split(" = ")
        value = str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
        if value != READ_BACK.get(wanted, wanted):
            weak.append(f"{name} is {value}, wanted {wanted}")
    return weak


def weak_settings(connection: Connection) -> list[str]:
    weak = []
    for name, good in POSTGRESQL_WANTED.items():
        value = connection.exec_driver_sql(f"SHOW {name}").scalar()
        if value not in good:
            weak.append(f"{name} is {value}, wanted {good[0]}")
    return weak


def wholeness() -> str:
    if db.engine.dialect.name != "sqlite":
        return ""
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
    return "" if rows == ["ok"] else "; ".join(str(row) for row in rows)


def orphans() -> str:
    if db.engine.dialect.name != "sqlite":
        return ""  # PostgreSQL checks each key itself, always
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    tables = ", ".join(sorted({str(row[0]) for row in rows}))
    return f"{len(rows)} rows point at nothing, in {tables}" if rows else ""
