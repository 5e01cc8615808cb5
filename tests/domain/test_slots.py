"""Time that is taken, and what is left of a day."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.slots import Span, free_spans, free_times, is_within, next_quarter

HOUR = timedelta(hours=1)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


DAY = Span(at(9), at(18))


def test_a_day_without_visits_is_free():
    assert free_spans(DAY, [], HOUR) == [DAY]


def test_what_lies_between_visits_is_free_if_it_is_long_enough():
    taken = [Span(at(13), at(14)), Span(at(9), at(10)), Span(at(14, 30), at(17, 30))]
    assert free_spans(DAY, taken, HOUR) == [Span(at(10), at(13))]
    half = timedelta(minutes=30)
    assert free_spans(DAY, taken, half)[1:] == [
        Span(at(14), at(14, 30)),
        Span(at(17, 30), at(18)),
    ]


def test_visits_outside_the_hours_and_over_each_other_take_no_more_than_their_time():
    taken = [Span(at(8), at(10)), Span(at(9), at(9, 30)), Span(at(17), at(20))]
    assert free_spans(DAY, taken, HOUR) == [Span(at(10), at(17))]


def test_a_day_that_is_taken_whole_has_nothing_free():
    assert free_spans(DAY, [Span(at(0), at(23))], HOUR) == []
    assert free_spans(DAY, [Span(at(20), at(23))], HOUR) == [DAY]


def test_what_has_passed_is_not_free():
    assert free_spans(DAY, [], HOUR, after=at(16, 7)) == [Span(at(16, 7), at(18))]
    assert free_spans(DAY, [], HOUR, after=at(17, 30)) == []


def test_visits_begin_at_full_quarters():
    assert free_times([Span(at(9, 5), at(10, 45))], HOUR) == [at(9, 15), at(9, 30), at(9, 45)]
    assert next_quarter(at(9)) == at(9)
    assert next_quarter(at(9, 0).replace(second=1)) == at(9, 15)


def test_hours_end_when_they_end():
    assert is_within(Span(at(17), at(18)), DAY)
    assert not is_within(Span(at(17, 15), at(18, 15)), DAY)
    assert not is_within(Span(at(10), at(11)), None)


minutes = st.integers(0, 24 * 60 - 1)


@given(st.lists(st.tuples(minutes, st.integers(1, 300)), max_size=12))
def test_free_time_never_overlaps_what_is_taken(pairs):
    start = at(0)
    taken = [Span(start + timedelta(minutes=m), start + timedelta(minutes=m + n)) for m, n in pairs]
    free = free_spans(DAY, taken, timedelta(minutes=15))
    for each in free:
        assert DAY.starts_at <= each.starts_at < each.ends_at <= DAY.ends_at
        assert not any(t.starts_at < each.ends_at and t.ends_at > each.starts_at for t in taken)
    assert all(one.ends_at <= other.starts_at for one, other in zip(free, free[1:], strict=False))
