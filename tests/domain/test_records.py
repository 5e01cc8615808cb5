"""What a record must hold, when it is late, and how places are said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clinic.domain.records import (
    Kept,
    Part,
    every_place,
    is_late,
    missing,
    sides_of,
    with_sides_joined,
)
from clinic.domain.states import Reaction, Result

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WHOLE = Kept(
    result=Result.TREATED,
    lines=2,
    consent=True,
    reaction=Reaction.BETTER,
    adverse="",
    texts="",
    pain_before=True,
    pain_after=True,
    referred=False,
)


def test_a_routine_session_needs_no_text():
    assert missing(WHOLE, pain_required=True) == ()


@pytest.mark.parametrize(
    ("without", "part"),
    [
        ({"lines": 0}, Part.LINES),
        ({"consent": False}, Part.CONSENT),
        ({"reaction": None}, Part.REACTION),
        ({"reaction": Reaction.ADVERSE, "adverse": " "}, Part.ADVERSE),
        ({"pain_before": False}, Part.PAIN_BEFORE),
        ({"pain_after": False}, Part.PAIN_AFTER),
        ({"result": Result.NOT_TREATED}, Part.WHY_NOT),
    ],
)
def test_each_part_is_missed(without, part):
    assert missing(replace(WHOLE, **without), pain_required=True) == (part,)


def test_pain_is_missed_only_where_the_clinic_wants_it():
    unasked = replace(WHOLE, pain_before=False, pain_after=False)
    assert missing(unasked, pain_required=False) == ()


def test_what_comes_first_on_the_card_is_missed_first():
    nothing = replace(WHOLE, lines=0, consent=False, reaction=None, pain_before=False)
    assert missing(nothing, True) == (Part.PAIN_BEFORE, Part.LINES, Part.REACTION, Part.CONSENT)


@pytest.mark.parametrize("why", [{"referred": True}, {"texts": "Client felt unwell"}])
def test_not_treated_says_why(why):
    assert missing(replace(WHOLE, result=Result.NOT_TREATED, lines=0, **why), True) == ()


def test_a_day_later_is_late_and_a_moment_less_is_not():
    assert is_late(NOON, NOON + timedelta(hours=24))
    assert not is_late(NOON, NOON + timedelta(hours=24, seconds=-1))


def test_a_paired_region_without_its_side_is_both():
    assert sides_of("calf") == ("calf_left", "calf_right")
    assert sides_of("calf_left") == ("calf_left",)
    assert sides_of("scalp") == ("scalp",)
    assert sides_of("unheard_of") == ("unheard_of",)


def test_both_sides_are_said_as_one_region_in_the_order_they_were_chosen():
    chosen = ["mid_back_right", "scalp", "calf_left", "mid_back_left", "scalp"]
    assert with_sides_joined(chosen) == ("mid_back", "scalp", "calf_left")


def test_joining_and_parting_sides_loses_no_place():
    assert every_place(with_sides_joined(["calf_left", "calf_right"])) == {
        "calf_left",
        "calf_right",
    }
