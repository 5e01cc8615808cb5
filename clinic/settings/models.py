"""What the owner sets: single values, rooms, kinds of visit."""

from typing import Any

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from clinic.db import Model, moment, pk, version


class Setting(Model):
    """One value under its key: opening hours, holidays, policies."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any]
    version: Mapped[version]


class Room(Model):
    __tablename__ = "room"

    id: Mapped[pk]
    location: Mapped[str] = mapped_column(String(120), default="")
    name: Mapped[str] = mapped_column(String(80), unique=True)
    retired_at: Mapped[moment | None]
    version: Mapped[version]


class VisitType(Model):
    __tablename__ = "visit_type"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 480", "minutes"),)

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(String(80), unique=True)
    minutes: Mapped[int]
    retired_at: Mapped[moment | None]
    version: Mapped[version]
