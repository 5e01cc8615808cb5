"""Where one can go from every page: the menu by what people do, and what is one's own.

An entry is shown to those who may open it. A page that this build does not have is left out, so
that no link leads nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask, current_app, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from clinic.domain.roles import Permission
from clinic.domain.signin import IDLE, Device

#: So long before the end one is told, to finish a sentence or to stay.
WARNING = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to go."""

    endpoint: str
    label: LazyString
    permission: Permission
    icon: str = ""
    rooms: frozenset[str] = field(default_factory=frozenset)  #: the blueprints that belong to it

    @property
    def is_current(self) -> bool:
        return request.blueprint in self.rooms or request.endpoint == self.endpoint


MENU = (
    Entry(
        "board.day",
        _l("Today"),
        Permission.READ_DAY,
        rooms=frozenset({"board", "visits", "treatment"}),
    ),
    Entry(
        "clients.index",
        _l("Clients"),
        Permission.READ_CLIENTS,
        rooms=frozenset({"clients", "chart", "episodes", "intake", "safety", "outcomes"}),
    ),
    Entry(
        "reports.outcomes",
        _l("Reports"),
        Permission.READ_REPORTS,
        rooms=frozenset({"reports"}),
    ),
    Entry(
        "settings.index",
        _l("Settings"),
        Permission.MANAGE_SETTINGS,
        rooms=frozenset({"settings", "exchange", "upkeep"}),
    ),
)

OWN = (
    Entry("accounts.me", _l("My account"), Permission.OWN_ACCOUNT, "user-circle"),
    Entry("accounts.sign_ins", _l("Where I am signed in"), Permission.OWN_ACCOUNT, "device-tablet"),
    Entry("accounts.change_password", _l("My password"), Permission.OWN_ACCOUNT, "key"),
)


def exists(endpoint: str) -> bool:
    """Does this build have such a page?"""
    return endpoint in current_app.view_functions


def open_to_reader(entries: Iterable[Entry]) -> list[Entry]:
    return [each for each in entries if may(each.permission) and exists(each.endpoint)]


def menu() -> list[Entry]:
    return open_to_reader(MENU)


def own_pages() -> list[Entry]:
    return open_to_reader(OWN)


def may(permission: str) -> bool:
    """Whether the reader holds this permission, for what a page offers; the door checks again."""
    return permission in getattr(current_user, "rights", frozenset())


def ends_soon_after() -> int:
    """Seconds without a request after which the reader is warned that the sign-in will end."""
    device = getattr(current_user, "device", Device.SHARED)
    return int((IDLE[device] - WARNING).total_seconds())


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(
        menu=menu, own_pages=own_pages, may=may, exists=exists, ends_soon_after=ends_soon_after
    )
