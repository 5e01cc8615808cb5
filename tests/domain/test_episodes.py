"""Acute, subacute and chronic, by the day."""

from datetime import date, timedelta

import pytest

from clinic.domain.episodes import Chronicity, chronicity

OPENED = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Chronicity.ACUTE),
        (41, Chronicity.ACUTE),
        (42, Chronicity.SUBACUTE),
        (84, Chronicity.SUBACUTE),
        (85, Chronicity.CHRONIC),
        (-1, Chronicity.UNKNOWN),
    ],
)
def test_a_complaint_ages(days, expected):
    assert chronicity(OPENED - timedelta(days=days), OPENED) is expected


def test_an_onset_that_nobody_noted_is_unknown():
    assert chronicity(None, OPENED) is Chronicity.UNKNOWN
