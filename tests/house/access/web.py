"""Pages that belong to no room."""

from tests.house.access import EVERYONE

ROWS = {("healthz", "GET"): EVERYONE}
