"""Reading forms and what clients answered."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from clinic.db import db
from clinic.domain.conditions import Answer
from clinic.domain.policies import INTAKE_VALID_DAYS
from clinic.domain.questions import Form, Section
from clinic.domain.sheets import (
    NEEDED,
    FormDue,
    Sheet,
    as_answered,
    asked_again,
    asked_in_full,
    carried_over,
)
from clinic.domain.states import How, VisitState
from clinic.domain.transcripts import Line, digest, lines, text_of
from clinic.domain.words import Language
from clinic.intake.models import Consent, FormVersion, Intake, IntakeProposal
from clinic.safety.models import Note
from clinic.settings.queries import value
from clinic.visits.models import Visit
from clinic.web.clock import bounds, local, today
from clinic.web.rows import one_or_404

#: The questionnaire about health; a clinic may publish others later.
HEALTH = "intake"
WHOLE = (
    joinedload(Intake.form_version),
    joinedload(Intake.client),
    selectinload(Intake.answers),
)
#: A visit whose client may still fill in its form.
MAY_FILL_IN = (VisitState.BOOKED, VisitState.ARRIVED, VisitState.IN_SESSION)
#: Published versions as the rules read them, by digest: a version never changes.
read_forms: dict[str, Form] = {}


def current_version(form: str = HEALTH) -> FormVersion | None:
    """The version that a new intake is filled in on."""
    return db.session.scalar(
        select(FormVersion)
        .where(FormVersion.form == form)
        .order_by(FormVersion.number.desc())
        .limit(1)
    )


def form_of(version: FormVersion) -> Form:
    """A published version as the rules read it."""
    if version.sha256 not in read_forms:
        content = version.content or {}
        read_forms[version.sha256] = Form.of(content, content["lists"])
    return read_forms[version.sha256]


def intake_or_404(intake_id: int) -> Intake:
    """An intake with its answers; who may see them is the caller's to ask."""
    return one_or_404(select(Intake).where(Intake.id == intake_id).options(*WHOLE), intake_id)


def own_intake_or_404(intake_id: int) -> Intake:
    """An unsigned intake that the person who is signed in began; everybody else's is not there."""
    wanted = select(Intake).where(
        Intake.id == intake_id, Intake.signed_at.is_(None), Intake.begun_by_id == current_user.id
    )
    return one_or_404(wanted.options(*WHOLE), intake_id)


def intake_by_id(intake_id: int) -> Intake:
    return db.session.get_one(Intake, intake_id, options=WHOLE, populate_existing=True)


def sheet_of(intake: Intake, on: date) -> Sheet:
    """The intake as a sheet to go on with, or to read, as of a day."""
    form = form_of(intake.form_version)
    carried = carried_over(answers_of(based_on(intake), form), form) if intake.based_on_id else {}
    return Sheet(
        form=form,
        given=answers_of(intake, form),
        declined=frozenset(each.question for each in intake.answers if each.how is How.DECLINED),
        seen=frozenset(each.question for each in intake.answers),
        carried=carried,
        asked=asked_again(form) if intake.based_on_id else asked_in_full(form),
        on=on,
    )


def based_on(intake: Intake) -> Intake:
    return intake_by_id(intake.based_on_id or 0)


class Transcript(NamedTuple):
    """A signed intake to be read: its sections with their lines, and whether it is as signed."""

    sections: Sequence[tuple[Section, Sequence[Line]]]
    is_as_signed: bool


def transcript(intake: Intake, language: Language) -> Transcript:
    """The questions and answers in the reader's language; the digest is of the client's."""
    sheet = sheet_of(intake, signed_on(intake))
    told = list(lines(sheet, language))
    sections = [
        (section, [line for line in told if line.section == section.code])
        for section in sheet.form.sections
    ]
    return Transcript(
        [(section, its_lines) for section, its_lines in sections if its_lines],
        digest(text_of(sheet, intake.locale)) == intake.text_sha256,
    )


def proposals(intake_id: int) -> dict[str, list[Note]]:
    """Which notes each question's answer proposed."""
    found: dict[str, list[Note]] = {}
    rows = db.session.execute(
        select(IntakeProposal.question, Note)
        .join(Note, Note.id == IntakeProposal.note_id)
        .where(IntakeProposal.intake_id == intake_id)
        .order_by(Note.id)
    )
    for question, note in rows:
        found.setdefault(question, []).append(note)
    return found


def visit_today(client_id: int) -> Visit | None:
    """The visit that a form filled in now belongs to: today's next one without a signed form."""
    first, last = bounds(today())
    answered = select(Intake.visit_id).where(
        Intake.client_id == client_id, Intake.visit_id.is_not(None), Intake.signed_at.is_not(None)
    )
    return db.session.scalar(
        select(Visit)
        .where(
            Visit.client_id == client_id,
            Visit.starts_at >= first,
            Visit.starts_at < last,
            Visit.state.in_(MAY_FILL_IN),
            Visit.id.not_in(answered),
        )
        .order_by(Visit.starts_at)
        .limit(1)
    )


def answers_of(intake: Intake, form: Form) -> dict[str, Answer]:
    """What was answered, as the rules read it; blank and declined questions are not in it."""
    return {
        each.question: as_answered(form.questions[each.question], each.value)
        for each in intake.answers
        if each.question in form.questions and each.value is not None
    }


def signed_on(intake: Intake) -> date:
    """The day, on the clinic's clock, on which it was signed."""
    return local(intake.signed_at or intake.begun_at).date()


def latest_signed(client_id: int) -> Intake | None:
    """The client's last signed form in full; later short ones stand on it."""
    return db.session.scalar(
        select(Intake)
        .where(
            Intake.client_id == client_id,
            Intake.signed_at.is_not(None),
            Intake.based_on_id.is_(None),
        )
        .options(*WHOLE)
        .order_by(Intake.signed_at.desc(), Intake.id.desc())
        .limit(1)
    )


def signed_intakes(client_id: int) -> Sequence[Intake]:
    """Everything that this client signed, the latest first."""
    return db.session.scalars(
        select(Intake)
        .where(Intake.client_id == client_id, Intake.signed_at.is_not(None))
        .options(joinedload(Intake.form_version))
        .order_by(Intake.signed_at.desc(), Intake.id.desc())
    ).all()


def unsigned_intakes(client_id: int) -> Sequence[Intake]:
    """What was begun and not signed, the latest first."""
    return db.session.scalars(
        select(Intake)
        .where(Intake.client_id == client_id, Intake.signed_at.is_(None))
        .options(*WHOLE)
        .order_by(Intake.begun_at.desc(), Intake.id.desc())
    ).all()


def valid_until(intake: Intake) -> date:
    """The last day on which this signed form still counts."""
    return signed_on(intake) + timedelta(days=value(INTAKE_VALID_DAYS))


def forms_due(client_ids: Collection[int], on: date) -> dict[int, FormDue]:
    """How each client's form stands on a day: one query, however many clients."""
    rows = db.session.execute(
        select(Intake.client_id, func.max(Intake.signed_at))
        .where(
            Intake.client_id.in_(client_ids),
            Intake.signed_at.is_not(None),
            Intake.based_on_id.is_(None),
        )
        .group_by(Intake.client_id)
    )
    oldest = bounds(on - timedelta(days=value(INTAKE_VALID_DAYS)))[0]
    due = dict.fromkeys(client_ids, FormDue.MISSING)
    for client_id, signed_at in rows:
        due[client_id] = FormDue.VALID if signed_at and signed_at >= oldest else FormDue.OUT_OF_DATE
    return due


def visits_answered(visit_ids: Collection[int]) -> frozenset[int]:
    """For which of these visits its own questions were answered and signed."""
    return frozenset(
        db.session.scalars(
            select(Intake.visit_id).where(
                Intake.visit_id.in_(visit_ids), Intake.signed_at.is_not(None)
            )
        )
    )


def consents_missing(client_ids: Collection[int]) -> frozenset[int]:
    """Who has not agreed, or no longer agrees, to treatment or to the keeping of health records."""
    rows = db.session.execute(
        select(Consent.client_id, Consent.kind)
        .where(
            Consent.client_id.in_(client_ids),
            Consent.kind.in_(NEEDED),
            Consent.withdrawn_at.is_(None),
        )
        .distinct()
    )
    given = {(client_id, kind) for client_id, kind in rows}
    return frozenset(
        each for each in client_ids if any((each, kind) not in given for kind in NEEDED)
    )
