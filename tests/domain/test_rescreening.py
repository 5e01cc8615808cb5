"""A note is denied only by someone who was asked about it."""

from datetime import date

from clinic.domain.rescreening import heard
from clinic.domain.screening import screen

ON = date(2026, 1, 15)
BASE = {
    "date_of_birth": date(1985, 5, 5),
    "visit_reason": ["back_pain"],
    "pain_duration": "acute",
    "pain_now": 4,
}


def said(**answers) -> dict[str, bool]:
    every = BASE | answers
    return heard(every, screen(every, on=ON), on=ON)


def test_asked_and_denied():
    assert said(today_illness=["none"])["fever"] is False


def test_asked_and_raised():
    assert said(today_illness=["fever"])["fever"] is True


def test_not_answered_says_nothing():
    assert "fever" not in said()
    assert "fever" not in said(today_illness=[])


def test_an_answer_to_a_hidden_question_says_nothing():
    hidden = said(pregnancy_status="none", pregnancy_weeks=10)
    assert "pregnancy_uncomplicated" not in hidden or hidden["pregnancy_uncomplicated"] is False


def test_a_red_flag_is_never_denied_by_an_answer():
    assert "red_flag_pending" not in said(rf_nerves=["none"], today_illness=["none"])


def test_a_medicine_list_denies_nothing():
    assert "med_anticoagulant" not in said(medicine_list="vitamin D")
