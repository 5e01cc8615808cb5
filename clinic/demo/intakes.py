"""Signed forms, and what they set off: notes, agreements, medicines, the complaint.

The rows are those that ``clinic.intake.actions.submit`` leaves; it cannot be called for a day that
is over, since it signs now.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import update

from clinic.clients.models import Client
from clinic.db import db
from clinic.demo.answers import AGREED, answers_of, answers_today, pain_answers, sheet
from clinic.demo.courses import Course
from clinic.demo.health import Fate
from clinic.demo.telling import Story
from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.complaints import complaint, places_of, starts_on
from clinic.domain.conditions import Answer
from clinic.domain.medicines import recognise
from clinic.domain.review import review_of
from clinic.domain.screening import Cause, screen
from clinic.domain.sheets import CONSENTS, Sheet, as_stored, carried_over
from clinic.domain.states import How, Mode, NoteState
from clinic.domain.transcripts import consent_text, digest, text_of
from clinic.domain.words import Language
from clinic.episodes.models import Episode
from clinic.intake.models import Answer as AnswerRow
from clinic.intake.models import Consent, Intake, IntakeProposal
from clinic.safety.actions import NONE_KNOWN
from clinic.safety.models import Medicine, Note, NoteRegion, SafetyFinding
from clinic.visits.models import Visit
from clinic.web.clock import local

FILLED_IN = timedelta(minutes=4)


def sign_whole_form(
    story: Story, visit: Visit, course: Course | None, pain: int | None, at: datetime
) -> None:
    """The form of a first visit, or of one a year or a complaint later."""
    on = local(at).date()
    asked: Mapping[str, Answer] = {}
    if course and pain is not None:
        asked = pain_answers(course.complaint, course.cause, course.onset, on, pain)
    given = answers_of(story.person, story.rng, story.house.form, asked)
    if story.form and story.person.fate is Fate.CLEARED:
        given |= {code: ["none"] for code in story.person.health.answers}  # it is known by now
    filled = sheet(story.house.form, given, on, None)
    mode = Mode.KIOSK if story.rng.random() < 0.85 else Mode.DICTATED
    intake = kept(story, visit, filled, mode, at, None)
    agree(story, filled.live, at, intake)
    if story.form is None:
        keep_medicines(story, on)
    propose(story, intake, filled, at)
    story.form, story.answers = intake, filled.known
    if course and (story.episode is None or story.episode.closed_on):
        open_episode(story, filled, on)


def sign_short_check(
    story: Story, visit: Visit, pain: int | None, ill: str | None, at: datetime
) -> None:
    """What a returning client is asked before each session."""
    form, on = story.house.form, local(at).date()
    given = answers_today(story.person, form, pain, ill)
    filled = sheet(form, given, on, carried_over(story.answers, form))
    intake = kept(story, visit, filled, Mode.KIOSK, at, story.form)
    propose(story, intake, filled, at)


def kept(
    story: Story, visit: Visit, filled: Sheet, mode: Mode, at: datetime, base: Intake | None
) -> Intake:
    if filled.faults:
        raise ValueError(f"The demo's form cannot be signed: {filled.faults}")
    short = How.SHORT_CHECK if base else How.ASKED
    intake = Intake(
        client=story.client,
        visit_id=visit.id,
        form_version=story.house.version,
        based_on_id=base.id if base else None,
        locale=story.person.language,
        mode=mode,
        begun_by_id=story.house.accounts["reception"].id if mode is Mode.DICTATED else None,
        text_sha256=digest(text_of(filled, story.person.language)),
        begun_at=at - FILLED_IN,
        signed_at=at,
        signed_name=story.person.guardian_name or story.person.name,
        answers=[
            AnswerRow(question=code, value=as_stored(answer), how=short)
            for code, answer in filled.live.items()
        ],
    )
    db.session.add(intake)
    db.session.flush()
    return intake


def agree(story: Story, agreed: Mapping[str, Answer], at: datetime, intake: Intake | None) -> None:
    for question, kind in CONSENTS.items():
        if agreed.get(question) is True:
            text = consent_text(story.house.form.questions[question], story.person.language)
            db.session.add(
                Consent(
                    client_id=story.client.id,
                    kind=kind,
                    text_sha256=digest(text),
                    given_at=at,
                    intake_id=intake.id if intake else None,
                )
            )


def agree_on_paper(story: Story, at: datetime) -> None:
    """Someone new signed the agreements at the desk; the form waits for the tablet."""
    agree(story, AGREED, at, None)


def keep_medicines(story: Story, on: date) -> None:
    for typed in story.person.health.medicines:
        found = recognise(typed)
        since = on - timedelta(days=story.rng.randint(90, 1500))
        db.session.add(
            Medicine(
                client_id=story.client.id,
                typed=typed,
                class_code=found[0].class_code if found else None,
                since_on=since.replace(day=1),
            )
        )


def propose(story: Story, intake: Intake, filled: Sheet, at: datetime) -> None:
    """What the real screening finds in these answers stands as proposed notes."""
    found = screen(filled.known, on=filled.on, form=filled.form)
    for code in sorted(found.notes):
        causes = found.answers_behind(code)
        if any(each.code in filled.asked for each in causes):
            note = stand(story, code, filled, causes, at)
            db.session.add_all(
                IntakeProposal(intake_id=intake.id, question=question, note_id=note.id)
                for question in dict.fromkeys(each.code for each in causes)
            )
    if not found.notes and not story.notes:
        db.session.add(SafetyFinding(client_id=story.client.id, at=at, what=NONE_KNOWN))


def stand(story: Story, code: str, filled: Sheet, causes: tuple[Cause, ...], at: datetime) -> Note:
    entry, on = DEFAULT.contraindications[code], filled.on
    since = starts_on(code, filled.known, on)
    review = review_of(entry.review, on, since)
    note = story.notes.get(code)
    if note is None:
        note = Note(
            client=story.client,
            code=code,
            name=entry.name.said_in(Language.ENGLISH),
            level=entry.level,
            restricts=entry.restricts.plain(),
            state=NoteState.PROPOSED,
            recorded_on=on,
            starts_on=since or on,
            starts_assumed=review.assumed,
            regions=[NoteRegion(region=each) for each in regions(filled, causes)],
        )
        db.session.add(note)
        story.notes[code] = note
    else:
        note.version += 1
    note.review_on, note.stood_up_at = review.on, at
    db.session.flush()
    story.happened([note], at, None)
    return note


def regions(filled: Sheet, causes: tuple[Cause, ...]) -> list[str]:
    found = {
        place
        for each in causes
        for place in places_of(filled.form, filled.known, each.code, each.detail)
    }
    return sorted(found)


def open_episode(story: Story, filled: Sheet, on: date) -> None:
    said = complaint(filled.known)
    assert said is not None
    story.episode = Episode(
        client=story.client,
        region=said.region,
        onset_on=said.onset_on,
        cause=said.cause,
        tag=story.person.source,
        opened_on=on,
    )
    db.session.add(story.episode)
    db.session.flush()


def withdraw_consent(client: Client, at: datetime) -> None:
    """The client took back that they may be treated, and is asked again before the next session."""
    db.session.execute(
        update(Consent)
        .where(Consent.client_id == client.id, Consent.kind == "treatment")
        .values(withdrawn_at=at)
    )
