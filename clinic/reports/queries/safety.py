"""What the owner reads about safety: how stops were decided, and what still waits."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from clinic.db import db, now
from clinic.domain.states import NoteState, Reaction, Result, Verdict
from clinic.domain.statistics.responders import Share, share
from clinic.reports.queries.outcomes import Period
from clinic.safety.models import Note
from clinic.treatment.models import Decision, Record
from clinic.visits.models import Visit

LATE_AFTER = timedelta(hours=24)


class Safety(NamedTuple):
    """``decided``: stops by the verdict that counts at each visit. ``adverse``: of those asked."""

    decided: dict[Verdict, int]
    not_treated: int
    adverse: Share
    not_asked: int
    unreviewed: int  #: notes that an answer proposed and nobody has settled, as of now
    unsigned: int  #: records begun in the period, still open a day later
    records: int

    @property
    def stops(self) -> int:
        return sum(self.decided.values())


def safety_of(within: Period) -> Safety:
    """The safety figures of a period's visits."""
    treated = reactions(within)
    asked = sum(number for reaction, number in treated.items() if reaction is not None)
    records, not_treated, unsigned = records_of(within)
    return Safety(
        decisions(within),
        not_treated,
        share(treated.get(Reaction.ADVERSE, 0), asked),
        treated.get(None, 0),
        unreviewed_notes(within),
        unsigned,
        records,
    )


def decisions(within: Period) -> dict[Verdict, int]:
    """Of each stop at each visit the last decision of the period counts."""
    last = (
        select(func.max(Decision.id))
        .where(Decision.at >= within.opens, Decision.at < within.ends)
        .group_by(Decision.visit_id, Decision.note_id)
    )
    rows = db.session.execute(
        select(Decision.verdict, func.count())
        .where(Decision.id.in_(last))
        .group_by(Decision.verdict)
    )
    found = dict(rows.all())
    return {verdict: found[verdict] for verdict in Verdict if verdict in found}


def reactions(within: Period) -> dict[Reaction | None, int]:
    """How clients took the treatment, by the signed records; None where nobody asked."""
    rows = db.session.execute(
        select(Record.reaction, func.count())
        .join(Visit, Visit.id == Record.visit_id)
        .where(
            Visit.starts_at >= within.opens,
            Visit.starts_at < within.ends,
            Record.signed_at.is_not(None),
            Record.result == Result.TREATED,
        )
        .group_by(Record.reaction)
    )
    return dict(rows.all())


def records_of(within: Period) -> tuple[int, int, int]:
    """All records of the period's visits, those not treated, those open for more than a day."""
    late = (Record.signed_at.is_(None)) & (Record.begun_at < now() - LATE_AFTER)
    ended = (Record.signed_at.is_not(None)) & (Record.result == Result.NOT_TREATED)
    row = db.session.execute(
        select(func.count(), func.count().filter(ended), func.count().filter(late))
        .select_from(Record)
        .join(Visit, Visit.id == Record.visit_id)
        .where(Visit.starts_at >= within.opens, Visit.starts_at < within.ends)
    ).one()
    return row[0], row[1], row[2]


def unreviewed_notes(within: Period) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Note)
            .where(Note.state == NoteState.PROPOSED, Note.recorded_on <= within.end)
        )
        or 0
    )
