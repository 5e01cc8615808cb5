"""Forms with their wording, clients' answers to them, and consents."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic.clients.models import Client
from clinic.db import Model, moment, now, pk, version
from clinic.domain.states import How, Mode
from clinic.domain.words import Language


class FormVersion(Model):
    """A published questionnaire; from then on its wording never changes."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form", "number"),)

    id: Mapped[pk]
    form: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    content: Mapped[dict[str, Any] | None]
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[moment] = mapped_column(default=now)


class Intake(Model):
    """One client's answers to one version of a form."""

    __tablename__ = "intake"
    __table_args__ = (Index("ix_intake_client_id_signed_at", "client_id", "signed_at"),)

    id: Mapped[pk]
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    form_version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"), index=True)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("intake.id"), index=True)
    locale: Mapped[Language]
    mode: Mapped[Mode]
    text_sha256: Mapped[str | None] = mapped_column(String(64))  #: of the text that was signed
    begun_at: Mapped[moment] = mapped_column(default=now)
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    signed_at: Mapped[moment | None]
    signed_name: Mapped[str] = mapped_column(String(120), default="")
    version: Mapped[version]

    client: Mapped[Client] = relationship()
    form_version: Mapped[FormVersion] = relationship()
    answers: Mapped[list["Answer"]] = relationship(cascade="all, delete-orphan")


class Answer(Model):
    __tablename__ = "answer"

    intake_id: Mapped[int] = mapped_column(ForeignKey("intake.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any | None]  #: NULL: the question was put and left blank, or declined
    how: Mapped[How] = mapped_column(default=How.ASKED)


class IntakeProposal(Model):
    """Which answer of which intake proposed which note: a note may not point up."""

    __tablename__ = "intake_proposal"

    intake_id: Mapped[int] = mapped_column(ForeignKey("intake.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), primary_key=True, index=True)


class Consent(Model):
    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_client_id_kind", "client_id", "kind"),)

    id: Mapped[pk]
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[str] = mapped_column(String(40))  #: treatment, health_records, messages
    text_sha256: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[moment] = mapped_column(default=now)
    intake_id: Mapped[int | None] = mapped_column(ForeignKey("intake.id"), index=True)
    withdrawn_at: Mapped[moment | None]
