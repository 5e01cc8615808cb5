"""From the first page to what a signature sets off."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.sheets import FormDue, Reply
from clinic.domain.states import How, Mode, NoteState, Phase
from clinic.episodes.models import Episode
from clinic.intake import actions
from clinic.intake.actions import publishing
from clinic.intake.models import Answer, Consent, FormVersion, Intake, IntakeProposal
from clinic.intake.queries import (
    consents_missing,
    form_of,
    forms_due,
    latest_signed,
    sheet_of,
    signed_on,
    visits_answered,
)
from clinic.outcomes.models import Score
from clinic.safety.models import Note, SafetyFinding
from clinic.visits.models import Visit
from clinic.web.clock import today
from tests import make
from tests.intake.filling import CHECKED, every_answer, fill_in, filled, rows, signed, the


@pytest.fixture
def visit() -> Visit:
    return make.visit(client=make.client())


@pytest.fixture
def tablet(browser, visit):
    browser.post(f"/visits/{visit.id}/hand-over")
    return browser


def test_the_shipped_form_is_published_as_version_one_with_its_digest(tablet):
    version = the(FormVersion)
    assert (version.form, version.number) == ("intake", 1)
    assert version.sha256 == publishing.digest(publishing.in_one_line(version.content))
    assert form_of(version).questions.keys() == every_answer().keys()


def test_it_is_published_once(visit):
    first = actions.publish_shipped()
    assert actions.publish_shipped() is first and len(rows(FormVersion)) == 1


def test_each_pages_answers_are_stored_as_they_are_given(tablet):
    tablet.post("/kiosk", data=filled(tablet.get("/kiosk").text))

    kept = {each.question: (each.value, each.how) for each in rows(Answer)}
    assert kept["date_of_birth"] == ("1984-07-30", How.ASKED)
    assert kept["doctor_contact"] == (None, How.ASKED), "put to the client, and left blank"
    assert "today_illness" not in kept


def test_a_required_question_is_named_and_what_was_typed_is_kept(tablet):
    sent = filled(tablet.get("/kiosk").text) | {"emergency_contact": "", "doctor_contact": "Dr Han"}

    answer = tablet.post("/kiosk", data=sent)

    assert answer.status_code == 422
    assert 'href="#emergency_contact"' in answer.text and "needs an answer" in answer.text
    assert "Dr Han" in answer.text and 'value="1984"' in answer.text
    assert not rows(Answer)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"date_of_birth-month": "13"}, "no such day"),
        ({"date_of_birth-year": "abcd"}, "in figures"),
        ({"date_of_birth-day": ""}, "in figures"),
        ({"date_of_birth-year": "9" * 30}, "no such day"),
        ({"date_of_birth-year": str(date.today().year + 1)}, "has not come yet"),
        ({"emergency_contact": "x" * 2001}, "too long"),
        ({"emergency_contact": "a\0b"}, "cannot be kept"),
        ({"date_of_birth-declined": "y"}, "Prefer not to say"),
    ],
)
def test_a_wrong_entry_is_refused_in_words(tablet, sent, words):
    answer = tablet.post("/kiosk", data=filled(tablet.get("/kiosk").text) | sent)
    assert answer.status_code == 422 and words in answer.text
    assert not rows(Answer)


@pytest.mark.parametrize(
    ("until", "sent", "words"),
    [
        ("today_illness", {"today_illness": ["none", "fever"]}, "cannot stand together"),
        ("today_illness", {"today_illness": ["plague"]}, "Choose among these"),
        ("painkiller_4h", {"painkiller_4h": "perhaps"}, "yes or no"),
        ("bp_systolic", {"bp_systolic": "12O"}, "Enter a number"),
        ("bp_systolic", {"bp_systolic": "120.5"}, "whole number"),
        ("bp_systolic", {"bp_systolic": "9999"}, "from 60 to 260"),
        ("pain_now", {"pain_now": "11"}, "from 0 to 10"),
        ("pain_now", {"pain_now": []}, "needs an answer"),
        ("pain_map", {"pain_map": ["tail"]}, "Choose among these"),
        ("pain_cause", {"pain_cause": "witchcraft"}, "Choose one of these"),
        ("consent_health_data", {"consent_health_data": "no"}, "cannot be kept"),
        ("consent_signature", {"consent_signature-tick": ""}, "Tick the box"),
        ("consent_signature", {"consent_signature": ""}, "Sign with your name"),
    ],
)
def test_every_kind_of_question_refuses_what_it_cannot_hold(tablet, until, sent, words):
    page = fill_in(tablet, "/kiosk", until=until)
    answer = tablet.post("/kiosk", data=filled(page.text) | sent)
    assert answer.status_code == 422 and words in answer.text
    assert the(Intake).signed_at is None


def test_nothing_is_chosen_before_somebody_chose(tablet):
    url = "/kiosk"
    while "at=" in url or url == "/kiosk":
        page = tablet.get(url).text
        assert not CHECKED.search(page)
        url = tablet.post("/kiosk", data=filled(page)).location


def test_a_hand_made_request_cannot_skip_a_required_question(tablet):
    tablet.get("/kiosk")
    sent = {
        "at": "consent_health_data",
        "consent_health_data": "yes",
        "consent_treatment": "yes",
        "consent_signature": "x",
        "consent_signature-tick": "yes",
    }
    answer = tablet.post("/kiosk", data=sent)
    assert answer.status_code == 422 and 'id="date_of_birth"' in answer.text
    assert the(Intake).signed_at is None and not rows(Answer)


def test_a_hidden_question_cannot_be_answered_by_hand(tablet):
    page = fill_in(tablet, "/kiosk", until="alcohol_drugs_today")
    assert 'id="temperature"' not in page.text, "shown only with a fever"
    tablet.post("/kiosk", data=filled(page.text) | {"temperature": "40"})
    assert "temperature" not in {each.question for each in rows(Answer)}


def test_going_back_keeps_the_answers(tablet):
    page = fill_in(tablet, "/kiosk", until="painkiller_4h")

    sent = filled(page.text) | {"go": "back", "change_since_last": "a cold"}
    answer = tablet.post("/kiosk", data=sent)

    assert answer.location == "/kiosk?at=temperature"
    assert 'value="none" checked' in tablet.get(answer.location).text
    assert "a cold" in tablet.get("/kiosk?at=painkiller_4h").text


def test_answers_that_became_hidden_raise_nothing(visit):
    hidden = {"pain_pattern": "leg_below_knee", "visit_reason": ["relaxation"]}
    signed(visit.client, visit, **hidden)
    assert not rows(Note) and not rows(Episode) and not rows(Score)


def test_telling_it_in_person_is_kept_as_declined_and_fires_nothing(tablet):
    page = fill_in(tablet, "/kiosk", until="rf_nerves")
    tablet.post("/kiosk", data=filled(page.text) | {"rf_nerves": ["saddle"], "go": "tell"})

    kept = {each.question: each for each in rows(Answer)}
    assert (kept["rf_nerves"].value, kept["rf_nerves"].how) == (None, How.DECLINED)
    fill_in(tablet, "/kiosk")
    assert the(Intake).signed_at and not rows(Note)


def test_telling_it_in_person_is_offered_only_where_the_form_allows(tablet):
    page = fill_in(tablet, "/kiosk", until="today_illness")
    assert "rather tell" not in page.text
    answer = tablet.post("/kiosk", data={"at": "today_illness", "go": "tell"})
    assert answer.status_code == 422


def test_a_place_can_be_taken_away_by_its_name(tablet):
    page = fill_in(tablet, "/kiosk", until="pain_map")
    answer = tablet.post("/kiosk", data=filled(page.text) | {"drop": "buttock_left"})
    assert answer.location == "/kiosk?at=pain_map"
    kept = {each.question: each.value for each in rows(Answer)}
    assert kept["pain_map"] == ["lower_back_left"]


def test_another_view_of_the_body_keeps_the_places(tablet):
    page = fill_in(tablet, "/kiosk", until="pain_map")
    answer = tablet.post("/kiosk", data=filled(page.text, pain_map=["calf_left"]) | {"go": "whole"})
    assert answer.location == "/kiosk?at=pain_map&map=whole"
    assert 'value="calf_left" checked' in tablet.get(answer.location).text
    assert (
        'type="hidden" name="pain_map" value="calf_left"' in tablet.get("/kiosk?at=pain_map").text
    )


def test_signing_keeps_version_language_and_digest_of_the_exact_text(visit):
    intake = signed(visit.client, visit)
    assert intake.signed_at and intake.signed_name == "Lee Jun" and intake.locale == "en"
    text = actions.signing.text_of(sheet_of(intake, signed_on(intake)), intake.locale)
    assert intake.text_sha256 == actions.signing.digest(text)


def test_signing_is_one_deed_with_one_entry(visit):
    intake = actions.begin(visit.client, visit, Mode.KIOSK)
    before = len(rows(Entry))
    given = {code: Reply(each) for code, each in every_answer(rf_nerves=["saddle"]).items()}
    actions.submit(intake, "Lee Jun", given)

    (entry,) = rows(Entry)[before:]
    assert entry.event is Event.INTAKE_SIGNED and entry.detail["action"] == "emergency"


def test_an_answer_proposes_its_notes_and_says_which_question_did(visit):
    intake = signed(visit.client, visit, hx_heart=["pacemaker"])
    note = the(Note)
    assert (note.code, note.state) == ("cardiac_device", NoteState.PROPOSED)
    proposal = the(IntakeProposal)
    assert (proposal.intake_id, proposal.question, proposal.note_id) == (
        intake.id,
        "hx_heart",
        note.id,
    )


def test_nothing_found_is_dated_as_asked(visit):
    signed(visit.client, visit)
    assert not rows(Note) and the(SafetyFinding).client_id == visit.client_id


def test_the_complaint_is_opened_the_visit_attached_and_the_pain_kept_as_before(visit):
    signed(visit.client, visit)
    episode, score = the(Episode), the(Score)
    assert (episode.region, episode.onset_on) == ("lower_back", date(2026, 1, 15))
    assert visit.episode_id == episode.id
    assert (score.phase, score.value, score.visit_id) == (Phase.BEFORE, 6, visit.id)
    assert (score.episode_id, score.instrument, score.variant) == (episode.id, "nrs_pain", "now")


def test_without_a_visit_the_pain_belongs_to_the_course(visit):
    signed(visit.client)
    assert the(Score).phase is Phase.COURSE


@pytest.mark.parametrize(("said", "action"), [({"rf_nerves": ["saddle"]}, "emergency"), ({}, None)])
def test_a_red_flag_calls_the_therapist(visit, said, action):
    signed(visit.client, visit, **said)
    assert visit.urgent_action == action and (visit.urgent_at is not None) is bool(action)


def test_agreements_are_recorded_with_what_was_agreed_to(visit):
    client_id = visit.client_id
    assert consents_missing([client_id]) == {client_id}
    signed(visit.client, visit)
    kinds = {each.kind: each for each in rows(Consent)}
    assert kinds.keys() == {"treatment", "health_records"}
    assert consents_missing([client_id]) == frozenset()
    kinds["treatment"].withdrawn_at = now()
    db.session.flush()
    assert consents_missing([client_id]) == {client_id}


def test_who_does_not_agree_to_treatment_is_heard(visit):
    signed_no = actions.begin(visit.client, visit, Mode.KIOSK)
    given = {code: Reply(each) for code, each in every_answer(consent_treatment=False).items()}
    with pytest.raises(Refusal):
        actions.submit(signed_no, "Lee Jun", given)


def test_a_signed_form_can_not_be_changed_or_signed_again(visit):
    intake = signed(visit.client, visit)
    for again in (
        lambda: actions.answer(intake, {"pain_now": Reply(1)}),
        lambda: actions.submit(intake, "x"),
    ):
        with pytest.raises(Refusal):
            again()


def test_an_open_question_keeps_the_form_from_being_signed(visit):
    intake = actions.begin(visit.client, visit, Mode.KIOSK)
    with pytest.raises(Refusal):
        actions.submit(intake, "Lee Jun", {"pain_now": Reply(3)})


def test_forms_are_missing_valid_or_out_of_date(visit):
    client = visit.client
    new = make.client()
    intake = signed(client, visit)
    assert forms_due([client.id, new.id], today()) == {
        client.id: FormDue.VALID,
        new.id: FormDue.MISSING,
    }
    assert forms_due([client.id], today() + timedelta(days=365))[client.id] is FormDue.VALID
    assert forms_due([client.id], today() + timedelta(days=366))[client.id] is FormDue.OUT_OF_DATE
    assert latest_signed(client.id) is intake
    assert visits_answered([visit.id]) == {visit.id}


def test_a_returning_client_answers_the_questions_of_each_visit_only(browser, visit):
    first = signed(visit.client, visit, hx_heart=["pacemaker"])
    later = make.visit(client=visit.client)
    browser.post(f"/visits/{later.id}/hand-over")

    page = browser.get("/kiosk").text
    assert 'id="today_illness"' in page and "of about 9" in page
    assert fill_in(browser, "/kiosk", rf_nerves=["weakness"]).location == "/kiosk/thanks"

    again = latest_intake()
    assert again.based_on_id == first.id and latest_signed(visit.client_id).id == first.id
    codes = {each.code for each in rows(Note)}
    assert "radiculopathy_with_weakness" in codes
    assert later.urgent_action == "same_day" and len(rows(Episode)) == 1


def latest_intake() -> Intake:
    return db.session.scalars(select(Intake).order_by(Intake.id.desc())).first()


def test_what_was_dismissed_is_not_raised_again_by_a_carried_answer(visit):
    signed(visit.client, visit, hx_heart=["pacemaker"])
    the(Note).state = NoteState.DISMISSED
    later = make.visit(client=visit.client)
    signed(visit.client, later)
    assert [each.state for each in rows(Note)] == [NoteState.DISMISSED]


def test_a_form_begun_yesterday_is_gone_on_with_but_asks_today_anew(visit):
    intake = actions.begin(visit.client, visit, Mode.KIOSK)
    actions.answer(intake, {"date_of_birth": Reply(date(1984, 7, 30)), "pain_now": Reply(6)})
    intake.begun_at = now() - timedelta(days=1)
    assert actions.begin(visit.client, visit, Mode.KIOSK) is intake
    assert [each.question for each in intake.answers] == ["date_of_birth"]


def test_yesterdays_answers_about_today_are_not_signed(visit):
    intake = actions.begin(visit.client, visit, Mode.KIOSK)
    intake.begun_at = now() - timedelta(days=1)
    with pytest.raises(Refusal, match="another day"):
        given = {code: Reply(each) for code, each in every_answer().items()}
        actions.submit(intake, "Lee Jun", given)


def test_one_form_a_visit(visit):
    signed(visit.client, visit)
    with pytest.raises(Refusal, match="signed already"):
        actions.begin(visit.client, visit, Mode.KIOSK)
