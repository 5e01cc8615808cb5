"""Finding records, their lines, and what was added to them."""

from collections.abc import Sequence
from typing import Any

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from clinic.db import db
from clinic.domain.states import Phase, Result
from clinic.outcomes.models import Score
from clinic.treatment.models import Addendum, Line, Record
from clinic.visits.models import Visit
from clinic.web.rows import one_or_404

PAIN = ("nrs_pain", "now")  #: instrument and variant of the card's two rows of buttons
LINE = ("technique", "region", "pressure", "minutes")
WITH_LINES = (selectinload(Record.lines), joinedload(Record.author), joinedload(Record.signed_by))


def record_of(visit_id: int) -> Record | None:
    """The visit's record, if the therapist has begun one."""
    return db.session.scalar(select(Record).where(Record.visit_id == visit_id).options(*WITH_LINES))


def record_to_change(visit: Visit) -> Record:
    """The record, held so that nobody else writes into it until this request is done.

    404 when nobody has begun one.
    """
    wanted = select(Record).where(Record.visit_id == visit.id).options(selectinload(Record.lines))
    held = wanted.with_for_update().execution_options(populate_existing=True)
    return one_or_404(held, visit.id)


def line_or_404(record: Record, n: int) -> Line:
    return next((line for line in record.lines if line.n == n), None) or abort(404)


def visits_before(visit: Visit) -> int:
    """How many signed visits of the client came before this one."""
    wanted = select(func.count()).where(
        Visit.client_id == visit.client_id,
        Visit.starts_at < visit.starts_at,
        Visit.record_signed_at.is_not(None),
    )
    return db.session.scalar(wanted) or 0


def addenda(visit_id: int) -> Sequence[Addendum]:
    """What was added after the signature, in the order in which it was."""
    wanted = select(Addendum).where(Addendum.visit_id == visit_id).order_by(Addendum.id)
    return db.session.scalars(wanted.options(joinedload(Addendum.by))).all()


def earlier(visit: Visit, result: Result | None = None) -> Record | None:
    """The client's last signed record before this visit."""
    wanted = (
        select(Record)
        .join(Visit, Visit.id == Record.visit_id)
        .where(
            Visit.client_id == visit.client_id,
            Visit.starts_at < visit.starts_at,
            Record.signed_at.is_not(None),
        )
        .order_by(Visit.starts_at.desc(), Visit.id.desc())
        .limit(1)
        .options(*WITH_LINES, joinedload(Record.visit))
    )
    if result:
        wanted = wanted.where(Record.result == result)
    return db.session.scalar(wanted)


def pain_of(visit_id: int) -> dict[Phase, Score]:
    """The current pain scores of a visit: before and after."""
    rows = db.session.scalars(
        select(Score).where(
            Score.visit_id == visit_id,
            Score.instrument == PAIN[0],
            Score.variant == PAIN[1],
            Score.phase.in_((Phase.BEFORE, Phase.AFTER)),
            Score.superseded_at.is_(None),
        )
    )
    return {each.phase: each for each in rows}


def words_of(line: Line) -> dict[str, Any]:
    """A treatment line without its place in the record."""
    return {name: getattr(line, name) for name in LINE}
