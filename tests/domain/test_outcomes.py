"""The owner's report from plain rows: who counts, who is missing and why, and what is withheld."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.instruments import INSTRUMENTS, Direction, own_measure
from clinic.domain.outcomes import (
    CourseScore,
    SeriesRow,
    outcomes,
    outcomes_from_floor,
    series_of,
)
from clinic.domain.words import Words
from tests.domain.trial import trial_rows

START, END = date(2026, 1, 1), date(2026, 12, 31)
BEGAN = date(2026, 3, 2)


def asked(day, value, **changes):
    """One score of episode 1 on so many days after it began."""
    first = CourseScore(1, 1, "back", "nrs_pain", "now", BEGAN + timedelta(day), value)
    return first._replace(**changes)


def only(rows):
    (row,) = rows
    return row


def pair(client, baseline, followup, tag="back", instrument="nrs_pain", missing=None):
    later = None if followup is None else BEGAN + timedelta(28)
    reason = missing if followup is not None or missing else "dropped_out"
    variant = "now" if instrument == "nrs_pain" else None
    began = None if baseline is None else BEGAN
    return SeriesRow(
        client, client, tag, instrument, variant, baseline, began, followup, later, reason
    )


def figures(rows):
    ((group,),) = ((report["groups"]) for report in [outcomes(rows, START, END)])
    return only(group["series"])


def test_the_follow_up_is_the_last_score_two_weeks_or_more_after_the_first():
    scores = [asked(0, 7), asked(13, 1), asked(14, 4), asked(30, 3)]
    row = only(series_of(scores, START, END))
    assert (row.baseline, row.followup, row.missing) == (7, 3, None)
    assert only(series_of(scores[:3], START, END)).followup == 4  # the 14th day counts
    assert only(series_of(scores[:2], START, END)).followup is None  # the 13th does not


def test_scores_are_read_by_their_day_and_not_by_their_order():
    row = only(series_of([asked(30, 3), asked(0, 7), asked(14, 4)], START, END))
    assert (row.baseline, row.followup) == (7, 3)


def test_a_follow_up_after_the_period_is_not_in_it():
    scores = [asked(0, 7), asked(20, 4), asked(60, 1)]
    assert only(series_of(scores, START, BEGAN + timedelta(59))).followup == 4
    assert only(series_of(scores, START, BEGAN + timedelta(60))).followup == 1


def test_an_episode_belongs_to_the_period_of_its_baseline():
    scores = [asked(0, 7), asked(20, 4)]
    assert series_of(scores, BEGAN, END)
    assert series_of(scores, BEGAN + timedelta(1), END) == []
    assert only(series_of(scores, START, BEGAN)).missing == "not_due"
    assert series_of(scores, START, BEGAN - timedelta(1)) == []


def test_variants_and_instruments_are_series_of_their_own():
    worst = asked(20, 4, variant="worst_7d")
    disability = asked(20, 4, instrument="odi", variant=None)
    rows = series_of([asked(0, 7), worst, disability], START, END)
    assert [row.followup for row in rows] == [None, None, None]
    assert len({(row.instrument, row.variant) for row in rows}) == 3


def test_an_asked_but_unscored_first_time_is_no_baseline():
    row = only(series_of([asked(0, None), asked(7, 6), asked(22, 2)], START, END))
    assert (row.baseline, row.baseline_on, row.followup) == (6, BEGAN + timedelta(7), 2)
    assert series_of([asked(0, None, declined=True)], START, END) == []


@pytest.mark.parametrize(
    ("later", "seen", "reason"),
    [
        ([asked(20, None, declined=True)], None, "declined"),
        ([asked(20, None)], None, "not_asked"),  # begun, and came to no score
        ([asked(5, None, declined=True)], None, "dropped_out"),  # declined before it was due
        ([], 14, "not_asked"),
        ([], 13, "dropped_out"),
        ([], None, "dropped_out"),
    ],
)
def test_why_there_is_no_follow_up(later, seen, reason):
    last_seen = {} if seen is None else {1: BEGAN + timedelta(seen)}
    row = only(series_of([asked(0, 7), *later], START, END, last_seen))
    assert (row.followup, row.missing) == (None, reason)


def test_a_score_makes_good_for_having_declined_before():
    row = only(series_of([asked(0, 7), asked(20, None, declined=True), asked(30, 2)], START, END))
    assert (row.followup, row.missing) == (2, None)


def test_a_measure_of_change_has_no_baseline_and_its_last_answer_in_the_period_counts():
    answers = [
        asked(day, value, instrument="pgic7_hb", variant=None)
        for day, value in ((0, 3), (5, 6), (90, 7))
    ]
    row = only(series_of(answers, START, BEGAN + timedelta(30)))
    assert (row.baseline, row.followup, row.missing) == (None, 6, None)
    assert series_of(answers, BEGAN + timedelta(91), END) == []
    report = figures([row._replace(client=each, episode=each) for each in range(10)])
    assert (report["n_baseline"], report["n_followup"], report["missing"]) == (0, 10, {})
    assert (report["baseline"], report["change"], report["responders"]) == (None, None, None)
    assert report["followup"] == {"mean": 6, "sd": 0}
    assert report["at_most"] == {"0": 0, "1": 0}
    assert report["withheld"] is False


@pytest.mark.parametrize(("people", "withheld"), [(9, True), (10, False), (11, False)])
def test_a_group_under_ten_is_withheld_save_for_its_counts(people, withheld):
    rows = [pair(client, 7, 3) for client in range(people)]
    report = figures(rows)
    assert report["withheld"] is withheld
    assert (report["n_baseline"], report["n_followup"]) == (people, people)
    shown = [
        report[name] is not None
        for name in ("baseline", "followup", "change", "responders", "at_most")
    ]
    assert shown == [not withheld] * 5


def test_figures_that_rest_on_fewer_than_ten_measured_are_withheld_too():
    rows = [pair(client, 7, 3 if client < 9 else None) for client in range(12)]
    report = figures(rows)
    assert report["withheld"] is True
    assert report["missing"] == {"dropped_out": 3}
    assert figures([*rows[:9], pair(20, 7, 3)])["withheld"] is False


def test_the_figures_are_of_those_measured_and_of_all():
    rows = [pair(client, 8, 4) for client in range(6)] + [
        pair(client, 5, 4) for client in range(6, 12)
    ]
    rows += [pair(12, 6, None, missing="declined"), pair(13, 6, None), pair(14, 6, None)]
    report = figures(rows)
    assert report["missing"] == {"declined": 1, "dropped_out": 2}
    assert report["baseline"]["mean"] == pytest.approx((48 + 30 + 18) / 15)
    assert report["followup"] == {"mean": 4, "sd": 0}
    assert report["change"]["mean"] == -2.5
    low, high = report["change"]["ci95"]
    assert low < -2.5 < high
    assert {name: rate["n"] for name, rate in report["responders"].items()} == {
        "points": 6,
        "percent30": 6,
        "percent50": 6,
    }
    rate = report["responders"]["points"]
    assert (rate["of_measured"]["p"], rate["of_all"]["p"]) == (0.5, 0.4)
    assert all(len(rate[each]["ci95"]) == 2 for each in ("of_measured", "of_all"))


def test_at_most_counts_follow_ups_of_nought_and_of_one_or_less():
    rows = [pair(client, 7, value) for client, value in enumerate([0, 0, 1, 1, 1, 2, 3, 4, 5, 6])]
    assert figures(rows)["at_most"] == {"0": 2, "1": 5}


def test_points_are_none_where_no_threshold_is_known():
    rows = [pair(client, 3, 8, instrument="psfs") for client in range(10)]
    responders = figures(rows)["responders"]
    assert responders["points"] is None
    assert responders["percent50"]["n"] == 10  # higher is better


def test_a_bank_without_a_direction_has_no_responders():
    rows = [pair(client, 60, 50, instrument="promis") for client in range(10)]
    assert figures(rows)["responders"] is None
    assert figures([row._replace(variant="anxiety") for row in rows])["responders"] is not None


def test_a_baseline_of_nought_cannot_answer_a_percentage():
    rows = [pair(client, 0, 0) for client in range(10)]
    responders = figures(rows)["responders"]
    assert (responders["percent30"]["n"], responders["percent30"]["of_measured"]["p"]) == (0, 0)


def test_groups_stand_by_tag_or_all_together():
    rows = [pair(1, 7, 3, tag="b"), pair(2, 7, 3, tag=None), pair(3, 7, 3, tag="a")]
    rows += [pair(3, 40, 20, tag="a", instrument="odi")]
    report = outcomes(rows, START, END)
    assert [(group["tag"], group["clients"]) for group in report["groups"]] == [
        ("a", 1),
        ("b", 1),
        (None, 1),
    ]
    assert [each["instrument"] for each in report["groups"][0]["series"]] == ["nrs_pain", "odi"]
    together = outcomes(rows, START, END, by=None)
    assert [(group["tag"], group["clients"]) for group in together["groups"]] == [(None, 3)]
    assert (report["from"], report["to"], report["by"]) == ("2026-01-01", "2026-12-31", "tag")


def test_nobody_at_all_is_an_empty_report():
    assert outcomes([], START, END)["groups"] == []
    assert series_of([], START, END) == []


def test_beside_it_stand_those_who_began_with_pain_of_three_and_more():
    rows = [pair(client, 2, 0) for client in range(10)] + [
        pair(client, 3, 3) for client in range(10, 20)
    ]
    rows += [pair(30, 40, 20, instrument="odi")]
    report = outcomes_from_floor(rows, START, END)
    series = only(only(report["groups"])["series"])
    assert (series["n_baseline"], series["responders"]["points"]["n"]) == (10, 0)
    assert figures([row for row in rows if row.instrument == "nrs_pain"])["n_baseline"] == 20


def test_a_measure_of_the_clinics_own_is_reported_like_any_other():
    bend = own_measure(
        "bend", Words(en="Bend", ko="굽힘"), range=(0, 60), direction=Direction.LOWER
    )
    measures = {**INSTRUMENTS, "bend": bend}
    scores = [
        asked(day, value, instrument="bend", client=who, episode=who)
        for who in range(10)
        for day, value in ((0, 40), (28, 10))
    ]
    rows = series_of(scores, START, END, measures=measures)
    group = only(outcomes(rows, START, END, measures=measures)["groups"])
    assert only(group["series"])["change"]["mean"] == -30


pains = st.none() | st.integers(0, 10)


@given(st.lists(st.tuples(st.integers(0, 10), pains), max_size=40))
def test_every_baseline_is_measured_or_missing_and_the_report_is_plain_json(pairs):
    rows = [pair(client, *each) for client, each in enumerate(pairs)]
    report = outcomes(rows, START, END)
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    for group in report["groups"]:
        series = only(group["series"])
        assert series["n_followup"] + sum(series["missing"].values()) == series["n_baseline"]
        assert series["withheld"] is (series["n_followup"] < 10)


@given(st.lists(st.tuples(st.integers(0, 60), pains), min_size=1, max_size=12))
def test_a_follow_up_is_never_sooner_than_two_weeks_and_never_another_episodes(scores):
    course = [asked(day, value) for day, value in scores]
    other = [asked(59, 10, episode=2, client=2)]
    rows = {row.episode: row for row in series_of(course + other, START, END)}
    row = rows.get(1)
    if row is None:
        assert all(value is None for _, value in scores)
    elif row.followup_on:
        assert row.followup_on - row.baseline_on >= timedelta(14)
        assert (row.followup_on - BEGAN).days == max(
            day for day, value in scores if value is not None
        )
    assert rows[2].missing == "dropped_out"


PUBLISHED = {
    "PRT": ((1.18, 1.24), (10.14, 10.63), 33),
    "placebo": ((2.84, 1.64), (19.00, 11.07), 10),
    "usual_care": ((3.13, 1.45), (20.68, 10.68), 5),
}


def trial_scores():
    for row in trial_rows():
        taken_on = {"1": date(2018, 1, 1), "2": date(2018, 2, 1)}[row["time"]]
        for column, instrument, variant in (
            ("pain_avg", "nrs_pain", "average_7d"),
            ("odi", "odi", None),
            ("pgic", "pgic7_hb", None),
        ):
            if (cell := row[column]) not in ("", "NaN"):
                who = int(row["id"])
                yield CourseScore(who, who, row["arm"], instrument, variant, taken_on, float(cell))


def test_the_trial_comes_out_as_published():
    start, end = date(2018, 1, 1), date(2018, 12, 31)
    report = outcomes(series_of(trial_scores(), start, end), start, end)
    found = {group["tag"]: group for group in report["groups"]}
    for arm, (pain, disability, at_most_one) in PUBLISHED.items():
        series = {each["instrument"]: each for each in found[arm]["series"]}
        for instrument, expected in (("nrs_pain", pain), ("odi", disability)):
            spread = series[instrument]["followup"]
            assert (round(spread["mean"], 2), round(spread["sd"], 2)) == expected
        assert series["nrs_pain"]["at_most"]["1"] == at_most_one
        assert series["pgic7_hb"]["n_baseline"] == 0
    assert [found[arm]["clients"] for arm in PUBLISHED] == [50, 51, 50]
