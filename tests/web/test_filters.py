"""Days, times and numbers: on the clinic's clock, in the reader's language."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clinic.db import now
from clinic.web import filters

MOMENT = datetime(2025, 3, 9, 20, 30, tzinfo=UTC)  # 05:30 of the next day in Seoul


@pytest.fixture
def said(app, monkeypatch):
    """A filter's words for a reader of this language, in a clinic in Seoul."""
    monkeypatch.setitem(app.config, "TIME_ZONE", "Asia/Seoul")

    def say(language: str, name: str, *args) -> str:
        with app.app_context(), app.test_request_context(headers={"Accept-Language": language}):
            return getattr(filters, name)(*args)

    return say


@pytest.mark.parametrize(
    ("name", "english", "korean"),
    [
        ("day", "10 March 2025", "2025년 3월 10일"),
        ("short_day", "10 Mar 2025", "2025년 3월 10일"),
        ("weekday", "Monday 10 March", "3월 10일 월요일"),
        ("clock_time", "05:30", "05:30"),
        ("day_and_time", "10 Mar 2025, 05:30", "2025년 3월 10일 05:30"),
    ],
)
def test_a_moment_is_told_by_the_clinics_clock(said, name, english, korean):
    assert (said("en", name, MOMENT), said("ko", name, MOMENT)) == (english, korean)


def test_a_day_of_this_year_is_said_without_the_year(said):
    this_year = date(now().year, 6, 5)
    assert (said("en", "short_day", this_year), said("ko", "short_day", this_year)) == (
        "5 Jun",
        "6월 5일",
    )


@pytest.mark.parametrize("name", ["day", "short_day", "clock_time", "day_and_time", "number"])
def test_what_was_not_noted_is_a_dash_and_never_a_zero(said, name):
    assert said("en", name, None) == "–"


def test_numbers(said):
    assert said("en", "number", 1234.5) == "1,234.5"
    assert said("en", "number", 2, 1) == "2.0"
    assert said("en", "percent", 0.414) == "41%"


def test_how_long_ago(said):
    assert said("en", "ago", now() - timedelta(minutes=3)) == "3 minutes ago"
    assert said("ko", "ago", now() - timedelta(minutes=3)) == "3분 전"


def test_a_machine_reads_the_same_moment(said):
    assert said("en", "machine_time", MOMENT) == "2025-03-10T05:30:00+09:00"
    assert said("en", "machine_time", date(2025, 3, 9)) == "2025-03-09"
