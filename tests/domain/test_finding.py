"""What is meant by what is typed, and who may be entered twice."""

from datetime import date

import pytest

from clinic.domain.finding import Face, likely_same, meant

TODAY = date(2026, 3, 2)
BORN = date(1990, 5, 4)


def test_the_longest_word_is_looked_up_first():
    assert [low for low, _high in meant("k minji", TODAY).stretches] == ["minji", "k"]


def test_digits_may_be_a_phone_or_a_birth_date():
    sought = meant("900504", TODAY)
    assert sought.stretches and BORN in sought.born_on
    assert meant("010 1234", TODAY).stretches[0][0] == "0101234"
    assert meant("+82 10 1234", TODAY).stretches[0][0] == "0101234"


@pytest.mark.parametrize("typed", ["", " ", "12", "-", "()"])
def test_too_little_to_go_by(typed):
    assert not meant(typed, TODAY)


def test_a_word_and_a_phone():
    assert {low for low, _high in meant("kim 5678", TODAY).stretches} == {"kim", "5678"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Face("김민수", "0101", None), Face("김민수", "", None), True),
        (Face("김민수", "", BORN), Face("김 민수", "", BORN), True),
        (Face("김민수", "", BORN), Face("김민수", "", TODAY), False),
        (Face("Kim Minji", "0101", None), Face("Minji Park", "0101", None), True),
        (Face("Kim Minji", "0101", None), Face("Park Jun", "0101", None), False),
        (Face("Kim Minji", "", BORN), Face("Park Jun", "", BORN), False),
        (Face("Kim Minji", "1", BORN), Face("Kim Jun", "2", BORN), True),
        (Face("Kim Minji", "", None), Face("Kim Jun", "", None), False),
    ],
)
def test_who_may_be_one_person_entered_twice(one, other, same):
    assert likely_same(one, other) is same
    assert likely_same(other, one) is same
