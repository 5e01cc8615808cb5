"""Keys of forms that were sent: each is good once."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import Model, moment


class FormKey(Model):
    __tablename__ = "form_key"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int | None]  #: a plain number: a key outlives nobody
    body_digest: Mapped[str] = mapped_column(String(64))
    result_url: Mapped[str | None] = mapped_column(String(500))
    used_at: Mapped[moment] = mapped_column(index=True)


class Guess(Model):
    """Tries that went wrong under one key of the throttle; the keys are few, so the rows are too."""

    __tablename__ = "guess"

    key: Mapped[str] = mapped_column(String(8), primary_key=True)
    tries: Mapped[int]
    last_at: Mapped[moment]
