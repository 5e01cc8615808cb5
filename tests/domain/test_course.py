"""A course is summed up from its first to its last score."""

from datetime import UTC, datetime, timedelta

from clinic.domain.change import Change
from clinic.domain.course import Point, summarise

START = datetime(2026, 1, 1, tzinfo=UTC)


def course(*values, instrument="nrs_pain", variant="now"):
    days = (Point(START + timedelta(days=n), value, n) for n, value in enumerate(values))
    return summarise(instrument, variant, days)


def test_nothing_measured_is_no_summary():
    assert course() is None


def test_one_score_is_a_baseline_and_no_change_yet():
    only = course(0)
    assert (only.baseline, only.latest, only.verdict) == (0, 0, Change.UNKNOWN)


def test_best_follows_the_direction_of_the_instrument():
    assert course(5, 2, 6).best == 2
    assert course(5, 2, 6, instrument="psfs", variant="").best == 6


def test_the_first_noticeable_visit_is_not_the_baseline_itself():
    assert course(7, 6, 5, 4).first_noticeable_visit_id == 2
    assert course(7, 6, 6).first_noticeable_visit_id is None


def test_an_instrument_that_asks_for_the_change_is_judged_by_its_last_answer():
    assert course(7, instrument="pgic7_hb", variant="").verdict is Change.BETTER
