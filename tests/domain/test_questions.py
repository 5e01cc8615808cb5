from datetime import date

import pytest
from hypothesis import given, settings

from clinic.domain.answers import AnswerFault
from clinic.domain.catalogue.shipped import DEFAULT as CATALOGUE
from clinic.domain.conditions import age_on, condition, is_blank
from clinic.domain.questions import DEFAULT as FORM
from tests.domain.questionnaire import BASE, FILLED, ON


def test_a_question_without_a_condition_is_always_shown():
    always = {code for code, each in FORM.questions.items() if each.show_if is None}

    assert always <= FORM.live({}, ON).keys()


def test_a_question_is_shown_by_the_answer_that_asks_for_it():
    assert "pain_now" not in FORM.live({"visit_reason": ["relaxation"]}, ON)
    assert "pain_now" in FORM.live({"visit_reason": ["relaxation", "headache"]}, ON)


def test_a_hidden_answer_keeps_hidden_what_hangs_on_it():
    answers = {**BASE, "pain_now": 9, "seen_doctor": "not_yet"}
    assert "pain_severe_unexplained" in FORM.live(answers, ON)

    gone = FORM.live({**answers, "visit_reason": ["relaxation"]}, ON)
    assert "seen_doctor" not in gone
    assert "pain_severe_unexplained" not in gone


def test_the_live_questions_come_in_the_order_of_the_form():
    shown = list(FORM.live(BASE, ON))

    assert shown == [code for code in FORM.questions if code in shown]


def test_an_empty_answer_is_no_answer_and_false_and_zero_are_answers():
    assert [is_blank(answer) for answer in (None, [], "", " \n")] == [True] * 4
    assert [is_blank(answer) for answer in (False, 0, 0.0, "x", ["x"])] == [False] * 5


@settings(max_examples=100, deadline=None)
@given(FILLED)
def test_showing_twice_shows_the_same(answers):
    once = FORM.live(answers, ON)

    assert FORM.live(once, ON) == once


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 6, 15), date(2026, 6, 14), 25),
        (date(2000, 6, 15), date(2026, 6, 15), 26),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2026, 6, 16), date(2026, 6, 15), -1),
    ],
)
def test_age_counts_completed_years(born, day, age):
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("plain", "holds"),
    [
        ({"q": "n", "gte": 5}, True),
        ({"q": "n", "gte": 6}, False),
        ({"q": "n", "gt": 4}, True),
        ({"q": "n", "gt": 5}, False),
        ({"q": "n", "lte": 5}, True),
        ({"q": "n", "lte": 4}, False),
        ({"q": "n", "lt": 6}, True),
        ({"q": "n", "lt": 5}, False),
        ({"q": "one", "is": "a"}, True),
        ({"q": "one", "is": "b"}, False),
        ({"q": "one", "in": ["a", "b"]}, True),
        ({"q": "one", "in": ["b"]}, False),
        ({"q": "many", "has": "x"}, True),
        ({"q": "many", "has": "z"}, False),
        ({"q": "many", "has_any": ["z", "y"]}, True),
        ({"q": "many", "has_any": ["z"]}, False),
        ({"q": "born", "age_gte": 20}, True),
        ({"q": "born", "age_gte": 21}, False),
        ({"q": "born", "age_lt": 21}, True),
        ({"q": "born", "age_lt": 20}, False),
        ({"q": "unanswered", "lt": 5}, False),
        ({"q": "absent", "is": "a"}, False),
        ({"all": [{"q": "n", "gte": 5}, {"q": "one", "is": "a"}]}, True),
        ({"all": [{"q": "n", "gte": 5}, {"q": "one", "is": "b"}]}, False),
        ({"any": [{"q": "n", "gte": 6}, {"q": "one", "is": "a"}]}, True),
        ({"any": [{"q": "n", "gte": 6}, {"q": "one", "is": "b"}]}, False),
    ],
)
def test_each_test_of_an_answer_holds_exactly_when_it_says(plain, holds):
    born = date(2006, 1, 15)
    live = {"n": 5, "one": "a", "many": ["x", "y"], "born": born, "unanswered": None}

    assert condition(plain).holds(live, ON) is holds


def test_a_condition_names_the_questions_that_it_looks_at():
    nested = condition({"all": [{"q": "a", "is": 1}, {"any": [{"q": "b", "is": 2}]}]})

    assert list(nested.questions()) == ["a", "b"]


def test_a_required_question_without_an_answer_keeps_the_form_open():
    faults = FORM.faults(BASE, ON)

    assert faults["today_illness"] is AnswerFault.MISSING
    assert "occupation_activity" not in faults, "it is optional"
    assert "pain_now" not in faults, "it is answered"
    assert "cancer_details" not in faults, "it is hidden"


@pytest.mark.parametrize(
    ("question", "answer", "fault"),
    [
        ("bp_systolic", 261, AnswerFault.OUT_OF_RANGE),
        ("bp_systolic", 59, AnswerFault.OUT_OF_RANGE),
        ("bp_systolic", 60, None),
        ("bp_systolic", 260, None),
        ("today_illness", ["none", "fever"], AnswerFault.CONTRADICTION),
        ("today_illness", ["none", "none"], None),
        ("today_illness", ["stomach", "fever"], None),
        ("alcohol_drugs_today", False, None),
        ("pain_map", ["calf_left", "scalp"], None),
        ("pain_now", 0, None),
    ],
)
def test_an_answer_that_cannot_stand_on_a_signed_form_is_named(question, answer, fault):
    assert FORM.faults({**BASE, question: answer}, ON).get(question) is fault


def test_the_questions_of_each_visit_are_those_of_the_repeated_sections():
    sections = {question.section for question in FORM.asked_each_visit()}

    assert sections == {"today", "safety"}


def test_shared_lists_give_their_options():
    assert list(FORM.questions["pain_duration"].options) == ["acute", "subacute", "chronic"]
    assert "prone" in FORM.questions["positions_difficult"].options
    assert FORM.questions["pain_pattern"].options["both_legs"].flags == ("both_legs_pain",)


def test_a_question_rests_on_its_own_sources_or_those_of_what_it_raises_or_the_forms():
    asked = FORM.questions

    assert asked["pain_duration"].sources(FORM) == ("furlan_2015",)
    assert asked["temperature"].sources(FORM) == CATALOGUE.contraindications["fever"].sources
    assert asked["occupation_activity"].sources(FORM) == ("cmto", "fht", "good_practice")


def test_what_a_page_needs_of_a_question_is_there():
    temperature, medicines = FORM.questions["temperature"], FORM.questions["medicine_list"]

    assert (temperature.lowest, temperature.highest, temperature.step) == (34, 42, 0.1)
    assert temperature.unit == "°C"
    assert medicines.reads_medicines and medicines.sensitive
    assert not temperature.reads_medicines and not temperature.sensitive
    assert FORM.questions["consent_health_data"].help is not None
