"""What went under the signature, read again from the rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from clinic.db import db
from clinic.domain.digest import digest
from clinic.outcomes.models import Score
from clinic.treatment.models import Record
from clinic.treatment.queries.records import words_of
from clinic.treatment.queries.safety import decisions


def scores_as_signed(record: Record) -> Sequence[Score]:
    """The visit's scores as they stood at the signature, whatever was corrected later."""
    assert record.signed_at is not None
    return db.session.scalars(
        select(Score)
        .where(
            Score.visit_id == record.visit_id,
            Score.entered_at <= record.signed_at,
            Score.superseded_at.is_(None) | (Score.superseded_at > record.signed_at),
        )
        .order_by(Score.instrument, Score.variant, Score.phase, Score.id)
    ).all()


#: Columns that go under the signature as they are.
SIGNED = (
    *("s", "o", "a", "p", "reaction", "adverse", "consent_at", "position", "result"),
    *("author_id", "begun_at", "signed_at", "signed_by_id"),
    *("signer_name", "signer_title", "signer_registration"),
)
OF_VISIT = ("client_id", "therapist_id", "starts_at", "ends_at", "began_at", "ended_at")
OF_SCORE = ("instrument", "variant", "phase", "value", "declined", "taken_at", "mode")
OF_DECISION = ("note_id", "verdict", "reason", "by_id", "at")


def named(row: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def content_of(record: Record) -> dict[str, Any]:
    """All that is signed, in plain values: of it the digest is made, and can be made again."""
    assert record.signed_at is not None
    decided = [each for each in decisions(record.visit_id) if each.at <= record.signed_at]
    return {
        "form": "record/1",
        "visit": {"id": record.visit_id} | named(record.visit, OF_VISIT),
        "record": named(record, SIGNED),
        "lines": [{"n": line.n} | words_of(line) for line in record.lines],
        "scores": [named(score, OF_SCORE) for score in scores_as_signed(record)],
        "decisions": [named(each, OF_DECISION) for each in decided],
    }


def is_intact(record: Record) -> bool:
    """Is everything still what was signed?"""
    return record.digest == digest(content_of(record))
