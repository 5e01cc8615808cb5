"""Is the clinic up? Whoever asks is told."""

from tests.house.access import EVERYONE

ROWS = {("upkeep.healthz", "GET"): EVERYONE}
