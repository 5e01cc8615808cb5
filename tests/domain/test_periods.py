"""The usual period of a report is made of whole months."""

from datetime import date

import pytest

from clinic.domain.periods import last_full_months


@pytest.mark.parametrize(
    ("today", "months", "start", "end"),
    [
        (date(2026, 3, 2), 12, date(2025, 3, 1), date(2026, 2, 28)),
        (date(2026, 1, 1), 12, date(2025, 1, 1), date(2025, 12, 31)),
        (date(2026, 1, 31), 1, date(2025, 12, 1), date(2025, 12, 31)),
        (date(2024, 3, 1), 1, date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 12, 31), 36, date(2023, 12, 1), date(2026, 11, 30)),
    ],
)
def test_the_months_are_whole_and_over(today, months, start, end):
    assert last_full_months(today, months) == (start, end)


def test_no_month_is_no_period():
    with pytest.raises(ValueError, match="at least one month"):
        last_full_months(date(2026, 3, 2), 0)
