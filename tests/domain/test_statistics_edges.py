"""The statistics against an independent computation, and at the edges of what can be known."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.domain import statistics
from clinic.domain.instruments import Direction

shares = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
pain = st.integers(0, 10)
unhurried = settings(deadline=None)  #: the first call imports SciPy
pain_pairs = st.lists(st.tuples(pain, pain), min_size=2, max_size=60)


@unhurried
@given(shares)
def test_wilson_is_that_of_scipy_and_stays_between_none_and_all(share):
    from scipy.stats import binomtest

    x, n = share
    found = statistics.wilson(x, n)
    independent = binomtest(x, n).proportion_ci(method="wilson")
    assert found == pytest.approx((independent.low, independent.high), abs=1e-9)
    assert 0 <= found.low <= x / n <= found.high <= 1


def test_wilson_may_be_asked_for_another_confidence_and_refuses_the_impossible():
    from scipy.stats import binomtest

    independent = binomtest(5, 8).proportion_ci(confidence_level=0.9, method="wilson")
    assert statistics.wilson(5, 8, 0.9) == pytest.approx((independent.low, independent.high))
    for x, n in ((1, 0), (-1, 5), (6, 5)):
        with pytest.raises(ValueError):
            statistics.wilson(x, n)


@unhurried
@given(pain_pairs)
def test_mean_change_is_the_paired_t_of_scipy(pairs):
    from scipy.stats import ttest_1samp

    before, after = zip(*pairs, strict=True)
    found = statistics.mean_change(before, after)
    changes = [last - first for first, last in pairs]
    assert found.mean_change == pytest.approx(sum(changes) / len(changes))
    if found.degenerate:
        assert found.ci == (found.mean_change, found.mean_change)
        assert (found.t, found.p, found.srm) == (None, None, None)
        return
    independent = ttest_1samp(changes, 0)
    interval = independent.confidence_interval()
    assert (found.t, found.p) == pytest.approx((independent.statistic, independent.pvalue))
    assert found.ci == pytest.approx((interval.low, interval.high))


def test_mean_change_of_nobody_and_of_baselines_at_nought():
    assert statistics.mean_change([], []) == statistics.MeanChange(0, 0)
    assert statistics.mean_change([0, 0], [1, 2]).pct_change_of_means is None
    assert statistics.mean_change([0, 0], [1, 2]).ses is None  # the baselines do not scatter
    assert statistics.mean_change([None, 5, 7], [3, 4, 5]).n_baseline == 2
    with pytest.raises(ValueError):
        statistics.mean_change([1, 2], [1])


def test_an_interval_of_a_mean_needs_two():
    assert statistics.t_interval(3, 1, 1) is None
    assert statistics.sample_sd([3]) is None
    assert statistics.mean([]) is None


@unhurried
@given(st.lists(st.tuples(pain, st.none() | pain), max_size=50))
def test_responder_rates_keep_their_order_whatever_is_missing(pairs):
    before = [first for first, _ in pairs]
    after = [last for _, last in pairs]
    found = statistics.responders(before, after)
    assert found.percent50.n <= found.percent30.n
    for rate in (found.points, found.percent30, found.percent50):
        assert (rate.of_measured.n, rate.of_all.n) == (found.n_paired, found.n_baseline)
        if found.n_paired:
            assert rate.worst_case <= rate.of_measured.p <= rate.best_case + 1e-12
    if not pairs:
        assert found.points.of_all == (0, 0, None, None)


def test_responders_on_a_scale_of_ability_and_without_a_threshold():
    found = statistics.responders([4, 4, 4], [6, 4, 2], 2, Direction.HIGHER)
    assert (found.points.n, found.worse.n, found.percent50.n) == (1, 1, 1)
    bare = statistics.responders([4, 4], [2, 4], None)
    assert (bare.points, bare.worse, bare.percent30.n) == (None, None, 1)


def test_a_scale_without_scatter_has_no_reliable_change():
    found = statistics.reliable_change(7, 4, 2.0, 1.0)
    assert (found.rci, found.reliable, found.mdc95) == (None, None, 0)
    assert statistics.reliable_change(7, 6, 2.0, 0.85).reliable is False
    for sd, r in ((-1, 0.5), (1, 1.1), (1, -0.1)):
        with pytest.raises(ValueError):
            statistics.reliable_change(7, 4, sd, r)


def test_the_error_of_the_oswestry_in_the_catalogue_follows_from_its_source():
    from clinic.domain.instruments import ODI

    assert statistics.reliable_change(40, 30, 10.5, 0.90).mdc95 == pytest.approx(
        ODI.error_points, abs=0.05
    )


def test_the_cut_off_lies_between_the_populations_nearer_the_one_that_scatters_less():
    assert statistics.clinical_cutoff(6, 2, 2, 2) == 4
    assert statistics.clinical_cutoff(6, 1, 2, 3) == 5
    assert statistics.clinical_cutoff(6, 0, 2, 0) is None
    with pytest.raises(ValueError):
        statistics.clinical_cutoff(6, -1, 2, 1)


def test_regression_to_the_mean_is_nothing_at_full_correlation_and_finite_far_out():
    assert statistics.regression_to_the_mean(4.5, 2, 1, 5).expected_change == 0
    far = statistics.regression_to_the_mean(0, 1, 0.5, 40)
    assert far.mills == pytest.approx(40.025, abs=0.001)
    for sd, rho in ((0, 0.5), (1, 1.5)):
        with pytest.raises(ValueError):
            statistics.regression_to_the_mean(4, sd, rho, 5)


def test_regression_to_the_mean_is_what_a_simulation_shows():
    import numpy as np

    chance = np.random.default_rng(1)
    true = chance.normal(size=(2, 400_000))
    first = 4.5 + 2 * true[0]
    second = 4.5 + 2 * (0.6 * true[0] + 0.8 * true[1])
    change = float((second - first)[first > 5].mean())
    expected = statistics.regression_to_the_mean(4.5, 2, 0.6, 5).expected_change
    assert expected == pytest.approx(change, abs=0.01)


ROW = [{"n": 20, "x": 10}, {"n": 20, "x": 8}, {"n": 20, "x": 3}]


def test_one_hidden_cell_beside_a_shown_total_takes_the_next_smallest_with_it():
    assert [each.shown for each in statistics.suppress(ROW)] == [True, True, False]
    both = statistics.suppress(ROW, total_shown=True)
    assert [each.shown for each in both] == [True, False, False]
    assert both[1].reason == "complementary"


def test_two_hidden_cells_or_none_need_no_company():
    two = [*ROW, {"n": 20, "x": 2}]
    assert [each.shown for each in statistics.suppress(two, total_shown=True)] == [
        True,
        True,
        False,
        False,
    ]
    assert all(each.shown for each in statistics.suppress(ROW[:2], total_shown=True))
    assert [each.shown for each in statistics.suppress(ROW[2:], total_shown=True)] == [False]


@pytest.mark.parametrize(("n", "shown"), [(9, False), (10, True), (11, True)])
def test_a_denominator_under_ten_is_hidden(n, shown):
    assert statistics.suppress([{"n": n, "x": 5}])[0].shown is shown


def test_more_than_everybody_is_no_cell():
    with pytest.raises(ValueError):
        statistics.suppress([{"n": 5, "x": 6}])


@unhurried
@given(st.floats(0.05, 0.95), st.integers(5, 200))
def test_funnel_limits_hold_what_they_promise_within_one_person(theta, n):
    from scipy.stats import binom

    limits = statistics.funnel_limits(theta, n).exact
    assert limits.l998 <= limits.l95 <= limits.u95 <= limits.u998
    below = binom.cdf(math.floor(limits.l95 * n - 1e-9), n, theta)
    assert below <= 0.025 + 1e-9 or limits.l95 < 0
    assert binom.cdf(math.ceil(limits.u95 * n + 1e-9), n, theta) >= 0.975 - 1e-9


def test_ten_identical_therapists_are_flagged_no_more_often_than_promised():
    import numpy as np

    theta, sizes, rounds = 0.55, [12, 20, 25, 30, 35, 40, 45, 50, 60, 80], 400
    chance = np.random.default_rng(2)
    flagged = sum(
        statistics.funnel_signal(theta, n, int(x)) is not None
        for _ in range(rounds)
        for n, x in zip(sizes, chance.binomial(sizes, theta), strict=True)
    )
    expected = statistics.false_alarms(theta, sizes)
    assert expected <= 0.05 * len(sizes)
    assert flagged / rounds == pytest.approx(expected, abs=0.1)


def test_a_signal_is_told_by_the_binomial_tail_and_not_by_the_drawn_line():
    from scipy.stats import binom

    theta, n = 0.55, 40
    line = statistics.funnel_limits(theta, n).exact.u95
    assert binom.sf(math.ceil(line * n) - 1, n, theta) > 0.025  # the twin: the line flags too many
    assert statistics.funnel_signal(theta, n, math.ceil(line * n)) is None
    assert statistics.funnel_signal(theta, n, 29) == 0.95
    assert statistics.funnel_signal(theta, n, 15) == 0.95
    assert statistics.funnel_signal(theta, n, 16) is None
    assert statistics.funnel_signal(theta, n, 40) == 0.998
    assert statistics.funnel_signal(theta, n, 0) == 0.998
    assert statistics.false_alarms(theta, []) == 0
    with pytest.raises(ValueError):
        statistics.funnel_signal(theta, 10, 11)


def test_a_funnel_without_people_or_with_certainty_is_refused():
    for theta, n in ((0, 10), (1, 10), (0.5, 0)):
        with pytest.raises(ValueError):
            statistics.funnel_limits(theta, n)


def test_groups_from_the_same_baseline_compare_as_least_squares_has_it():
    import numpy as np
    from scipy.stats import t as student

    chance = np.random.default_rng(3)
    before = chance.integers(3, 10, 60).tolist()
    group = ["a", "b", "c"] * 20
    after = [
        0.5 * first - (name == "b") + chance.normal()
        for first, name in zip(before, group, strict=True)
    ]
    design = np.array(
        [[1, first, name == "b", name == "c"] for first, name in zip(before, group, strict=True)],
        float,
    )
    fitted, squares, _, _ = np.linalg.lstsq(design, np.array(after), rcond=None)
    se = math.sqrt(squares[0] / 56 * np.linalg.inv(design.T @ design)[2, 2])
    found = statistics.ancova(before, after, group, "a")
    assert (found.n, found.df) == (60, 56)
    assert found.baseline_slope == pytest.approx(fitted[1])
    effect = found.effects["b"]
    assert (effect.diff, effect.se) == pytest.approx((fitted[2], se))
    assert effect.p == pytest.approx(2 * student.sf(abs(fitted[2] / se), 56))
    assert effect.ci == pytest.approx(student.interval(0.95, 56, fitted[2], se))


@pytest.mark.parametrize(
    ("before", "after", "group"),
    [
        ([], [], []),
        ([5, 6, 7, 8], [4, 5, 6, 6], ["a"] * 4),  # nobody to compare with
        ([5, 6, 7, 8], [4, 5, 6, 6], ["b", "c"] * 2),  # no reference
        ([5, 6, 7], [4, 5, 6], ["a", "b", "a"]),  # no degree of freedom
        ([5, 5, 5, 5], [4, 3, 4, 2], ["a", "b"] * 2),  # no slope to tell
        ([None, 6, 7, 8], [4, None, 6, 6], ["a", "b"] * 2),
    ],
)
def test_a_comparison_that_cannot_be_made_is_none(before, after, group):
    assert statistics.ancova(before, after, group, "a") is None


def test_a_comparison_without_scatter_is_certain():
    found = statistics.ancova([4, 5, 6, 4, 5, 6], [4, 5, 6, 3, 4, 5], ["a"] * 3 + ["b"] * 3, "a")
    assert found.effects["b"].diff == pytest.approx(-1)
    assert found.effects["b"].p == pytest.approx(0, abs=1e-9)


courses = st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=40)


@unhurried
@given(courses)
def test_kaplan_meier_is_that_of_scipy_and_never_rises(people):
    from scipy.stats import CensoredData, ecdf

    visits, reached = zip(*people, strict=True)
    found = statistics.kaplan_meier(visits, reached)
    data = CensoredData(
        uncensored=[visit for visit, done in people if done],
        right=[visit for visit, done in people if not done],
    )
    independent = ecdf(data).sf
    left = [step.survival for step in found.steps]
    assert left == sorted(left, reverse=True)
    for step in found.steps:
        assert step.survival == pytest.approx(float(independent.evaluate(step.time)), abs=1e-12)
        if step.ci is not None:
            assert 0 <= step.ci.low <= step.survival <= step.ci.high <= 1


def test_a_median_that_was_not_reached_is_none():
    found = statistics.kaplan_meier([2, 3, 4, 5], [1, 0, 0, 0])
    assert (found.median, found.median_ci[1], found.naive_mean_of_reached) == (None, None, 2)
    assert statistics.kaplan_meier([], []) == ((), None, (None, None), None)
    nobody = statistics.kaplan_meier([2, 3], [0, 0])
    assert [step.ci for step in nobody.steps] == [(1, 1), (1, 1)]
    everybody = statistics.kaplan_meier([2, 3], [1, 1])
    assert (everybody.steps[-1].survival, everybody.steps[-1].ci, everybody.median) == (0, None, 2)


def test_the_interval_of_a_median_holds_it():
    visits = [2, 3, 3, 4, 5, 5, 6, 8, 8, 10]
    found = statistics.kaplan_meier(visits, [1] * 10)
    low, high = found.median_ci
    assert low <= found.median <= high


def test_a_chart_needs_two_months():
    assert statistics.xmr([]) == (None, None, None, None, None, ())
    assert statistics.xmr([5.0]).cl == 5.0
    assert statistics.xmr([5.0]).ucl is None
    assert statistics.xmr([5.0, 5.0, 5.0]).outside == ()


def test_a_month_without_anybody_gives_no_signal():
    found = statistics.p_chart([0, 20, 20], [0, 10, 10])
    assert (found.limits[0], found.outside) == (None, ())
    assert statistics.p_chart([], []).pbar is None
    assert statistics.p_chart([0], [0]) == (None, (None,), ())
    with pytest.raises(ValueError):
        statistics.p_chart([5], [6])


def test_precision_needs_a_width():
    assert statistics.precision_n(0, 1) == 0
    for sd, h in ((1, 0), (-1, 1)):
        with pytest.raises(ValueError):
            statistics.precision_n(sd, h)


def test_intervals_of_a_mean_cover_the_truth_as_often_as_they_say():
    import numpy as np

    chance = np.random.default_rng(4)
    covered = 0
    for _ in range(1000):
        before = chance.normal(6, 2, 20)
        after = before - 2 + chance.normal(0, 2, 20)
        low, high = statistics.mean_change(before.tolist(), after.tolist()).ci
        covered += low <= -2 <= high
    assert 930 <= covered <= 970
