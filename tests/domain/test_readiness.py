"""The desk's one word, and the one next step."""

from itertools import product

import pytest

from clinic.domain.readiness import Facts, NextStep, Readiness, next_step, readiness
from clinic.domain.states import VisitState

NAMES = ("is_urgent", "has_stop", "lacks_consent", "lacks_form", "form_is_old", "lacks_score")
WORDS = list(Readiness)


@pytest.mark.parametrize("holds", list(product([False, True], repeat=len(NAMES))))
def test_the_highest_word_wins(holds):
    expected = WORDS[holds.index(True)] if any(holds) else Readiness.READY
    assert readiness(Facts(**dict(zip(NAMES, holds, strict=True)))) is expected


@pytest.mark.parametrize(
    ("state", "chip", "treats", "step"),
    [
        ("booked", "fetch", False, "acknowledge"),
        ("done", "fetch", True, "acknowledge"),
        ("booked", "ready", False, "check_in"),
        ("booked", "stop", True, "check_in"),
        ("booked", "form", False, "check_in"),
        ("arrived", "ready", False, "start"),
        ("arrived", "ready", True, "open_card"),
        ("arrived", "stop", False, "call"),
        ("arrived", "stop", True, "open_card"),
        ("arrived", "form", False, "hand_over"),
        ("arrived", "form_old", True, "hand_over"),
        ("arrived", "consent", False, "hand_over"),
        ("arrived", "score", False, "hand_over"),
        ("in_session", "ready", False, "finish"),
        ("in_session", "ready", True, "open_card"),
        ("done", None, False, "book_next"),
        ("done", None, True, "open_card"),
        ("no_show", None, False, "book_next"),
        ("cancelled", None, True, None),
    ],
)
def test_the_next_step(state, chip, treats, step):
    found = next_step(VisitState(state), chip and Readiness(chip), treats=treats)
    assert found is (step and NextStep(step))
