from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.catalogue.entries import ReviewRule
from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.review import Outcome, Review, ReviewKind, after_screening, due_date, review_of

MONDAY = date(2026, 1, 5)
FEVER = DEFAULT.contraindications["fever"].review
FIRST_TRIMESTER = DEFAULT.contraindications["pregnancy_first_trimester"].review
LATER = DEFAULT.contraindications["pregnancy_uncomplicated"].review


def rule(kind: str, days: int = 2, start: str = "recorded") -> ReviewRule:
    return ReviewRule(kind, days, start)


def test_the_days_count_from_the_date_that_the_rule_names():
    assert review_of(FEVER, MONDAY, date(2026, 1, 3)) == Review(date(2026, 1, 5), assumed=False)


def test_without_that_date_the_day_of_recording_stands_in_and_is_said():
    assert review_of(FEVER, MONDAY) == Review(date(2026, 1, 7), assumed=True)


def test_a_rule_that_counts_from_recording_assumes_nothing():
    counted = review_of(rule("recheck", 30), MONDAY, date(2020, 1, 1))

    assert counted == Review(date(2026, 2, 4), assumed=False)


def test_the_first_trimester_ends_189_days_before_the_due_date():
    due = date(2026, 7, 14)

    assert review_of(FIRST_TRIMESTER, MONDAY, due).on == due - timedelta(days=189)
    assert review_of(LATER, MONDAY, due).on == due + timedelta(days=21)


def test_thirteen_weeks_are_the_end_of_the_first_trimester():
    assert review_of(FIRST_TRIMESTER, MONDAY, due_date(13, MONDAY)).on == MONDAY


def test_a_note_is_due_once_its_review_date_is_past():
    review = Review(MONDAY, assumed=False)

    assert not review.is_due(MONDAY)
    assert review.is_due(MONDAY + timedelta(days=1))


DUE, NOT_DUE = MONDAY + timedelta(days=3), MONDAY + timedelta(days=2)


@pytest.mark.parametrize("kind", ReviewKind)
def test_what_is_raised_again_stands_whatever_its_date(kind):
    review = review_of(rule(kind), MONDAY)

    for on in (NOT_DUE, DUE):
        assert after_screening(rule(kind), review, on, raised=True) is Outcome.STANDS


@pytest.mark.parametrize("kind", ReviewKind)
@pytest.mark.parametrize("raised", [False, None])
def test_before_its_date_nothing_changes(kind, raised):
    review = review_of(rule(kind), MONDAY)

    assert after_screening(rule(kind), review, NOT_DUE, raised=raised) is Outcome.WAITS


@pytest.mark.parametrize(
    ("kind", "denied", "not_asked"),
    [
        ("lapses", Outcome.CLOSES, Outcome.ASK),
        ("until_date", Outcome.CLOSES, Outcome.ASK),
        ("recheck", Outcome.ASK, Outcome.ASK),
        ("clearance", Outcome.KEPT, Outcome.KEPT),
    ],
)
def test_past_its_date_each_kind_behaves_in_its_own_way(kind, denied, not_asked):
    review = review_of(rule(kind), MONDAY)

    assert after_screening(rule(kind), review, DUE, raised=False) is denied
    assert after_screening(rule(kind), review, DUE, raised=None) is not_asked


def test_an_end_that_rests_on_an_assumed_date_is_asked_about_not_closed():
    pregnant = rule("until_date", 2, "due_date")

    assumed, known = review_of(pregnant, MONDAY), review_of(pregnant, MONDAY, MONDAY)
    assert after_screening(pregnant, assumed, DUE, raised=False) is Outcome.ASK
    assert after_screening(pregnant, known, DUE, raised=False) is Outcome.CLOSES


def test_the_kinds_are_those_of_the_catalogue():
    assert set(ReviewKind) == set(DEFAULT.review_kinds)


@given(st.dates(), st.integers(-4000, 4000))
def test_no_date_breaks_the_calendar(day, days):
    counted = review_of(rule("recheck", days), day).on

    assert counted in (date.min, date.max) or counted - day == timedelta(days=days)


@pytest.mark.parametrize("entry", DEFAULT.contraindications.values(), ids=lambda entry: entry.code)
def test_every_entry_is_reviewed_in_time_and_never_closed_unasked(entry):
    review = review_of(entry.review, MONDAY, MONDAY)
    much_later = MONDAY + timedelta(days=4000)

    assert review.on == MONDAY + timedelta(days=entry.review.days)
    assert after_screening(entry.review, review, much_later, raised=None) is not Outcome.CLOSES
