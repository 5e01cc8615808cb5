"""Beginning an intake, and keeping each page's answers as they are given."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from clinic.audit.actions import deed, trace
from clinic.clients.models import Client
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.sheets import RESUMES_FOR, FormDue, Reply, as_stored, asked_again
from clinic.domain.states import How, Mode
from clinic.domain.words import Language
from clinic.intake.actions.publishing import publish_shipped
from clinic.intake.models import Answer, Intake
from clinic.intake.queries import (
    form_of,
    forms_due,
    latest_signed,
    unsigned_intakes,
    visits_answered,
)
from clinic.visits.models import Visit
from clinic.web.clock import local, today


@deed
def begin(client: Client, visit: Visit | None, mode: Mode) -> Intake:
    """The form to fill in: the one that was begun, or a new one.

    A client whose signed form is still valid is asked each visit's questions only. A form that
    staff began is gone on with by the same person or on the tablet: nobody else at the desk sees
    how far it is and which questions the answers opened.
    """
    if visit and visits_answered([visit.id]):
        raise Refusal(_("The form for this visit is signed already."))
    intake = begun(client, mode) or new(client)
    if visit:
        intake.visit_id = visit.id
    intake.mode = mode
    intake.begun_by_id = None if mode is Mode.KIOSK else current_user.id
    db.session.flush()
    trace(Event.INTAKE_BEGUN, client=client, subject=intake, detail={"mode": str(mode)})
    return intake


def new(client: Client) -> Intake:
    version = publish_shipped()
    base = latest_signed(client.id) if is_valid(client) else None
    intake = Intake(
        client=client,
        form_version=base.form_version if base else version,
        based_on_id=base.id if base else None,
        locale=Language(client.locale),
    )
    db.session.add(intake)
    return intake


def begun(client: Client, mode: Mode) -> Intake | None:
    """The form that this client began lately. What is asked of each visit is asked anew on a new day."""
    for each in unsigned_intakes(client.id):
        is_recent = now() - each.begun_at < RESUMES_FOR
        is_ours = mode is Mode.KIOSK or each.begun_by_id == current_user.id
        if is_recent and is_ours and (each.based_on_id is None or is_valid(client)):
            if local(each.begun_at).date() != today():
                forget_that_day(each)
            return each
    return None


def is_valid(client: Client) -> bool:
    return forms_due([client.id], today())[client.id] is FormDue.VALID


def forget_that_day(intake: Intake) -> None:
    """Whoever had no fever on Monday is asked again on Tuesday."""
    again = asked_again(form_of(intake.form_version))
    intake.answers = [each for each in intake.answers if each.question not in again]
    intake.begun_at = now()


@deed
def answer(intake: Intake, given: Mapping[str, Reply], language: Language | None = None) -> None:
    """Keep what was said on one page, and the language in which the rest is asked."""
    hold(intake)
    keep(intake, given)
    if language:
        intake.locale = language
    db.session.flush()
    trace(
        Event.INTAKE_ANSWERED,
        client=intake.client_id,
        subject=intake,
        detail={"questions": len(given)},
    )


def keep(intake: Intake, given: Mapping[str, Reply]) -> None:
    rows = {each.question: each for each in intake.answers}
    for question, said in given.items():
        row = rows.get(question)
        if row is None:
            row = Answer(question=question)
            intake.answers.append(row)
        row.value = None if said.declined else as_stored(said.answer)
        row.how = How.DECLINED if said.declined else How.ASKED
    intake.version += 1


def hold(intake: Intake) -> None:
    """Keep others from writing on it until we are done; a signed form is closed."""
    still_open = (
        select(Intake.id)
        .where(Intake.id == intake.id, Intake.signed_at.is_(None))
        .with_for_update()
    )
    if db.session.scalar(still_open) is None:
        raise Refusal(_("This form is signed; it can no longer be changed."))
