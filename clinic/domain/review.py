"""When a note is due for re-asking, and what the next screening then does with it.

"Due" is computed from dates and never stored; nothing lapses at night. Kinds, days and starting
dates are each entry's own (contraindications.yaml, `review`); the day counts are our conservative
defaults unless the entry's advice names a figure from a source.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clinic.domain.catalogue.entries import ReviewRule

#: From the first day of the last period to the expected delivery: 40 weeks (Naegele's rule).
PREGNANCY = timedelta(weeks=40)


class ReviewKind(StrEnum):
    """What happens to a note that is past its review date (vocabularies.yaml, `review_kinds`)."""

    LAPSES = "lapses"  #: a negative screening closes it
    RECHECK = "recheck"  #: it stays; ask again
    CLEARANCE = "clearance"  #: it stays until a clearance is recorded; ask again
    UNTIL_DATE = "until_date"  #: it holds until a recorded date plus the days, then closes


@dataclass(frozen=True, slots=True)
class Review:
    """The day from which a note is due, and whether its starting date had to be assumed."""

    on: date
    assumed: bool  #: shown as "date assumed: ask"

    def is_due(self, on: date) -> bool:
        """The day itself still belongs to the note; from the next day it is due."""
        return on > self.on


class Outcome(StrEnum):
    """What a screening does with a note that stands already."""

    STANDS = "stands"  #: raised again: it stands anew, and its review date counts from today
    WAITS = "waits"  #: not due yet: nothing changes
    CLOSES = "closes"  #: closed by the negative screening
    ASK = "ask"  #: stays, and the therapist is to ask
    KEPT = "kept"  #: stays until a clearance is recorded; the therapist is to ask for it


def review_of(rule: ReviewRule, recorded_on: date, starts_on: date | None = None) -> Review:
    """The rule's days counted from its starting date; negative days count backwards.

    `starts_on` is the date that the rule names: onset, last symptom, procedure, due date or
    delivery. When it is missing, the day of recording stands in, and that is said.
    """
    is_recorded = rule.start == "recorded"
    start = recorded_on if is_recorded or starts_on is None else starts_on
    return Review(later(start, rule.days), assumed=not is_recorded and starts_on is None)


def after_screening(rule: ReviewRule, review: Review, on: date, *, raised: bool | None) -> Outcome:
    """What a screening on this day does with a standing note.

    `raised` is what today's answers say: True = they raise it again, False = they were asked and
    do not, None = it was not asked (hidden, declined). What was not asked never closes a note.
    A note whose end rests on an assumed date (`until_date`) is asked about, not closed.
    """
    if raised:
        return Outcome.STANDS
    if not review.is_due(on):
        return Outcome.WAITS
    if rule.kind == ReviewKind.CLEARANCE:
        return Outcome.KEPT
    if rule.kind == ReviewKind.RECHECK or raised is None:
        return Outcome.ASK
    if rule.kind == ReviewKind.UNTIL_DATE and review.assumed:
        return Outcome.ASK
    return Outcome.CLOSES


def due_date(weeks: int, on: date) -> date:
    """The expected date of delivery of someone who is `weeks` weeks pregnant on this day."""
    return later(on, PREGNANCY.days - 7 * weeks)


def later(day: date, days: int) -> date:
    """So many days later, or the last (first) day there is."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
