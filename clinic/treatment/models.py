"""The session record: what was found, done and decided. After the signature it never changes."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.accounts.models import Account
from clinic.db import Model, moment, now, pk, version
from clinic.domain.states import AddendumKind, Reaction, Result, Verdict
from clinic.safety.models import Note
from clinic.visits.models import Visit


class Record(Model):
    """Of one visit; its key is the visit's, so there is at most one."""

    __tablename__ = "record"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    s: Mapped[str] = mapped_column(Text, default="")
    o: Mapped[str] = mapped_column(Text, default="")
    a: Mapped[str] = mapped_column(Text, default="")
    p: Mapped[str] = mapped_column(Text, default="")
    reaction: Mapped[Reaction | None]
    adverse: Mapped[str] = mapped_column(Text, default="")  #: what, when the reaction was adverse
    consent_at: Mapped[moment | None]  #: the client agreed to today's plan
    position: Mapped[str | None] = mapped_column(String(40))
    result: Mapped[Result] = mapped_column(default=Result.TREATED)
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    begun_at: Mapped[moment] = mapped_column(default=now)
    version: Mapped[version]
    signed_at: Mapped[moment | None] = mapped_column(index=True)
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    #: Who signed, as they were called that day: a later change of title changes no record.
    signer_name: Mapped[str] = mapped_column(String(120), default="")
    signer_title: Mapped[str] = mapped_column(String(80), default="")
    signer_registration: Mapped[str] = mapped_column(String(80), default="")
    digest: Mapped[str | None] = mapped_column(String(64))  #: SHA-256 of what was signed

    visit: Mapped[Visit] = relationship()
    author: Mapped[Account] = relationship(foreign_keys=[author_id])
    signed_by: Mapped[Account | None] = relationship(foreign_keys=[signed_by_id])
    lines: Mapped[list["Line"]] = relationship(
        order_by="Line.n", cascade="all, delete-orphan", back_populates="record"
    )

    @property
    def id(self) -> int:
        return self.visit_id

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None


class Line(Model):
    """One technique at one place, so firmly, so long."""

    __tablename__ = "line"
    __table_args__ = (
        CheckConstraint("pressure BETWEEN 0 AND 5", "pressure"),
        CheckConstraint("minutes BETWEEN 1 AND 240", "minutes"),
    )

    visit_id: Mapped[int] = mapped_column(ForeignKey("record.visit_id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    technique: Mapped[str] = mapped_column(String(40))
    region: Mapped[str] = mapped_column(String(40))
    pressure: Mapped[int | None]
    minutes: Mapped[int | None]
    #: What the last visit's line was when this one was confirmed or changed; NULL = a new line.
    offered: Mapped[dict[str, Any] | None]

    record: Mapped[Record] = relationship(back_populates="lines")


class Addendum(Model):
    __tablename__ = "addendum"

    id: Mapped[pk]
    visit_id: Mapped[int] = mapped_column(ForeignKey("record.visit_id"), index=True)
    kind: Mapped[AddendumKind]
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    at: Mapped[moment] = mapped_column(default=now)

    by: Mapped[Account] = relationship()


class Decision(Model):
    """A therapist decided about a stop, at one visit. The latest for each note counts."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_visit_id_note_id", "visit_id", "note_id"),)

    id: Mapped[pk]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), index=True)
    verdict: Mapped[Verdict]
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    at: Mapped[moment] = mapped_column(default=now)

    note: Mapped[Note] = relationship()
    by: Mapped[Account] = relationship()
