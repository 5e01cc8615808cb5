"""What a member of staff is told: one table, one bell."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import Model, moment, now, pk


class Notice(Model):
    """One message to one person; its words are made from ``kind`` when it is shown."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_account_id_seen_at", "account_id", "seen_at"),)

    id: Mapped[pk]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(String(40))
    client_id: Mapped[int | None]  #: a plain number: a notice holds nobody's name
    url: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[moment] = mapped_column(default=now)
    seen_at: Mapped[moment | None]
