"""Who may open what, written by hand: one table for each room, read by tests/house/test_access.py.

A row is an endpoint and a method, and the names of those who get past the door: nobody (a stranger,
someone only invited, someone disabled), kiosk, reception, therapist, owner.
"""

from importlib import import_module
from pkgutil import iter_modules

EVERYONE = "nobody kiosk reception therapist owner"
STAFF = "reception therapist owner"

TABLE: dict[tuple[str, str], set[str]] = {}


def gather() -> dict[tuple[str, str], set[str]]:
    """All rooms' rows in one table."""
    for room in iter_modules(__path__):
        for endpoint, who in import_module(f"{__name__}.{room.name}").ROWS.items():
            assert endpoint not in TABLE, f"{endpoint} stands in two tables"
            TABLE[endpoint] = set(who.split())
    return TABLE
