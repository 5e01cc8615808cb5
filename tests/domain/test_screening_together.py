"""Several answers together: computed flags, combinations, and which action is shown."""

from datetime import date

import pytest

from clinic.domain.catalogue.shipped import DEFAULT as CATALOGUE
from clinic.domain.screening import Cause, From, screen
from tests.domain.questionnaire import BASE, ON

COMPUTED = {
    "age_70_plus": {"date_of_birth": date(1956, 1, 15)},
    "first_onset_over_50_or_under_20": {
        **BASE, "date_of_birth": date(1976, 1, 15), "pain_course": "first_episode",
    },
    "aaa_risk": {"date_of_birth": date(1961, 1, 15), "smoked_ever": True},
    "cancer_ever": {**BASE, "hx_cancer": "past"},
    "fever_with_back_pain": {**BASE, "today_illness": ["fever"]},
}  # fmt: skip


@pytest.mark.parametrize("flag", COMPUTED)
def test_flags_that_follow_from_several_answers_name_those_answers(flag):
    found = screen(COMPUTED[flag], on=ON)

    assert flag in found.flags
    assert all(cause.kind is From.COMPUTED for cause in found.because[flag])
    assert {cause.code for cause in found.because[flag]} <= COMPUTED[flag].keys()


@pytest.mark.parametrize("flag", COMPUTED)
def test_the_day_before_the_birthday_or_without_one_of_the_answers_they_do_not(flag):
    answers = dict(COMPUTED[flag])
    if "hx_cancer" in answers:
        answers["hx_cancer"] = "never"
    elif "today_illness" in answers:
        answers["today_illness"] = ["stomach"]
    else:
        born = answers["date_of_birth"]
        answers["date_of_birth"] = born.replace(day=16)

    assert flag not in screen(answers, on=ON).flags


def test_first_pain_before_twenty_is_a_sign_too():
    young = {**BASE, "date_of_birth": date(2006, 1, 16), "pain_course": "first_episode"}

    assert "first_onset_over_50_or_under_20" in screen(young, on=ON).flags
    twenty = {**young, "date_of_birth": date(2006, 1, 15)}
    assert "first_onset_over_50_or_under_20" not in screen(twenty, on=ON).flags


COMBINED = {
    "combo_fragility_fracture": {"rf_injury": ["minor"], "hx_bones": ["osteoporosis"]},
    "combo_sudden_pain_fragile": {"rf_injury": ["sudden"], "medicine_groups": ["steroid"]},
    "combo_fracture_multiple": {"rf_injury": ["minor", "sudden", "shape"]},
    "combo_cord_compression_cancer": {"hx_cancer": "past", "rf_general": ["band"]},
    "combo_cancer_with_neuro": {"hx_cancer": "past", "rf_nerves": ["saddle"]},
    "combo_systemic": {"rf_general": ["night_pain", "not_better"]},
    "combo_infection_risk": {"rf_general": ["recent_infection", "night_pain"]},
    "combo_infection_fever_risk": {"rf_general": ["fever_pain"], "hx_organs": ["immune"]},
    "combo_inflammatory_nice": {
        "pain_duration": "chronic", "rf_inflammatory": ["before_45", "wakes", "moving", "nsaid", "heel"],
    },
    "combo_inflammatory_three": {
        "pain_duration": "chronic", "rf_inflammatory": ["before_45", "wakes", "moving", "nsaid"],
    },
    "combo_aaa": {
        "date_of_birth": date(1950, 1, 1), "smoked_ever": True, "rf_general": ["not_mechanical"],
    },
}  # fmt: skip


def test_every_combination_has_its_example():
    assert COMBINED.keys() == CATALOGUE.combinations.keys()


@pytest.mark.parametrize("combination", COMBINED)
def test_a_combination_holds_and_says_which_flags_made_it(combination):
    found = screen({**BASE, **COMBINED[combination]}, on=ON)
    entry = CATALOGUE.combinations[combination]

    assert combination in found.combinations
    assert {cause.code for cause in found.because[combination]} == entry.flags & found.flags
    if entry.contraindication:
        assert Cause(From.COMBINATION, combination) in found.because[entry.contraindication]


@pytest.mark.parametrize("combination", COMBINED)
def test_with_one_flag_too_few_a_combination_does_not_hold(combination):
    found = screen({**BASE, **COMBINED[combination]}, on=ON)
    entry = CATALOGUE.combinations[combination]

    for part in (entry.every, entry.either, entry.counted):
        flags = found.flags & part
        enough = entry.at_least if part is entry.counted else len(part and flags)
        if flags and (part is not entry.either or len(flags) == 1):
            fewer = found.flags - set(sorted(flags)[: len(flags) - enough + 1])
            assert entry.holds(found.flags) and not entry.holds(fewer)


def test_a_weak_flag_alone_does_not_stop():
    found = screen({**BASE, "rf_general": ["night_pain"]}, on=ON)

    assert (found.flags, found.action) == ({"night_pain_unremitting"}, "gp")
    assert not found.notes


def test_a_notes_own_action_is_shown_but_sets_no_red_flag():
    found = screen({"rf_circulation": ["belly"]}, on=ON)

    assert (found.action, found.notes) == ("emergency", {"acute_abdomen"})


def test_the_action_of_a_combination_can_exceed_that_of_its_flags():
    found = screen({**BASE, "rf_injury": ["minor"], "hx_bones": ["osteoporosis"]}, on=ON)

    assert found.action == "same_day"


def test_a_milder_sign_found_later_does_not_lower_the_action():
    found = screen({**BASE, "rf_injury": ["major"], "rf_general": ["night_pain"]}, on=ON)

    assert found.flags == {"major_trauma", "night_pain_unremitting"}
    assert found.action == "emergency"
