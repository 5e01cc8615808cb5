"""Periods that an owner asks about without typing days."""

from datetime import date, timedelta


def last_full_months(today: date, months: int = 12) -> tuple[date, date]:
    """First and last day of so many whole months, of which the last ended before today.

    On 2 March 2026 twelve months are 1 March 2025 to 28 February 2026.
    """
    if months < 1:
        raise ValueError("a period has at least one month")
    end = today.replace(day=1) - timedelta(days=1)
    first = end.year * 12 + end.month - months
    return date(first // 12, first % 12 + 1, 1), end
