"""How long a member of staff may see a client's record (product rule 5)."""

from calendar import monthrange
from datetime import datetime, timedelta

MONTHS_AFTER_LAST_VISIT = 12
GLASS_STAYS_BROKEN = timedelta(minutes=60)
SHORTEST_REASON = 10  #: characters: enough to say why, not enough to be a burden in an emergency


def care_until(last_visit_ends_at: datetime) -> datetime:
    """Twelve calendar months after a visit; from 29 February to 28 February."""
    year = last_visit_ends_at.year + MONTHS_AFTER_LAST_VISIT // 12
    day = min(last_visit_ends_at.day, monthrange(year, last_visit_ends_at.month)[1])
    return last_visit_ends_at.replace(year=year, day=day)
