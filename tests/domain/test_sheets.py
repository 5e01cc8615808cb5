"""What a questionnaire asks next, what it refuses, and what it comes to in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinic.domain.answers import AnswerFault
from clinic.domain.complaints import complaint, places_of, starts_on
from clinic.domain.denials import asked_about
from clinic.domain.emergency import ambulance
from clinic.domain.questions import DEFAULT
from clinic.domain.screening import screen
from clinic.domain.sheets import (
    Amiss,
    Reply,
    Sheet,
    asked_again,
    asked_in_full,
    carried_over,
    fault,
    pages_of,
)
from clinic.domain.transcripts import digest, lines, text_of
from clinic.domain.words import Language
from tests.intake.filling import every_answer

ON = date(2026, 3, 2)


def sheet(declined=(), carried=None, **other) -> Sheet:
    given = {code: each for code, each in every_answer(**other).items() if each is not None}
    asked = asked_again(DEFAULT) if carried is not None else asked_in_full(DEFAULT)
    return Sheet(
        form=DEFAULT,
        given={code: each for code, each in given.items() if code not in declined},
        declined=frozenset(declined),
        seen=frozenset(DEFAULT.questions),
        carried=carried or {},
        asked=asked,
        on=ON,
    )


def empty() -> Sheet:
    return replace(sheet(), given={}, seen=frozenset())


def test_a_page_never_holds_a_question_with_one_that_it_depends_on():
    for page in pages_of(DEFAULT, asked_in_full(DEFAULT)):
        codes = {each.code for each in page.questions}
        for each in page.questions:
            assert not each.show_if or codes.isdisjoint(each.show_if.questions())
            assert each.section == page.section


def test_every_question_stands_on_one_page():
    pages = list(pages_of(DEFAULT, asked_in_full(DEFAULT)))
    assert [each.code for page in pages for each in page.questions] == list(DEFAULT.questions)


def test_the_first_page_is_first_and_no_later_one_can_be_opened():
    assert empty().page(None).code == "date_of_birth"
    assert empty().page("rf_nerves").code == "date_of_birth"


def test_a_page_whose_questions_are_all_hidden_is_passed_over():
    codes = [page.code for page in sheet(visit_reason=["relaxation"]).pages]
    assert "pain_map" not in codes and "rf_nerves" in codes


def test_what_going_back_opens_is_asked_before_going_on():
    answered = sheet(visit_reason=["relaxation"])
    passed = frozenset(answered.live)
    changed = replace(answered, seen=passed).with_replies({"visit_reason": Reply(["headache"])})
    assert changed.page(changed.after(changed.page("visit_reason")).code).code == "pain_map"
    assert changed.page("consent_health_data").code == "pain_map"


def test_hidden_answers_are_kept_but_not_evaluated():
    hidden = sheet(visit_reason=["relaxation"], pain_now=9)
    assert "pain_now" not in hidden.live and hidden.given["pain_now"] == 9
    assert "pain_now" not in hidden.faults


@pytest.mark.parametrize(
    ("code", "answer", "wrong"),
    [
        ("date_of_birth", None, AnswerFault.MISSING),
        ("date_of_birth", ON + timedelta(days=1), Amiss.AHEAD),
        ("date_of_birth", date(1850, 1, 1), Amiss.TOO_OLD),
        ("pregnancy_due_date", ON + timedelta(days=200), None),
        ("pregnancy_due_date", ON + timedelta(days=400), Amiss.AHEAD),
        ("today_illness", ["none", "fever"], AnswerFault.CONTRADICTION),
        ("pain_now", 11, AnswerFault.OUT_OF_RANGE),
        ("pain_now", 0, None),
        ("temperature", 43, AnswerFault.OUT_OF_RANGE),
        ("emergency_contact", "x" * 2001, Amiss.TOO_LONG),
        ("emergency_contact", "  ", AnswerFault.MISSING),
        ("consent_health_data", False, Amiss.NOT_AGREED),
        ("consent_sensitive_areas", False, None),
    ],
)
def test_what_cannot_stand_is_named(code, answer, wrong):
    answer = None if answer == "  " else answer
    assert fault(DEFAULT.questions[code], answer, False, ON) == wrong


def test_prefer_not_to_say_is_an_answer_where_it_is_offered_and_nowhere_else():
    assert fault(DEFAULT.questions["rf_nerves"], None, True, ON) is None
    assert fault(DEFAULT.questions["rf_nerves"], ["saddle"], True, ON) is Amiss.BOTH
    assert fault(DEFAULT.questions["pain_now"], None, True, ON) is AnswerFault.MISSING


def test_a_declined_question_fires_nothing():
    declined = sheet(declined=["rf_nerves"], rf_nerves=["saddle"])
    assert not declined.faults
    assert "cauda_equina_suspected" not in screen(declined.known, on=ON).notes
    assert "cauda_equina_suspected" in screen(sheet(rf_nerves=["saddle"]).known, on=ON).notes


def test_a_returning_client_is_asked_each_visits_questions_over_the_signed_ones():
    signed = sheet(today_illness=["fever"], hx_heart=["pacemaker"])
    carried = carried_over(signed.live, DEFAULT)
    assert "today_illness" not in carried, "nothing of a day is carried over"

    again = sheet(carried=carried)
    assert "hx_heart" not in again.live and again.known["hx_heart"] == ["pacemaker"]
    assert "pain_now" in again.live, "the complaint that was signed shows the question"
    assert "cardiac_device" in screen(again.known, on=ON).notes


def test_the_digest_changes_with_the_answers_the_wording_and_the_language():
    texts = [
        text_of(sheet(), Language.ENGLISH),
        text_of(sheet(), Language.KOREAN),
        text_of(sheet(pain_now=7), Language.ENGLISH),
        text_of(sheet(declined=["hx_heart"]), Language.ENGLISH),
    ]
    assert len({digest(text) for text in texts}) == 4
    assert digest(texts[0]) == digest(text_of(sheet(), Language.ENGLISH))


def test_the_text_holds_each_question_that_was_shown_and_its_answer():
    text = text_of(sheet(pain_map=["lower_back_left"]), Language.KOREAN)
    assert "현재 통증" in text and "> 왼쪽 허리" in text
    assert "Lower back, left" in text_of(sheet(pain_map=["lower_back_left"]), Language.ENGLISH)
    told = {line.code: line for line in lines(sheet(declined=["hx_heart"]), Language.ENGLISH)}
    assert told["hx_heart"].is_declined and not told["hx_heart"].is_answered
    assert told["doctor_contact"].answer == "Left blank"


@pytest.mark.parametrize(
    ("said", "region"),
    [
        ({"pain_map": ["buttock_left", "lower_back_right"]}, "lower_back"),
        ({"pain_map": ["knee_front_left"]}, "knee_front"),
        ({"pain_map": None}, "lower_back"),
        ({"pain_map": None, "visit_reason": ["other_pain"]}, None),
    ],
)
def test_the_complaint_is_where_the_client_says(said, region):
    found = complaint(sheet(**said).live)
    assert found.region == region
    assert (found.onset_on, found.cause) == (date(2026, 1, 15), "strain")


def test_whoever_comes_to_relax_has_no_complaint():
    assert complaint(sheet(visit_reason=["relaxation"]).live) is None


def test_a_note_is_placed_where_the_map_that_its_option_opened_was_marked():
    live = sheet(hx_skin=["boil"], skin_map=["calf_left"]).live
    assert places_of(DEFAULT, live, "hx_skin", "boil") == ["calf_left"]
    assert places_of(DEFAULT, live, "hx_skin", "scabies") == []
    assert places_of(DEFAULT, live, "visit_reason", "back_pain") == []


def test_a_notes_date_is_the_one_that_the_client_gave():
    live = {"procedure_date": date(2026, 2, 1), "pregnancy_weeks": 20}
    assert starts_on("surgery_recent_major", live, ON) == date(2026, 2, 1)
    assert starts_on("fever", live, ON) is None


def test_only_what_was_asked_and_answered_is_denied():
    asked = sheet(declined=["hx_heart"])
    settled = asked_about(asked, screen(asked.known, on=ON))
    assert settled["fever"] is False
    assert "cardiac_device" not in settled, "declined"
    feverish = sheet(today_illness=["fever"])
    assert asked_about(feverish, screen(feverish.known, on=ON))["fever"] is True


def test_a_short_form_denies_nothing_of_the_history():
    again = sheet(carried=carried_over(sheet().live, DEFAULT))
    settled = asked_about(again, screen(again.known, on=ON))
    assert settled["respiratory_infection_acute"] is False and "cardiac_device" not in settled


@pytest.mark.parametrize(("country", "number"), [("KR", "119"), ("kr", "119"), ("XX", "112")])
def test_every_country_has_a_number_to_ring(country, number):
    assert ambulance(country) == number
