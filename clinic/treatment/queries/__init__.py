"""Reading a visit's record, what was decided about its stops, and what the card shows."""

from clinic.treatment.queries.card import Card, Offer, offers
from clinic.treatment.queries.records import (
    PAIN,
    addenda,
    earlier,
    line_or_404,
    pain_of,
    record_of,
    record_to_change,
    visits_before,
    words_of,
)
from clinic.treatment.queries.safety import (
    Safety,
    day_of,
    decisions,
    note_of_visit_or_404,
    undecided_stops,
)
from clinic.treatment.queries.signed import content_of, is_intact, scores_as_signed

__all__ = [
    "PAIN",
    "Card",
    "Offer",
    "Safety",
    "addenda",
    "content_of",
    "day_of",
    "decisions",
    "earlier",
    "is_intact",
    "line_or_404",
    "note_of_visit_or_404",
    "offers",
    "pain_of",
    "record_of",
    "record_to_change",
    "scores_as_signed",
    "undecided_stops",
    "visits_before",
    "words_of",
]
