"""A complaint that is treated over several visits."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.clients.models import Client
from clinic.db import Model, pk, version


class Episode(Model):
    __tablename__ = "episode"
    __table_args__ = (
        UniqueConstraint("id", "client_id"),  # so that children hold both
        CheckConstraint("closed_on >= opened_on", "closed_after_opened"),
        Index("ix_episode_client_id_closed_on", "client_id", "closed_on"),
        Index("ix_episode_tag", "tag"),
    )

    id: Mapped[pk]
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    region: Mapped[str | None] = mapped_column(String(40))  #: a code of the body map
    onset_on: Mapped[date | None]
    cause: Mapped[str | None] = mapped_column(String(40))
    tag: Mapped[str | None] = mapped_column(String(80))  #: trial arm, referral source
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    close_reason: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[version]

    client: Mapped[Client] = relationship()
