"""Signing an intake: closing it, and drawing from it what the therapist must know.

The answers only propose. Which answer proposed which note is kept beside them.
"""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from clinic.audit.actions import deed, trace
from clinic.db import db, now
from clinic.domain.complaints import Complaint, complaint, places_of, starts_on
from clinic.domain.denials import asked_about
from clinic.domain.emergency import CALLS_THERAPIST
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.screening import NOTHING_FOUND, Cause, Screening, screen
from clinic.domain.sheets import CONSENTS, PAIN_NOW, Reply, Sheet
from clinic.domain.states import Phase
from clinic.domain.transcripts import consent_text, digest, text_of
from clinic.episodes.actions import open_episode
from clinic.episodes.models import Episode
from clinic.episodes.queries import open_episodes
from clinic.intake.actions.filling import hold, keep
from clinic.intake.models import Consent, Intake, IntakeProposal
from clinic.intake.queries import sheet_of
from clinic.outcomes.actions import enter, move_to_episode
from clinic.outcomes.queries import score_at
from clinic.safety.actions import none_known, propose, rescreen
from clinic.safety.queries import open_notes
from clinic.visits.actions import call_therapist
from clinic.visits.models import Visit
from clinic.web.clock import local, today

#: The 0-10 question of the form is this series (instruments.yaml).
PAIN, PAIN_VARIANT = "nrs_pain", "now"


@deed
def submit(intake: Intake, signed_name: str, given: Mapping[str, Reply] | None = None) -> str:
    """Sign the form with what the last page said; return what the answers ask to be done.

    Notes are proposed, agreements recorded, the pain kept as a score, the complaint opened, and
    the therapist called when an answer cannot wait. All of it stands or falls together.
    """
    hold(intake)
    keep(intake, given or {})
    sheet = sheet_of(intake, today())
    refuse_unfinished(intake, sheet)
    intake.signed_at, intake.signed_name = now(), signed_name
    intake.text_sha256 = digest(text_of(sheet, intake.locale))
    db.session.flush()
    record_consents(intake, sheet)
    action = raise_notes(intake, sheet)
    record_complaint(intake, sheet)
    visit = visit_of(intake)
    if visit and action in CALLS_THERAPIST:
        call_therapist(visit, action)
    trace(Event.INTAKE_SIGNED, client=intake.client_id, subject=intake, detail={"action": action})
    return action


def refuse_unfinished(intake: Intake, sheet: Sheet) -> None:
    if sheet.faults or not sheet.live.keys() <= sheet.seen:
        raise Refusal(_("Some questions are still open. They are asked next."))
    if local(intake.begun_at).date() != sheet.on:
        raise Refusal(
            _("The answers about today are from another day. Open the form again to renew them.")
        )


def record_consents(intake: Intake, sheet: Sheet) -> None:
    for question, kind in CONSENTS.items():
        if sheet.live.get(question) is True:
            text = consent_text(sheet.form.questions[question], intake.locale)
            db.session.add(
                Consent(
                    client_id=intake.client_id,
                    kind=kind,
                    text_sha256=digest(text),
                    intake_id=intake.id,
                )
            )


def raise_notes(intake: Intake, sheet: Sheet) -> str:
    """Propose what today's answers raise; return the highest action that they ask for."""
    screening = screen(sheet.known, on=sheet.on, form=sheet.form)
    for code in sorted(screening.notes):
        if causes := causes_today(code, screening, sheet):
            propose_note(intake, sheet, code, causes)
    rescreen(intake.client, asked_about(sheet, screening), sheet.on)
    if not screening.notes and not open_notes(intake.client_id):
        none_known(intake.client, 0)
    return action_today(screening, sheet)


def causes_today(code: str, screening: Screening, sheet: Sheet) -> tuple[Cause, ...]:
    """The answers behind a note, if one of them was given now; earlier ones raised their own."""
    causes = screening.answers_behind(code)
    return causes if any(each.code in sheet.asked for each in causes) else ()


def propose_note(intake: Intake, sheet: Sheet, code: str, causes: tuple[Cause, ...]) -> None:
    places = {
        place
        for each in causes
        for place in places_of(sheet.form, sheet.known, each.code, each.detail)
    }
    note = propose(
        intake.client,
        code,
        on=sheet.on,
        starts_on=starts_on(code, sheet.known, sheet.on),
        regions=sorted(places),
    )
    for question in dict.fromkeys(each.code for each in causes):
        db.session.add(IntakeProposal(intake_id=intake.id, question=question, note_id=note.id))
    db.session.flush()


def action_today(screening: Screening, sheet: Sheet) -> str:
    """What the answers ask for; what the carried ones alone ask for was answered when signed."""
    before = screen(sheet.carried, on=sheet.on, form=sheet.form)
    found = screening.notes | screening.flags | screening.combinations
    known_before = before.notes | before.flags | before.combinations
    return screening.action if found - known_before else NOTHING_FOUND


def record_complaint(intake: Intake, sheet: Sheet) -> None:
    """Open the complaint, or go on with the one that is open, and keep the pain of today."""
    said = complaint(sheet.known)
    if said is None:
        return
    visit = visit_of(intake)
    episode = open_today(intake, said, sheet.on)
    if visit and visit.episode_id is None:
        visit.episode_id = episode.id
        db.session.flush()
        move_to_episode(visit)
    pain = sheet.live.get(PAIN_NOW)
    if isinstance(pain, int | float):
        keep_pain(intake, visit, episode, float(pain))


def open_today(intake: Intake, said: Complaint, on: date) -> Episode:
    """A short form asks nothing about the complaint: it goes on with what is open."""
    if intake.based_on_id and (standing := open_episodes(intake.client_id)):
        return standing[0]
    onset = said.onset_on if said.onset_on and said.onset_on <= on else None
    return open_episode(intake.client, said.region, onset, said.cause, None, on)


def keep_pain(intake: Intake, visit: Visit | None, episode: Episode, pain: float) -> None:
    """The pain before the session; of a form filled in without a visit it belongs to the course."""
    if visit and score_at(visit.id, PAIN, PAIN_VARIANT, Phase.BEFORE):
        return  # the therapist asked before the form was signed: the first answer counts
    enter(
        intake.client,
        PAIN,
        PAIN_VARIANT,
        Phase.BEFORE if visit else Phase.COURSE,
        pain,
        visit=visit,
        episode=episode,
        taken_at=intake.signed_at or now(),
        mode=intake.mode,
        locale=intake.locale,
    )


def visit_of(intake: Intake) -> Visit | None:
    return db.session.get(Visit, intake.visit_id) if intake.visit_id else None
