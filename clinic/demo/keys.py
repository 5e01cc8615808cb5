"""The demo's sign-ins, kept beside its database in ``demo.json``, for this user alone."""

import json
from collections.abc import Mapping
from os import O_CREAT, O_TRUNC, O_WRONLY, fdopen
from os import open as os_open
from pathlib import Path
from secrets import choice
from typing import NamedTuple

from flask import current_app

from clinic.accounts.actions import CODE_LETTERS
from clinic.demo.house import STAFF
from config import make_private

GROUPS, LETTERS = 4, 5  #: 20 letters of 31: nobody guesses them, and they can be typed


class SignIn(NamedTuple):
    user: str
    password: str
    roles: list[str]


def file() -> Path:
    return Path(make_private(current_app.config["DATA_DIR"])) / "demo.json"


def new_passwords() -> dict[str, str]:
    """A password for each of the staff, by user name."""
    return {
        each.login: "-".join(
            "".join(choice(CODE_LETTERS) for _ in range(LETTERS)) for _ in range(GROUPS)
        )
        for each in STAFF
    }


def sign_ins(passwords: Mapping[str, str]) -> list[SignIn]:
    return [SignIn(each.login, passwords[each.login], [str(each.role)]) for each in STAFF]


def keep(base: str, users: list[SignIn]) -> None:
    """Write the address and the sign-ins down; nobody else may read them."""
    content = {"base": base, "users": [each._asdict() for each in users]}
    path = file()
    with fdopen(os_open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600), "w") as kept:
        path.chmod(0o600)
        json.dump(content, kept, indent=2)
        kept.write("\n")


def kept() -> list[SignIn] | None:
    """The sign-ins as they were written down; None where the file is gone or no longer whole."""
    try:
        content = json.loads(file().read_text())
        return [SignIn(each["user"], each["password"], each["roles"]) for each in content["users"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
