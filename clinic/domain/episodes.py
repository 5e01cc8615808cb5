"""How long a complaint has lasted, from its onset to the day its treatment opened."""

from datetime import date
from enum import StrEnum

#: Days. Acute under 6 weeks, subacute to 12, chronic beyond: the usual division in back-pain
#: guidelines (see docs/evidence.md).
SUBACUTE_FROM = 6 * 7
CHRONIC_FROM = 12 * 7 + 1
#: Days without a visit after which closing an episode is proposed.
PROPOSE_CLOSING_AFTER = 90


class Chronicity(StrEnum):
    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"
    UNKNOWN = "unknown"


def chronicity(onset_on: date | None, opened_on: date) -> Chronicity:
    """Which of the three, or unknown where nobody noted the onset or it lies after the opening."""
    if onset_on is None or onset_on > opened_on:
        return Chronicity.UNKNOWN
    days = (opened_on - onset_on).days
    if days < SUBACUTE_FROM:
        return Chronicity.ACUTE
    return Chronicity.SUBACUTE if days < CHRONIC_FROM else Chronicity.CHRONIC
