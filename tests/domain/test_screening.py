import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.domain.answers import AnswerError, AnswerFault
from clinic.domain.catalogue.shipped import DEFAULT as CATALOGUE
from clinic.domain.questions import DEFAULT as FORM
from clinic.domain.questions import question as question_of
from clinic.domain.screening import PENDING, Cause, From, screen
from tests.domain.questionnaire import BASE, FILLED, ON, WRONG

EXAMPLES = yaml.safe_load(
    (Path(__file__).parent / "examples" / "scenarios.yaml").read_text(encoding="utf-8")
)
#: Combinations and computed flags are looked up on several answers, so they get their own tests.
THOROUGH = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@pytest.mark.parametrize("example", EXAMPLES["scenarios"], ids=lambda example: example["name"])
def test_the_worked_examples_come_out_as_written(example: dict[str, Any]):
    found = screen({**EXAMPLES["base"], **example["answers"]}, on=EXAMPLES["today"])

    assert found.action == example["action"]
    assert found.level == example["level"]
    assert set(example["notes"]) <= found.notes
    assert found.notes or not example["notes"]
    assert example["notes"] or not found.notes


def test_without_any_answer_nothing_is_found():
    found = screen({}, on=ON)

    assert (found.notes, found.flags, found.combinations) == (frozenset(),) * 3
    assert (found.action, found.level, dict(found.because)) == ("note", None, {})


@THOROUGH
@given(FILLED)
def test_every_well_typed_set_of_answers_is_judged_and_explained(answers):
    found = screen(answers, on=ON)

    assert found.notes <= set(CATALOGUE.contraindications)
    assert found.flags <= set(CATALOGUE.flags)
    assert found.action in CATALOGUE.actions
    assert found.because.keys() == found.notes | found.flags | found.combinations
    assert all(found.because.values())
    assert (found.level is None) == (not found.notes)


@THOROUGH
@given(FILLED)
def test_the_chain_of_reasons_ends_at_live_answers(answers):
    found = screen(answers, on=ON)
    live = FORM.live(answers, ON)

    for code in found.notes | found.flags:
        behind = found.answers_behind(code)
        assert behind
        assert all(live[cause.code] is not None for cause in behind)
        assert {cause.kind for cause in behind} <= {From.ANSWER, From.MEDICINE, From.COMPUTED}


@THOROUGH
@given(FILLED)
def test_a_hidden_answer_fires_nothing(answers):
    shown = FORM.live(answers, ON)

    assert screen(answers, on=ON) == screen(shown, on=ON)


@THOROUGH
@given(FILLED)
def test_a_stopping_sign_always_leaves_the_stop_behind_and_nothing_else_does(answers):
    found = screen(answers, on=ON)
    signs = [CATALOGUE.flags[code] for code in found.flags]
    signs += [CATALOGUE.combinations[code] for code in found.combinations]  # type: ignore[misc]
    stopping = [sign.code for sign in signs if CATALOGUE.actions[sign.action].stops]

    assert (PENDING in found.notes) == bool(stopping)
    if stopping:
        assert {cause.code for cause in found.because[PENDING]} == set(stopping)


@THOROUGH
@given(FILLED)
def test_the_action_is_the_highest_of_all_that_was_found(answers):
    found = screen(answers, on=ON)
    asked = [CATALOGUE.flags[code].action for code in found.flags]
    asked += [CATALOGUE.combinations[code].action for code in found.combinations]
    asked += [CATALOGUE.contraindications[code].action or "note" for code in found.notes]

    assert CATALOGUE.actions[found.action].rank == max(
        (CATALOGUE.actions[action].rank for action in asked), default=0
    )


MULTI_CHOICE = [
    (question.code, option.code)
    for question in FORM.questions.values()
    if question.kind == "multi" and question.section in ("safety", "today", "procedures")
    for option in question.options.values()
]


@THOROUGH
@given(FILLED, st.sampled_from(MULTI_CHOICE))
def test_one_more_sign_never_takes_a_finding_away(answers, more):
    question, option = more
    before = screen(answers, on=ON)
    chosen = [*(answers.get(question) or []), option]
    after = screen({**answers, question: chosen}, on=ON)

    assert before.notes <= after.notes
    assert before.flags <= after.flags
    assert before.combinations <= after.combinations
    assert CATALOGUE.actions[before.action].rank <= CATALOGUE.actions[after.action].rank


def test_a_question_that_the_form_does_not_have_is_refused():
    with pytest.raises(AnswerError) as refused:
        screen({**BASE, "star_sign": "leo"}, on=ON)

    assert (refused.value.code, refused.value.question) == (AnswerFault.UNKNOWN_ITEM, "star_sign")


def wrong_answers() -> Iterator[tuple[str, object]]:
    for question in FORM.questions.values():
        for answer in WRONG.get(question.kind, ()):
            yield question.code, answer


@pytest.mark.parametrize(("question", "answer"), list(wrong_answers()))
def test_an_answer_of_the_wrong_type_is_refused_even_when_the_question_is_hidden(question, answer):
    with pytest.raises(AnswerError) as refused:
        screen({question: answer}, on=ON)

    assert refused.value.question == question


def test_a_moment_is_no_date():
    with pytest.raises(AnswerError, match="wrong_type"):
        screen({"date_of_birth": datetime(1985, 5, 5, 12)}, on=ON)


def test_nothing_is_read_from_a_signature():
    signed = screen({**BASE, "consent_signature": object()}, on=ON)  # type: ignore[dict-item]

    assert signed == screen(BASE, on=ON)


def test_unanswered_and_absent_are_the_same():
    blank = dict.fromkeys(FORM.questions)

    assert screen({**blank, **BASE}, on=ON) == screen(BASE, on=ON)


def test_a_number_at_the_limit_fires_and_one_below_it_does_not():
    assert "hypertension_uncontrolled" in screen({"bp_systolic": 180}, on=ON).notes
    assert not screen({"bp_systolic": 179.9}, on=ON).notes
    assert "hypotension_fainting" in screen({"bp_systolic": 90}, on=ON).notes
    assert not screen({"bp_systolic": 91}, on=ON).notes
    assert "hypertension_uncontrolled" in screen({"bp_diastolic": 110}, on=ON).notes
    assert not screen({"bp_diastolic": 109}, on=ON).notes


def test_a_blood_pressure_beyond_the_forms_range_still_stops():
    assert screen({"bp_systolic": 300}, on=ON).level == "absolute"


@pytest.mark.parametrize(
    ("weeks", "note"),
    [(1, "pregnancy_first_trimester"), (13, "pregnancy_first_trimester"),
     (14, "pregnancy_uncomplicated"), (40, "pregnancy_uncomplicated")],
)  # fmt: skip
def test_the_weeks_of_pregnancy_decide_which_note_stands(weeks, note):
    found = screen({"pregnancy_status": "pregnant", "pregnancy_weeks": weeks}, on=ON)

    assert found.notes == {note}


@pytest.mark.parametrize(
    ("born", "is_minor"), [(date(2008, 1, 15), False), (date(2008, 1, 16), True)]
)
def test_a_minor_needs_a_guardian_until_the_eighteenth_birthday(born, is_minor):
    found = screen({"date_of_birth": born}, on=ON)

    assert ("capacity_or_guardian_needed" in found.notes) is is_minor


def test_yes_raises_and_no_does_not():
    assert screen({"alcohol_drugs_today": True}, on=ON).notes == {"intoxication"}
    assert not screen({"alcohol_drugs_today": False}, on=ON).notes


def test_no_raises_too_where_the_form_says_so():
    document = {
        "code": "sober", "section": "today", "type": "boolean", "required": True,
        "text": {"en": "Sober?", "ko": "취하지 않았습니까?"}, "no_sets": ["intoxication"],
    }  # fmt: skip
    sober = question_of(document, {})
    form = replace(FORM, questions=MappingProxyType({"sober": sober}))

    assert screen({"sober": False}, on=ON, form=form).notes == {"intoxication"}
    assert not screen({"sober": True}, on=ON, form=form).notes


#: Nobody types these into a questionnaire, and no answer asks about them: a therapist sees them.
ONLY_A_THERAPIST_RAISES: set[str] = set()


def raisable() -> set[str]:
    found: set[str] = set()
    for question in FORM.questions.values():
        for fired in (*question.options.values(), *question.rules):
            found.update(fired.sets)
    for each in CATALOGUE.medicine_classes.values():
        for medicine in each.medicines:
            found.update(medicine.contraindications)
    for sign in (*CATALOGUE.flags.values(), *CATALOGUE.combinations.values()):
        found.update({sign.contraindication or PENDING, PENDING})
    return found


def test_every_contraindication_can_be_raised_or_is_one_that_only_a_therapist_raises():
    assert set(CATALOGUE.contraindications) - raisable() == ONLY_A_THERAPIST_RAISES


def every_option() -> Iterator[tuple[str, str]]:
    for question in FORM.questions.values():
        for option in question.options.values():
            if option.sets or option.flags:
                yield question.code, option.code


#: What has to be answered before a question that may be hidden is shown.
SHOWING = {
    "rf_inflammatory": {"pain_duration": "chronic"},
    "cancer_details": {"hx_cancer": "active"},
    "pregnancy_issues": {"pregnancy_status": "pregnant"},
}


@pytest.mark.parametrize(("question", "option"), list(every_option()))
def test_every_option_raises_what_it_says(question, option):
    is_single = FORM.questions[question].kind == "single"
    answers = {**BASE, **SHOWING.get(question, {}), question: option if is_single else [option]}
    found = screen(answers, on=ON)
    entry = FORM.questions[question].options[option]

    assert set(entry.sets) <= found.notes
    assert set(entry.flags) <= found.flags
    for code in (*entry.sets, *entry.flags):
        assert Cause(From.ANSWER, question, option) in found.because[code]


def test_the_way_from_an_answer_to_the_stop_can_be_read():
    found = screen({**BASE, "rf_nerves": ["saddle"]}, on=ON)

    assert found.because[PENDING] == (Cause(From.FLAG, "saddle_numbness"),)
    assert found.answers_behind(PENDING) == (Cause(From.ANSWER, "rf_nerves", "saddle"),)


def test_a_typed_medicine_is_named_in_the_reason():
    found = screen({"medicine_list": "Coumadin 3 mg"}, on=ON)

    cause = Cause(From.MEDICINE, "medicine_list", "warfarin")
    assert found.because["med_anticoagulant"] == (cause,)


def test_an_entry_that_the_clinic_retired_raises_nothing():
    kept = {
        code: entry
        for code, entry in CATALOGUE.contraindications.items()
        if code != "med_anticoagulant"
    }
    clinics_own = replace(CATALOGUE, contraindications=MappingProxyType(kept))

    assert not screen({"medicine_list": "warfarin"}, on=ON, catalogue=clinics_own).notes
    assert screen({"medicine_list": "warfarin"}, on=ON).notes


def test_the_reasons_can_be_kept_as_plain_rows():
    found = screen({**BASE, "rf_nerves": ["saddle"]}, on=ON)

    assert json.loads(json.dumps(found.because["saddle_numbness"])) == [
        ["answer", "rf_nerves", "saddle"]
    ]
