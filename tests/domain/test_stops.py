from datetime import UTC, date, datetime, timedelta

import pytest

from clinic.domain.clearances import (
    Clearance,
    covered_until,
    ending_soon,
    forbidden_by,
    is_covered,
)
from clinic.domain.contraindications import Note, combine
from clinic.domain.states import Level, NoteState, Verdict
from clinic.domain.stops import (
    Decision,
    Standing,
    is_reason_enough,
    may_be_treated,
    stops,
    undecided,
)

TODAY = date(2026, 1, 15)
NINE = datetime(2026, 1, 15, 9, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def standing(
    level: Level = Level.ABSOLUTE,
    state: NoteState = NoteState.CONFIRMED,
    number: int = 1,
    stood_up_at: datetime | None = None,
) -> Standing:
    return Standing(number, level, state, stood_up_at)


def clearance(given: int, ends: int, number: int = 1) -> Clearance:
    return Clearance(number, days(given), days(ends))


@pytest.mark.parametrize("state", NoteState)
@pytest.mark.parametrize("level", Level)
def test_a_stop_is_an_open_note_that_is_absolute_or_conditional(level, state):
    note = standing(level, state)
    wanted = level in ("absolute", "conditional") and state in ("proposed", "confirmed")

    assert bool(stops([note], [], TODAY)) is wanted


def test_a_valid_clearance_covers_the_note_on_its_first_and_last_day():
    assert not stops([standing()], [clearance(0, 30)], TODAY)
    assert not stops([standing()], [clearance(-30, 0)], TODAY)


def test_the_day_after_its_end_or_before_it_was_given_the_note_stands_again():
    assert stops([standing()], [clearance(-30, -1)], TODAY)
    assert stops([standing()], [clearance(1, 30)], TODAY)


def test_a_clearance_of_another_note_covers_nothing():
    assert stops([standing()], [clearance(0, 30, number=2)], TODAY)


def test_a_clearance_that_ends_before_it_was_given_covers_no_day():
    assert not any(is_covered(1, [clearance(5, -5)], days(day)) for day in range(-10, 11))


def test_the_strictest_stop_comes_first():
    notes = [standing(Level.CONDITIONAL, number=1), standing(Level.ABSOLUTE, number=2)]

    assert [note.id for note in stops(notes, [], TODAY)] == [2, 1]


@pytest.mark.parametrize("verdict", Verdict)
def test_any_of_the_four_decisions_answers_the_stop(verdict):
    assert undecided([standing()], [], [], TODAY) == (standing(),)
    assert not undecided([standing()], [], [Decision(1, verdict, NINE)], TODAY)


def test_a_decision_about_another_note_leaves_the_stop_undecided():
    assert undecided([standing()], [], [Decision(2, Verdict.ADAPT, NINE)], TODAY)


@pytest.mark.parametrize(
    ("verdict", "treats"),
    [("clear", True), ("adapt", True), ("override", True), ("refer", False)],
)
def test_only_a_referral_ends_the_visit_untreated(verdict, treats):
    decided = [Decision(1, Verdict(verdict), NINE)]

    assert may_be_treated([standing()], [], decided, TODAY) is treats


def test_an_undecided_stop_lets_nobody_treat_and_no_stop_lets_all():
    assert not may_be_treated([standing()], [], [], TODAY)
    assert may_be_treated([standing(Level.CAUTION)], [], [], TODAY)
    assert may_be_treated([standing()], [clearance(0, 5)], [], TODAY)


def test_one_decided_stop_does_not_answer_for_the_other():
    notes = [standing(number=1), standing(number=2)]
    decided = [Decision(1, Verdict.ADAPT, NINE)]

    assert [note.id for note in undecided(notes, [], decided, TODAY)] == [2]
    assert not may_be_treated(notes, [], decided, TODAY)


def test_the_latest_decision_counts_in_whatever_order_they_come():
    decided = [Decision(1, Verdict.REFER, TEN), Decision(1, Verdict.ADAPT, NINE)]

    assert not may_be_treated([standing()], [], decided, TODAY)


def test_an_answer_that_contradicts_later_stands_the_stop_up_again():
    again = standing(stood_up_at=TEN)

    assert undecided([again], [], [Decision(1, Verdict.CLEAR, NINE)], TODAY) == (again,)
    assert not may_be_treated([again], [], [Decision(1, Verdict.CLEAR, NINE)], TODAY)
    assert not undecided([again], [], [Decision(1, Verdict.CLEAR, TEN)], TODAY)


@pytest.mark.parametrize(
    ("verdict", "reason", "enough"),
    [
        ("override", "x" * 19, False),
        ("override", " " + "x" * 19 + " ", False),
        ("override", "x" * 20, True),
        ("clear", "  ", False),
        ("clear", "x", True),
        ("adapt", "", True),
        ("refer", "", True),
    ],
)
def test_an_override_says_why_in_twenty_characters_and_a_clearing_says_why(verdict, reason, enough):
    assert is_reason_enough(Verdict(verdict), reason) is enough


def test_a_clearance_ending_within_fourteen_days_is_told():
    assert ending_soon([clearance(-30, 14)], TODAY) == {1: days(14)}
    assert ending_soon([clearance(-30, 0)], TODAY) == {1: TODAY}


def test_one_that_ends_later_or_has_ended_is_not():
    assert ending_soon([clearance(-30, 15)], TODAY) == {}
    assert ending_soon([clearance(-30, -1)], TODAY) == {}
    assert ending_soon([clearance(1, 5)], TODAY) == {}


def test_nothing_is_told_when_the_next_letter_is_already_there():
    assert ending_soon([clearance(6, 200), clearance(-30, 5)], TODAY) == {}
    assert covered_until(1, [clearance(6, 200), clearance(-30, 5)], TODAY) == days(200)


def test_a_gap_of_one_day_between_two_letters_is_told():
    assert ending_soon([clearance(7, 200), clearance(-30, 5)], TODAY) == {1: days(5)}


def test_the_cover_of_one_note_says_nothing_about_another():
    assert covered_until(2, [clearance(-30, 5)], TODAY) is None
    assert covered_until(1, [clearance(-30, 2), clearance(0, 90, number=2)], TODAY) == days(2)


def test_a_clearance_for_ever_breaks_no_calendar():
    assert covered_until(1, [Clearance(1, TODAY, date.max)], TODAY) == date.max


def test_what_a_letter_does_not_name_it_does_not_limit():
    assert forbidden_by({}).is_empty


def test_what_a_letter_leaves_out_stays_forbidden():
    letter = forbidden_by(
        {"techniques": ["effleurage"], "regions": ["calf_left"], "max_pressure": 2}
    )
    allowed = combine([Note("x", Level.CAUTION, letter)], sites=())

    assert not allowed.check("effleurage", "calf_left", 2, None)
    assert allowed.check("petrissage", "calf_left", 2, None)
    assert allowed.check("effleurage", "calf_right", 2, None)
    assert allowed.check("effleurage", "scalp", 2, None)
    assert allowed.check("effleurage", "calf_left", 3, None)


def test_a_region_without_its_side_is_allowed_on_both():
    allowed = combine([Note("x", Level.CAUTION, forbidden_by({"regions": ["calf"]}))], sites=())

    assert not allowed.check("effleurage", "calf_left", 2, None)
    assert not allowed.check("effleurage", "calf_right", 2, None)
