"""Where a course stands in its plot."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinic.web.course_plot import Asked, Edges, Pair, course_plot, pair_plot, spaced

DAY = date(2026, 3, 2)
TEN = (0, 10)


def course(*values):
    return [Asked(DAY + timedelta(7 * n), value) for n, value in enumerate(values)]


def test_a_course_without_a_score_is_not_drawn():
    assert course_plot([], TEN) is None
    assert course_plot(course(None, None), TEN) is None


def test_better_stands_below_where_less_is_better():
    plot = course_plot(course(8, 5), TEN, Edges(better=6, worse=10))
    first, last = plot.marks
    assert first.x < last.x
    assert first.y < last.y
    kinds = {band.kind: band for band in plot.bands}
    assert kinds["better"].y > kinds["same"].y
    assert kinds["better"].edge == 6


def test_better_stands_above_where_more_is_better():
    plot = course_plot(course(3, 6), TEN, Edges(better=5, worse=1))
    kinds = {band.kind: band for band in plot.bands}
    assert kinds["better"].y < kinds["same"].y < kinds["worse"].y


def test_no_band_is_drawn_that_no_score_can_reach():
    plot = course_plot(course(1), TEN, Edges(better=-1, worse=3))
    assert {band.kind for band in plot.bands} == {"same", "worse"}


def test_the_line_is_broken_where_a_visit_has_no_score():
    plot = course_plot(course(8, None, 4, 4), TEN)
    assert [line[-1] for line in plot.lines] == [True, False]
    (gap,) = plot.gaps
    assert plot.marks[0].y < gap.y < plot.marks[1].y


def test_a_gap_at_either_end_keeps_to_the_nearest_score():
    plot = course_plot(course(None, 8, None), TEN)
    assert {gap.y for gap in plot.gaps} == {plot.marks[0].y}


@given(st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=60))
def test_every_point_stays_inside(values):
    plot = course_plot(course(*values), TEN, Edges(better=4, worse=8))
    if plot is None:
        assert all(value is None for value in values)
        return
    for mark in (*plot.marks, *plot.gaps):
        assert 44 <= mark.x <= plot.right
        assert 26 <= mark.y <= plot.bottom
    assert plot.marks[0].shows
    assert plot.marks[-1].shows


def test_days_and_numbers_keep_their_distance():
    assert spaced([0, 10, 50, 60, 100], 30) == {0, 2, 4}
    assert spaced([5], 30) == {0}
    assert spaced([], 30) == set()


def test_sessions_stand_side_by_side():
    plot = pair_plot([Pair(DAY, 8, 4), Pair(DAY, 6, 6)], TEN)
    (_, x, before, after), (_, next_x, same, same_too) = plot.pairs
    assert before < after
    assert x < next_x
    assert same == same_too
    assert pair_plot([], TEN) is None
