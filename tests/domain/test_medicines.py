from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.medicines import CLASSES, recognise


def found(typed: str) -> set[str]:
    return {match.generic for match in recognise(typed)}


EVERY_NAME = [
    (each.code, medicine.generic, name)
    for each in CLASSES
    for medicine in each.medicines
    for name in medicine.names
]


def test_every_name_in_the_list_is_recognised_as_it_stands():
    assert len(EVERY_NAME) == 551
    for class_code, generic, name in EVERY_NAME:
        matches = recognise(f"I take {name}.")
        assert (class_code, generic) in {(match.class_code, match.generic) for match in matches}


@pytest.mark.parametrize("typed", ["warfarin", "WARFARIN 3mg", "(Warfarin)", "warfarin을 복용"])
def test_a_latin_name_counts_as_a_word_of_its_own_in_any_case(typed):
    assert found(typed) == {"warfarin"}


@pytest.mark.parametrize(
    "typed", ["swarfarin", "warfarins", "warfarin3", "3warfarin", "heparinoid"]
)
def test_a_latin_name_inside_a_longer_word_does_not_count(typed):
    assert found(typed) == set()


def test_a_name_counts_when_only_one_of_its_places_stands_free():
    assert found("prewarfarin, warfarin") == {"warfarin"}


@pytest.mark.parametrize("typed", ["와파린을", "매일와파린", "와파린은 아침에", "쿠마딘3mg"])
def test_a_hangul_name_counts_anywhere_since_a_particle_may_follow(typed):
    assert found(typed) == {"warfarin"}


def test_decomposed_hangul_is_the_same_name():
    assert found(normalize("NFD", "와파린을 복용")) == {"warfarin"}


def test_wide_letters_are_read_as_what_they_look_like():
    assert found("\uff37\uff41\uff52\uff46\uff41\uff52\uff49\uff4e") == {"warfarin"}


def test_a_unit_written_as_one_sign_does_not_hide_the_name_before_it():
    assert found("warfarin\u338e") == {"warfarin"}


def test_a_name_of_two_words_may_be_broken_over_lines():
    assert found("MS\n  Contin") == {"morphine"}


def test_one_name_inside_another_finds_both():
    assert {"codeine", "paracetamol"} <= found("Tylenol 3")


def test_a_medicine_named_twice_counts_once():
    assert len(recognise("warfarin (Coumadin), 와파린")) == 1


def test_a_match_brings_the_notes_of_its_class_and_its_own():
    (match,) = recognise("paclitaxel")

    assert set(match.contraindications) == {
        "chemotherapy_current",
        "cancer_active",
        "peripheral_neuropathy",
    }


@pytest.mark.parametrize("typed", ["", "  ", "none", "없음", "vitamin D", "비타민"])
def test_what_is_not_in_the_list_is_not_recognised(typed):
    assert recognise(typed) == ()


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(EVERY_NAME))
def test_a_name_between_blanks_is_found_in_any_text(before, after, named):
    class_code, generic, name = named

    assert (class_code, generic) in {
        (match.class_code, match.generic) for match in recognise(f"{before} {name} {after}")
    }
