"""Scores come out exactly as published, and nothing is guessed on the way."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.answers import AnswerError
from clinic.domain.change import psfs_change
from clinic.domain.instruments import (
    INSTRUMENTS,
    Direction,
    UnknownInstrument,
    own_measure,
)
from clinic.domain.scoring import Score, score, score_total
from clinic.domain.words import Words

EXAMPLES = Path(__file__).parent / "examples" / "scoring_vectors.yaml"
VECTORS = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))["vectors"]
OF_SCORES = [each for each in VECTORS if "function" not in each]
OF_CHANGES = [each for each in VECTORS if "function" in each]


def found_in(result: Score, name: str):
    if name == "score":
        return result.value
    if name in ("shown", "missing"):
        found = getattr(result, name)
        return list(found) if name == "missing" else found
    return result.subscales[name] if name in result.subscales else result.bands[name]


@pytest.mark.parametrize("vector", OF_SCORES, ids=lambda each: each["id"])
def test_every_worked_example_is_scored_as_written(vector):
    expected, options = vector["expected"], vector.get("options", {})
    if "error" in expected:
        with pytest.raises(AnswerError) as refusal:
            score(vector["instrument"], vector["answers"], **options)
        assert refusal.value.code == expected["error"]
        return
    result = score(vector["instrument"], vector["answers"], **options)
    for name, value in expected.items():
        found = found_in(result, name)
        assert found == (pytest.approx(value, abs=5e-7) if type(value) is float else value)


@pytest.mark.parametrize("vector", OF_CHANGES, ids=lambda each: each["id"])
def test_every_worked_change_of_own_activities_comes_out(vector):
    assert psfs_change(**vector["answers"])._asdict() == vector["expected"]


def test_all_worked_examples_are_run():
    assert len(OF_SCORES) + len(OF_CHANGES) == len(VECTORS) == 37


def refusal_of(instrument, answers, **options):
    with pytest.raises(AnswerError) as refusal:
        score(instrument, answers, **options)
    return str(refusal.value.code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (7.5, "not_integer"),
        ("7", "not_a_number"),
        ("6-7", "not_a_number"),
        ("", "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (Decimal("NaN"), "not_a_number"),
        ([7], "not_a_number"),
        (2j, "not_a_number"),
        (11, "out_of_range"),
        (-0.5, "out_of_range"),
    ],
)
def test_a_pain_rating_that_is_no_rating_is_refused(typed, code):
    assert refusal_of("nrs_pain", {1: typed}) == code


def test_a_number_longer_than_any_text_of_it_is_out_of_range():
    assert refusal_of("nrs_pain", {1: 10**5000}) == "out_of_range"


@pytest.mark.parametrize("typed", [7, 7.0, Decimal(7), Fraction(7)])
def test_a_whole_number_may_be_written_in_any_number_type(typed):
    assert score("nrs_pain", {1: typed}).value == 7


def test_items_may_be_named_as_json_names_them():
    assert score("gad7", {str(item): 1 for item in range(1, 8)}).value == 7
    assert refusal_of("nrs_pain", {1: 3, "1": 4}) == "contradiction"
    assert refusal_of("nrs_pain", {2: None}) == "unknown_item"
    assert refusal_of("nrs_pain", {True: 3}) == "unknown_item"


def test_a_mean_of_days_is_taken_only_when_said_to_be_one():
    assert score("nrs_pain", {1: 2.5}, derived=True).value == 2.5
    assert refusal_of("nrs_pain", {1: 2.5}) == "not_integer"
    assert refusal_of("pgic7", {1: 2.5}, derived=True) == "not_integer"


def test_halves_are_rounded_up_and_not_to_even():
    assert score("psfs", {"a": 3, "b": 3, "c": 3, "d": 4}).shown == "3.3"  # 3.25
    answers = dict(zip(range(1, 8), (2, 2, 1, 2, 1, 1, None), strict=True))
    assert score("gad7", answers, prorate=True).value == 11  # 9 / 6 * 7 = 10.5


def test_proration_stops_where_its_rule_stops_and_is_off_unless_asked():
    two_missing = {1: 3, 2: 3, 3: 3, 4: 3, 5: 3}
    assert score("gad7", two_missing).value is None
    assert score("gad7", two_missing, prorate=True).value == 21
    three_missing = {1: 3, 2: 3, 3: 3, 4: 3}
    assert score("gad7", three_missing, prorate=True).value is None
    assert score("phq4", {1: 3, 2: 3, 3: 3}, prorate=True).value is None  # no rule is published


def test_a_subscale_stands_when_the_total_does_not():
    result = score("phq4", {1: 2, 2: 1, 3: 3})
    assert result.value is None
    assert result.subscales == {"gad2": 3, "phq2": None}
    assert result.bands == {"gad2_positive": True}
    assert result.alerts == ("gad2_positive",)
    assert result.missing == (4,)


def test_nothing_ticked_is_no_score_until_it_is_said_that_none_applies():
    assert score("rmdq24", {"ticked": []}).value is None
    assert score("rmdq24", {}).missing == ("ticked",)
    assert score("rmdq24", {"ticked": [], "none_apply": False}).value is None
    assert score("rmdq24", {"ticked": [3, "3", 4], "none_apply": False}).value == 2
    assert refusal_of("rmdq24", {"ticked": [True]}) == "unknown_item"
    assert refusal_of("rmdq24", {"ticked": 7}) == "unknown_item"
    assert refusal_of("rmdq24", {"ticked": [], "none_apply": "yes"}) == "contradiction"


@pytest.mark.parametrize(
    ("percent", "band"),
    [(0, "minimal"), (20, "minimal"), (21, "moderate"), (40, "moderate"), (41, "severe")]
    + [(60, "severe"), (61, "crippled"), (80, "crippled"), (81, "bed-bound"), (100, "bed-bound")],
)
def test_each_band_of_the_oswestry_begins_where_it_was_published(percent, band):
    assert score("odi", {"percent": percent}).bands == {"band": band}


def test_a_section_left_out_shrinks_the_denominator_and_too_many_refuse():
    assert score("odi", {"sum": 16, "answered": 8}).value == 40
    assert refusal_of("odi", {"sum": 16, "answered": 7}) == "out_of_range"
    assert refusal_of("odi", {"sum": 16, "answered": 11}) == "out_of_range"
    assert refusal_of("odi", {"percent": 33, "sum": 16, "answered": 10}) == "contradiction"
    assert score("odi", {"percent": 32, "sum": 16, "answered": 10}).value == 32
    assert score("odi", {"sum": 16}).missing == ("answered",)
    assert score("odi", {}).missing == ("percent",)


def test_neck_disability_is_kept_in_points_of_fifty_whatever_was_typed():
    assert score("ndi", {"value": 32, "unit": "percent"}).value == 16
    one_missing = score("ndi", {"sum": 16, "answered": 9})
    assert one_missing.subscales["percent"] == pytest.approx(35.5556, abs=1e-4)
    assert one_missing.bands == {"band": "moderate"}
    assert score("ndi", {"sum": 16, "answered": 8}).value is None
    assert refusal_of("ndi", {"value": 51, "unit": "raw50"}) == "out_of_range"
    assert refusal_of("ndi", {"value": 16.5, "unit": "raw50"}) == "not_integer"
    assert refusal_of("ndi", {"value": 16, "unit": "stones"}) == "unit_required"
    assert score("ndi", {"value": None}).value is None


def test_quickdash_begins_at_one_a_section():
    assert score("quickdash", {"sum": 11, "answered": 11}).value == 0
    assert score("quickdash", {"sum": 50, "answered": 10}).value == 100
    assert refusal_of("quickdash", {"sum": 10, "answered": 11}) == "out_of_range"
    assert refusal_of("quickdash", {"sum": 56, "answered": 11}) == "out_of_range"


def test_a_risk_group_needs_what_decides_it():
    assert score("startback", {"total": 5, "subscale": 3}).bands == {"risk": "medium"}
    assert score("startback", {"total": 3}).bands == {"risk": "low"}
    unknown = score("startback", {"total": 4})
    assert (unknown.bands, unknown.missing) == ({}, ("subscale",))
    assert refusal_of("startback", {"total": 2, "subscale": 3}) == "contradiction"
    assert score("startback", {}).value is None


def test_a_stress_total_may_be_typed_without_its_items():
    assert score("pss10", {"total": 29}).value == 29
    assert refusal_of("pss10", {"total": 41}) == "out_of_range"
    assert refusal_of("phq4", {"total": 4}) == "unknown_item"


def test_a_total_worked_out_elsewhere_is_held_to_the_same_range():
    assert score_total("rmdq24", 7).value == 7
    assert score_total("peg", 5.333).shown == "5.3"
    assert score_total("odi", 35.5).value == 35.5
    assert score_total("ndi", 32, unit="percent").value == 16
    assert score_total("nrs_pain", None).value is None
    for instrument, total in (("rmdq24", 25), ("rmdq24", 7.5), ("odi", 101), ("pgic7_hb", 0)):
        with pytest.raises(AnswerError):
            score_total(instrument, total)
    with pytest.raises(AnswerError, match="unit_required"):
        score_total("ndi", 32)


def test_an_unknown_measure_is_not_scored():
    with pytest.raises(UnknownInstrument):
        score("phq9", {1: 1})


def test_a_clinic_measures_by_its_own_steps():
    bend = own_measure(
        "bend", Words(en="Bend", ko="굽힘"), range=(0, 5), step=0.5, direction=Direction.LOWER
    )
    assert score(bend, {1: 2.5}).shown == "2.5"
    assert refusal_of(bend, {1: 2.4}) == "not_integer"
    assert refusal_of(bend, {1: 5.5}) == "out_of_range"


ITEM_MEASURES = [each for each in INSTRUMENTS.values() if each.item_range]


@given(st.sampled_from(ITEM_MEASURES), st.data())
def test_any_full_entry_scores_within_the_range_and_any_gap_is_named(measure, data):
    lowest, highest = measure.item_range
    answers = {key: data.draw(st.none() | st.integers(lowest, highest)) for key in measure.items}
    result = score(measure, answers)
    empty = tuple(key for key, each in answers.items() if each is None)
    assert result.missing == empty
    if not empty:
        assert measure.holds(result.value)
    elif measure.rule != "mean_of_answered":
        assert result.value is None


@given(st.sampled_from([each for each in ITEM_MEASURES if not each.reversed]), st.data())
def test_a_higher_answer_never_lowers_the_score(measure, data):
    lowest, highest = measure.item_range
    answers = {key: data.draw(st.integers(lowest, highest - 1)) for key in measure.items}
    raised = dict(answers)
    raised[data.draw(st.sampled_from(list(answers)))] += 1
    assert score(measure, raised).value > score(measure, answers).value


@given(st.integers(0, 50), st.integers(8, 10))
def test_an_oswestry_total_is_its_sum_over_what_was_answered(total, answered):
    if total > 5 * answered:
        assert refusal_of("odi", {"sum": total, "answered": answered}) == "out_of_range"
    else:
        value = score("odi", {"sum": total, "answered": answered}).value
        assert value == float(Fraction(100 * total, 5 * answered))


@given(st.sampled_from(sorted(INSTRUMENTS)), st.dictionaries(st.text(max_size=6), st.none()))
def test_an_entry_without_any_answer_is_never_a_score(instrument, answers):
    try:
        assert score(instrument, answers).value is None
    except AnswerError as refusal:
        assert refusal.code == "unknown_item"


def test_no_score_is_printed_as_nothing_and_says_what_is_missing():
    nothing = score("promis", {})
    assert nothing == Score(None, missing=("t",))
    assert nothing.shown is None
    assert score("promis", {"t": 61.7}).missing == ()
    assert score("ndi", {}) == Score(None, subscales={"percent": None}, missing=("value",))


def test_counts_are_whole_and_means_are_not():
    assert repr(score("nrs_pain", {1: 7.0}).value) == "7"
    assert repr(score("peg", {"P": 5, "E": 5, "G": 5}).value) == "5.0"
    assert score("nrs_pain", {1: 7}).shown == "7"


def test_a_total_may_be_a_mean_of_days_only_when_said_to_be_one():
    assert score_total("nrs_pain", 2.5, derived=True).shown == "2.5"
    with pytest.raises(AnswerError, match="not_integer"):
        score_total("nrs_pain", 2.5)
    with pytest.raises(AnswerError, match="not_integer"):
        score_total("pgic7", 2.5, derived=True)
