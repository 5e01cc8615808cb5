"""Where things stand in a plot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.web.plots import (
    Axis,
    Estimate,
    cut,
    flow_plot,
    interval_plot,
    round_numbers,
    rounded_range,
)


def test_an_axis_lays_numbers_on_pixels_also_upside_down():
    assert Axis(0, 10, 100, 200).at(5) == 150
    assert Axis(0, 10, 200, 100).at(2) == 180
    assert Axis(3, 3, 0, 10).at(3) == 5


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-4, 0, [-4, -3, -2, -1, 0]),
        (0, 24, [0, 5, 10, 15, 20]),
        (3, 3, [3]),
    ],
)
def test_ticks_are_round_numbers(low, high, ticks):
    assert round_numbers(low, high) == ticks


@given(
    st.lists(st.floats(-200, 200, allow_nan=False), min_size=1, max_size=6),
    st.integers(3, 8),
)
def test_a_rounded_range_holds_all_values_and_zero(values, most):
    low, high = rounded_range(values, most)
    unseen = max(high - low, 10) * 1e-5
    assert low <= min(*values, 0) + unseen
    assert high >= max(*values, 0) - unseen
    assert low < high


def test_estimates_stand_below_each_other_with_their_intervals():
    rows = [Estimate("a", "n 10", -2, -3, -1), Estimate("b", "n 1", 0, None, None)]
    plot = interval_plot(rows)
    first, second = plot.rows
    assert first.left < first.x < first.right < second.x
    assert (second.left, second.right) == (None, None)
    assert second.y > first.y
    assert plot.bottom > second.y
    assert interval_plot([]) is None


def test_boxes_are_as_high_as_their_numbers_and_the_lost_are_drawn():
    flow = flow_plot([50, 40, 40, 10])
    heights = [step.height for step in flow.steps]
    assert heights[1] == heights[2] == 4 * heights[3]
    assert len(flow.bands) == 2
    assert len(flow.lost) == 1
    assert all(step.y + step.height == pytest.approx(flow.bottom, abs=0.1) for step in flow.steps)


def test_nobody_at_all_can_be_drawn_too():
    assert [step.height for step in flow_plot([0, 0, 0, 0]).steps] == [0, 0, 0, 0]


def test_a_long_name_is_cut_by_the_room_it_takes():
    assert cut("a short name") == "a short name"
    assert cut("x" * 40) == "x" * 25 + "…"
    assert cut("가" * 40) == "가" * 12 + "…"
