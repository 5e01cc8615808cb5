"""Everything that the session card shows of one visit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

from clinic.domain.body import places
from clinic.domain.limits import Limit, Reason
from clinic.domain.policies import PAIN_SCORES_REQUIRED
from clinic.domain.records import DECLINED, Kept, Part, missing
from clinic.domain.states import Phase, Result
from clinic.outcomes.models import Score
from clinic.safety.models import Note
from clinic.settings.queries import value
from clinic.treatment.models import Line, Record
from clinic.treatment.queries.records import earlier, pain_of, words_of
from clinic.treatment.queries.safety import Safety
from clinic.visits.models import Visit


@dataclass(frozen=True)
class Offer:
    """A line of the last treated visit, offered in grey: it counts only once confirmed."""

    number: int  #: of the line at that visit
    line: Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One row of the card's list: a line that counts (``n``), or one that is offered."""

    words: Mapping[str, Any]
    n: int | None  #: the line's number in today's record; None = only offered
    number: int | None  #: the number it is offered under
    was: Mapping[str, Any] | None  #: what it was last time, where it was changed
    reasons: Sequence[Reason]  #: why it goes too far


@dataclass(frozen=True)
class Card:
    """Everything that the session card shows of one visit."""

    visit: Visit
    record: Record | None

    @cached_property
    def safety(self) -> Safety:
        return Safety(self.visit)

    @cached_property
    def last(self) -> Record | None:
        return earlier(self.visit)

    @cached_property
    def last_pain(self) -> Mapping[Phase, Score]:
        return pain_of(self.last.visit_id) if self.last else {}

    @cached_property
    def pain(self) -> Mapping[Phase, Score]:
        return pain_of(self.visit.id)

    @cached_property
    def lines(self) -> Sequence[Line]:
        return self.record.lines if self.record else ()

    @cached_property
    def offers(self) -> Sequence[Offer]:
        """What was done last time and is neither confirmed nor changed yet."""
        if self.record and self.record.result is Result.NOT_TREATED:
            return ()
        return still_offered(self.last_lines, self.lines)

    @property
    def owes_pain(self) -> bool:
        """A visit without a complaint owes no score; else the clinic's policy says."""
        return self.visit.episode_id is not None and value(PAIN_SCORES_REQUIRED)

    @cached_property
    def missing(self) -> Sequence[Part]:
        return missing(self.kept, self.owes_pain) if self.record else ()

    @property
    def kept(self) -> Kept:
        record = self.record
        assert record is not None
        return Kept(
            result=record.result,
            lines=len(self.lines),
            consent=record.consent_at is not None,
            reaction=record.reaction,
            adverse=record.adverse,
            texts="".join((record.s, record.o, record.a, record.p)),
            pain_before=Phase.BEFORE in self.pain,
            pain_after=Phase.AFTER in self.pain,
            referred=self.safety.is_referred,
        )

    @cached_property
    def position(self) -> str | None:
        return self.record.position if self.record else None

    @cached_property
    def barred(self) -> Sequence[Note]:
        """The notes that must be decided because a line goes beyond what they allow."""
        found = [self.safety.barred(words_of(line), self.position) for line in self.lines]
        return list(dict.fromkeys(note for notes in found for note in notes))

    @property
    def rows(self) -> Sequence[Row]:
        """Today's lines and, in their old places, those that are still offered."""
        counted = [self.row(line) for line in self.lines]
        offered = [self.row_of_offer(offer) for offer in self.offers]
        return sorted(counted + offered, key=lambda row: (self.place(row), row.n or 0))

    def row(self, line: Line) -> Row:
        words = words_of(line)
        was = line.offered if line.offered and line.offered != words else None
        return Row(words, line.n, None, was, self.safety.reasons(words, self.position))

    def row_of_offer(self, offer: Offer) -> Row:
        reasons = self.safety.reasons(offer.line, self.position)
        return Row(offer.line, None, offer.number, None, reasons)

    def place(self, row: Row) -> float:
        """Confirming a line does not move it: it stays where it was offered."""
        if row.number is not None:
            return row.number
        source = next((line.offered for line in self.lines if line.n == row.n), None)
        first = (line.n for line in self.last_lines if words_of(line) == source)
        return next(first, inf)

    @cached_property
    def last_lines(self) -> Sequence[Line]:
        last = earlier(self.visit, Result.TREATED)
        return last.lines if last else ()

    @cached_property
    def keep_off(self) -> set[str]:
        """The regions of the body map that a note says to leave alone."""
        limits = self.safety.standing.limits
        return {
            place.code
            for place in places()
            if any(
                why.limit is Limit.KEEP_OFF for why in limits.check(None, place.code, None, None)
            )
        }

    @property
    def stored(self) -> Mapping[str, str]:
        """What each field of the card holds now, as a form would send it."""
        record = self.record
        if record is None:  # what the tablet asked before the session began is there already
            return defaultdict(str, pain_before=answer(self.pain.get(Phase.BEFORE)))
        return {
            **{name: getattr(record, name) for name in ("s", "o", "a", "p", "adverse")},
            "reaction": record.reaction or "",
            "position": record.position or "",
            "result": record.result,
            "consent": "yes" if record.consent_at else "",
            "pain_before": answer(self.pain.get(Phase.BEFORE)),
            "pain_after": answer(self.pain.get(Phase.AFTER)),
        }


def answer(score: Score | None) -> str:
    """A pain score as its button: 0 to 10, or that the client would not say."""
    if score is None:
        return ""
    return DECLINED if score.value is None else f"{score.value:g}"


def offers(visit: Visit, taken: Sequence[Line]) -> Sequence[Offer]:
    """The lines of the last treated visit, without those that a line of today stems from."""
    last = earlier(visit, Result.TREATED)
    return still_offered(last.lines if last else (), taken)


def still_offered(lines: Sequence[Line], taken: Sequence[Line]) -> Sequence[Offer]:
    handled = [line.offered for line in taken if line.offered]
    found = []
    for line in lines:
        if (words := words_of(line)) in handled:
            handled.remove(words)
        else:
            found.append(Offer(line.n, words))
    return found
