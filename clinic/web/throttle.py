"""Guessing is slowed, and the one who is guessed at is not locked out.

Each kind of key (a name at one address, a name anywhere, an address, a known browser) has a fixed
number of slots, so however many names a guesser invents, the table stays small. Two keys that fall
into one slot wait together, which costs a person a minute at most.

A try is counted before it is looked at, so that a hundred at once do not slip past together; the
right password takes the count back.
"""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from math import ceil
from typing import Any

from flask import Response, after_this_request
from flask_babel import ngettext
from sqlalchemy import Insert, case, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from clinic.db import db, now
from clinic.domain.refusal import Refusal
from clinic.domain.signin import FORGOTTEN_AFTER, Patience, wait
from clinic.web.models import Guess
from clinic.web.transaction import at_once, errand, is_writing

SLOTS = 8192  #: of each kind: four kinds are less than 3 MB, whatever is tried


class Kind(StrEnum):
    NAME_HERE = "h"
    NAME = "n"
    ADDRESS = "a"
    BROWSER = "b"
    CODE = "c"


PERSONAL = {Kind.NAME_HERE, Kind.BROWSER, Kind.CODE}
MINUTE = timedelta(minutes=1)
PATIENCE = {
    Kind.NAME_HERE: Patience(free=5, longest=MINUTE),
    Kind.NAME: Patience(free=20, longest=MINUTE / 2),
    Kind.ADDRESS: Patience(free=30, longest=MINUTE),
    Kind.BROWSER: Patience(free=10, longest=MINUTE),
    Kind.CODE: Patience(free=10, longest=MINUTE),
}


class TooManyTries(Refusal):
    """Not looked at, because too many went wrong before it. ``seconds``: until the next may be."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            ngettext(
                "Too many wrong tries. Wait %(num)d second, then try again.",
                "Too many wrong tries. Wait %(num)d seconds, then try again.",
                seconds,
            )
        )
        self.seconds = seconds


def key(kind: Kind, *said: str) -> str:
    """The slot of what was tried. What was typed is not kept."""
    digest = sha256("\0".join(said).encode()).digest()
    return f"{kind}{int.from_bytes(digest[:4]) % SLOTS:04x}"


def take_turn(keys: Sequence[str]) -> None:
    """Count a try under each of these keys, or refuse to look at it yet."""
    if is_writing():
        check(keys)
        errand(counted(keys))
    else:
        at_once(lambda: check_and_count(keys))


def check_and_count(keys: Sequence[str]) -> None:
    """Of tries at the same moment each sees the one before: the rows are held until it is kept."""
    db.session.execute(new_rows(keys, tries=0).on_conflict_do_nothing())
    check(keys)
    db.session.execute(counted(keys))


def check(keys: Sequence[str]) -> None:
    rows = db.session.execute(
        select(Guess.key, Guess.tries, Guess.last_at)
        .where(Guess.key.in_(keys))
        .order_by(Guess.key)
        .with_for_update()
    ).all()
    waits = [wait(PATIENCE[Kind(row.key[0])], row.tries, row.last_at, now()) for row in rows]
    longest = max(waits, default=timedelta(0))
    if longest > timedelta(0):
        seconds = ceil(longest.total_seconds())
        after_this_request(lambda response: say_when(response, seconds))
        raise TooManyTries(seconds)


def say_when(response: Response, seconds: int) -> Response:
    response.headers["Retry-After"] = str(seconds)
    return response


def counted(keys: Sequence[str]) -> Insert:
    """One more try under each key; a count that was forgotten begins again."""
    at = now()
    going_on = case((Guess.last_at > at - FORGOTTEN_AFTER, Guess.tries + 1), else_=1)
    return new_rows(keys, tries=1).on_conflict_do_update(
        index_elements=["key"], set_={"tries": going_on, "last_at": at}
    )


def new_rows(keys: Sequence[str], tries: int) -> Any:
    """In one order for everybody, so that two requests never wait for each other."""
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    return insert(Guess).values(
        [{"key": each, "tries": tries, "last_at": now()} for each in sorted(keys)]
    )


def forgive(keys: Sequence[str]) -> None:
    """The password was right: this try was none, and what this person mistyped is forgotten.

    The wrong tries of others, at this address or under this name, still count.
    """
    for each in sorted(keys):  # in the order in which a try holds them
        row = Guess.key == each
        if Kind(each[0]) in PERSONAL:
            errand(delete(Guess).where(row))
        else:
            errand(update(Guess).where(row, Guess.tries > 0).values(tries=Guess.tries - 1))
