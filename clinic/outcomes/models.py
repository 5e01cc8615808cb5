"""Scores, what is due, and the summary of each episode that reports read."""

from datetime import date
from typing import Any

from sqlalchemy import Float, ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import Model, moment, now, pk
from clinic.domain.states import Mode, Phase
from clinic.domain.words import Language

CURRENT = text("superseded_at IS NULL")


class Score(Model):
    """One answer to one instrument and what it comes to. A correction adds a row."""

    __tablename__ = "score"
    __table_args__ = (
        ForeignKeyConstraint(["episode_id", "client_id"], ["episode.id", "episode.client_id"]),
        Index(
            "uq_score_visit_id_instrument_variant_phase",
            "visit_id",
            "instrument",
            "variant",
            "phase",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        Index(
            "ix_score_course",
            "episode_id",
            "instrument",
            "variant",
            "phase",
            "taken_at",
            "value",
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        Index("ix_score_episode_id_client_id", "episode_id", "client_id"),
    )

    id: Mapped[pk]
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[int | None]
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(40))
    variant: Mapped[str] = mapped_column(String(40), default="")
    phase: Mapped[Phase]
    form_version: Mapped[str] = mapped_column(String(40), default="")
    taken_at: Mapped[moment]
    entered_at: Mapped[moment] = mapped_column(default=now)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    mode: Mapped[Mode]
    locale: Mapped[Language | None]
    answers: Mapped[dict[str, Any] | None]
    value: Mapped[float | None] = mapped_column(Float)
    declined: Mapped[str | None] = mapped_column(String(60))  #: why no value: an answer too
    superseded_at: Mapped[moment | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    import_key: Mapped[str | None] = mapped_column(String(64), unique=True)


class DueScore(Model):
    __tablename__ = "due_score"

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), primary_key=True)
    instrument: Mapped[str] = mapped_column(String(40), primary_key=True)
    variant: Mapped[str] = mapped_column(String(40), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)


class EpisodeSummary(Model):
    """Of one episode and series: what the report needs, kept with each score.

    ``baseline`` is the first score of the course, ``latest`` the last, ``best`` the best by the
    instrument's direction; ``first_noticeable_visit_id`` the first visit whose score reached the
    noticeable change.
    """

    __tablename__ = "episode_summary"
    __table_args__ = (Index("ix_episode_summary_baseline", "instrument", "variant", "baseline_at"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), primary_key=True)
    instrument: Mapped[str] = mapped_column(String(40), primary_key=True)
    variant: Mapped[str] = mapped_column(String(40), primary_key=True)
    n: Mapped[int]
    baseline: Mapped[float]
    baseline_at: Mapped[moment]
    latest: Mapped[float]
    latest_at: Mapped[moment]
    best: Mapped[float]
    first_noticeable_visit_id: Mapped[int | None] = mapped_column(
        ForeignKey("visit.id"), index=True
    )
    verdict: Mapped[str] = mapped_column(String(20))
