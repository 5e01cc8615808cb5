"""Birth dates and age."""

from datetime import date

import pytest

from clinic.domain.births import age, dates_meant, is_credible, is_minor

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "1990-05-04",
        "1990.5.4",
        "1990. 5. 4.",
        "1990/05/04",
        "19900504",
        "900504",
        "1990년 5월 4일",
        "4 May 1990",
        "4. may, 1990",
        "May 4, 1990",
        "04/05/1990",
        "05/04/1990",
        "4.5.1990",
    ],
)
def test_a_birth_date_is_understood_as_people_type_it(typed):
    assert date(1990, 5, 4) in dates_meant(typed, TODAY)


@pytest.mark.parametrize(
    "typed", ["", "1990", "19901304", "1990-02-30", "abc", "2026-03-03", "1/1/1"]
)
def test_what_is_no_birth_date(typed):
    assert dates_meant(typed, TODAY) == frozenset()


def test_two_figures_of_a_year_may_mean_either_century():
    assert dates_meant("200101", TODAY) == {date(1920, 1, 1), date(2020, 1, 1)}


def test_age_changes_on_the_birthday():
    assert [age(date(2007, 3, day), TODAY) for day in (1, 2, 3)] == [19, 19, 18]
    assert age(date(2004, 2, 29), date(2026, 2, 28)) == 21


@pytest.mark.parametrize(
    ("birth_on", "country", "minor"),
    [
        (date(2007, 3, 2), "KR", False),
        (date(2007, 3, 3), "KR", True),
        (date(2008, 3, 2), "DE", False),
        (date(2008, 3, 3), "DE", True),
        (None, "KR", False),
    ],
)
def test_who_is_a_minor_depends_on_the_country(birth_on, country, minor):
    assert is_minor(birth_on, TODAY, country) is minor


def test_nobody_is_born_tomorrow_or_in_1800():
    assert not is_credible(date(2026, 3, 3), TODAY)
    assert not is_credible(date(1800, 1, 1), TODAY)
    assert is_credible(TODAY, TODAY)
