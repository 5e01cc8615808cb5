"""Rows become scores, or are refused cell by cell; nothing is guessed."""

from datetime import date

import pytest

from clinic.domain.importing import plan_of
from clinic.domain.mapping import read_mapping
from clinic.domain.refusal import Refusal
from clinic.domain.tables import profile, read_table
from tests.domain.test_mapping import RAW, changed

NAMES = "id,time,group,is_patient,pain,pgic\n"


def read(rows: str, raw=RAW):
    return plan_of(read_mapping(raw), read_table((NAMES + rows).encode()).numbered())


def refused(rows: str, raw=RAW) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.reason) for each in read(rows, raw).refused]


def test_a_row_becomes_a_score_for_each_filled_cell():
    plan = read("12,1,1,1,2.5,\n12,2,1,1,1,6\n")
    said = [
        (each.client, each.tag, each.on, each.instrument, each.value)
        for each in plan.scores.values()
    ]
    assert said == [
        ("12", "PRT", date(2018, 1, 1), "nrs_pain", 2.5),
        ("12", "PRT", date(2018, 2, 1), "nrs_pain", 1.0),
        ("12", "PRT", date(2018, 2, 1), "pgic7_hb", 6.0),
    ]
    assert plan.missing == {"pain": 0, "pgic": 1}


def test_an_unanswered_cell_is_missing_and_never_zero():
    plan = read("12,1,1,1,NaN,\n")
    assert (plan.scores, plan.refused, plan.missing) == ({}, [], {"pain": 1, "pgic": 1})


@pytest.mark.parametrize(
    "row, column, reason",
    [
        ("12,1,1,1,11,", "pain", "outside 0 to 10"),
        ("12,1,1,1,-1,", "pain", "outside 0 to 10"),
        ("12,1,1,1,<undefined>,", "pain", "not a number"),
        ("12,1,1,1,1_0,", "pain", "not a number"),
        ("12,1,1,1,inf,", "pain", "not a number"),
        ("12,1,1,1,٣,", "pain", "not a number"),
        ("12,1,1,1,2,6.5", "pgic", "not a whole number"),
        ("12,1,1,1,2,0", "pgic", "outside 1 to 7"),
        ("12,3,1,1,2,", "time", "the mapping does not say which day this is"),
        ("12,1,4,1,2,", "group", "the mapping does not say which tag this is"),
        ("12,1,NaN,1,2,", "group", "no tag"),
        (",1,1,1,2,", "id", "no client"),
    ],
)
def test_a_refused_cell_names_its_row_its_column_and_the_reason(row, column, reason):
    assert refused("1,1,1,1,5,\n" + row + "\n") == [(3, column, reason)]


def test_rows_that_are_not_wanted_are_left_out_and_named():
    plan = read("12,1,1,0,2,\n13,1,1,1,3,\n")
    assert [(each.row, each.client, each.column, each.cell) for each in plan.left_out] == [
        (2, "12", "is_patient", "0")
    ]
    assert [each.client for each in plan.scores.values()] == ["13"]


def test_the_same_score_twice_counts_once_and_a_different_one_is_refused():
    plan = read("12,1,1,1,2,\n12.0,1,1,1,2.0,\n12,1,1,1,3,\n")
    assert (len(plan.scores), plan.repeated) == (1, 1)
    assert [(each.row, each.reason) for each in plan.refused] == [
        (4, "row 2 says 2 for the same client and day")
    ]


def test_a_client_has_one_tag_in_a_file():
    raw = changed("tag.values", {1: "PRT", 2: "placebo"})
    assert refused("12,1,1,1,2,\n12,2,2,1,2,\n", raw) == [
        (3, "group", "the same client has the tag PRT above")
    ]


def test_a_date_may_be_written_out():
    raw = changed("when", {"column": "time", "format": "%d.%m.%Y"})
    plan = read("12,31.12.2025,1,1,2,\n13,2025-12-31,1,1,2,\n", raw)
    assert [each.on for each in plan.scores.values()] == [date(2025, 12, 31)]
    assert [each.column for each in plan.refused] == ["time"]


def test_a_score_is_known_again_by_who_what_and_when_and_not_by_its_row():
    first, again = read("12,1,1,1,2,\n13,1,1,1,3,\n"), read("13,1,1,1,9,\n12.0,1,1,1,2,\n")
    assert set(first.scores) == set(again.scores)
    assert not set(first.scores) & set(read("12,2,1,1,2,\n").scores)


def test_a_missing_column_is_named():
    with pytest.raises(Refusal, match="no column pain. It has: id"):
        read_table(b"id\n1\n").refuse_without(["pain"])


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "empty"),
        (b"\xff\xfe", "UTF-8"),
        (b"a,b\n1\n", "Row 2 has 1 cells"),
        (b"a,a\n1,2\n", "name of its own"),
        (b"a\n\0\n", "NUL"),
        (b'a\n"1\n', "not comma-separated"),
    ],
)
def test_what_is_not_a_table_is_refused_in_words(content, words):
    with pytest.raises(Refusal, match=words):
        read_table(content)


def test_a_column_is_profiled_with_each_cell_that_does_not_fit():
    table = read_table(b"a,b\n2,x\n<undefined>,y\n1,3\n,z\n<undefined>,\n")
    numbers = profile(table, "a", frozenset({""}))
    words = profile(table, "b", frozenset({""}))
    assert (numbers.is_number, numbers.fits, numbers.empty) == (True, 2, 1)
    assert (numbers.lowest, numbers.highest) == (1, 2)
    assert numbers.misfits == {"<undefined>": [3, 6]}
    assert (words.is_number, words.fits, words.empty, words.misfits) == (False, 4, 1, {})
