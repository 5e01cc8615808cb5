"""A mapping is checked word by word before a row is read."""

from copy import deepcopy
from datetime import date

import pytest

from clinic.domain.mapping import plain, read_mapping
from clinic.domain.refusal import Refusal

RAW = {
    "client": {"column": "id", "source": "trial"},
    "when": {"column": "time", "values": {1: date(2018, 1, 1), 2: date(2018, 2, 1)}},
    "tag": {"column": "group", "values": {1: "PRT"}},
    "only": {"is_patient": [1]},
    "missing": ["", "NaN"],
    "scores": [
        {"column": "pain", "instrument": "nrs_pain", "variant": "average_7d"},
        {"column": "pgic", "instrument": "pgic", "form": "pgic7_hb"},
    ],
}


def changed(path: str, value: object = None) -> dict:
    """The mapping with one part set to something else, or taken away."""
    raw = deepcopy(RAW)
    *parts, last = path.split(".")
    place = raw
    for part in parts:
        place = place[int(part) if part.isdigit() else part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return raw


def test_a_mapping_says_what_each_column_means():
    mapping = read_mapping(RAW)
    assert (mapping.client, mapping.source, mapping.when, mapping.tag) == (
        "id",
        "trial",
        "time",
        "group",
    )
    assert mapping.dates == {"1": date(2018, 1, 1), "2": date(2018, 2, 1)}
    assert [(each.instrument.id, each.variant) for each in mapping.scores] == [
        ("nrs_pain", "average_7d"),
        ("pgic7_hb", ""),
    ]
    assert mapping.columns == ["id", "time", "group", "is_patient", "pain", "pgic"]


@pytest.mark.parametrize(
    "path, value, words",
    [
        ("client", None, "no client"),
        ("scores", None, "no scores"),
        ("scores", [], "names no scores"),
        ("client.source", None, "source"),
        ("wen", {"column": "time"}, "wen"),
        ("scores.0.instument", "odi", "instument"),
        ("scores.0.instrument", "nrs", "not an instrument"),
        ("scores.0.variant", "yesterday", "average_7d, now, worst_7d"),
        ("scores.0.variant", None, "average_7d, now, worst_7d"),
        ("scores.0.unit", "percent", "unit of nrs_pain"),
        ("scores.0.form", "pgic7_hb", "one form only"),
        ("when.values", {1: "yesterday"}, "must mean a date"),
        ("when.values", None, "values or a format"),
        ("when.format", "%Y-%m-%d", "values or a format"),
        ("missing", "NaN", "must be a list"),
        ("only", ["is_patient"], "which cells are wanted"),
        ("client", "id", "list of names and values"),
    ],
)
def test_what_a_mapping_cannot_mean_is_refused_in_words(path, value, words):
    with pytest.raises(Refusal, match=words):
        read_mapping(changed(path, value))


@pytest.mark.parametrize("name", ["pgic", "pgic7", "pgic7_hb"])
def test_the_impression_of_change_needs_its_form(name):
    raw = changed("scores.1.instrument", name)
    del raw["scores"][1]["form"]
    with pytest.raises(Refusal, match="form is missing"):
        read_mapping(raw)


def test_a_form_that_contradicts_its_instrument_is_refused():
    with pytest.raises(Refusal, match="contradict"):
        read_mapping(changed("scores.1.instrument", "pgic7"))


def test_a_measure_with_two_units_needs_one():
    with pytest.raises(Refusal, match="unit is missing; it is one of raw50, percent"):
        read_mapping(changed("scores", [{"column": "ndi", "instrument": "ndi"}]))
    mapping = read_mapping(
        changed("scores", [{"column": "ndi", "instrument": "ndi", "unit": "percent"}])
    )
    assert mapping.scores[0].unit == "percent"


def test_two_columns_of_one_series_are_refused():
    with pytest.raises(Refusal, match="two columns"):
        read_mapping(changed("scores", [RAW["scores"][0], RAW["scores"][0] | {"column": "other"}]))


@pytest.mark.parametrize(
    "cell, same",
    [("12", "12"), (" 12.0 ", "12"), ("-3.00", "-3"), ("1.5", "1.5"), ("007", "007"),
     ("NaN", "NaN"), ("a.0", "a.0"), (".0", ".0")],
)  # fmt: skip
def test_a_cell_is_compared_as_a_person_reads_it(cell, same):
    assert plain(cell) == same


def test_a_number_in_the_mapping_means_the_cell_that_shows_it():
    assert plain(12) == "12"
