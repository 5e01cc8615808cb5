"""What came in from files: each run, with its counts."""

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import Model, moment, now, pk


class ImportRun(Model):
    __tablename__ = "import_run"

    id: Mapped[pk]
    kind: Mapped[str] = mapped_column(String(40))
    file_sha256: Mapped[str] = mapped_column(String(64))
    mapping_sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[moment] = mapped_column(default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    counts: Mapped[dict[str, Any] | None]
