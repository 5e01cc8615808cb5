"""Answers to the shipped questionnaire, made up for the tests."""

from datetime import date

from hypothesis import strategies as st

from clinic.domain.body import CODES
from clinic.domain.conditions import Answer
from clinic.domain.questions import DEFAULT, Question

ON = date(2026, 1, 15)
#: A grown person with simple, fresh back pain.
BASE: dict[str, Answer] = {
    "date_of_birth": date(1985, 5, 5),
    "visit_reason": ["back_pain"],
    "pain_duration": "acute",
    "pain_now": 4,
}

TYPED = st.sampled_from(
    ["", "none", "없음", "Warfarin 5 mg", "엘리퀴스를 하루 두 번", "tylenol 3, insulin", "xyz"]
)
DAYS = st.dates(date(1900, 1, 1), date(2030, 1, 1))
NUMBERS = st.integers(-5, 400) | st.floats(0, 300, allow_nan=False)


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Any answer of the type that the question takes."""
    codes = list(question.options)
    made: dict[str, st.SearchStrategy[Answer]] = {
        "single": st.sampled_from(codes) if codes else st.none(),
        "multi": st.lists(st.sampled_from(codes), max_size=5) if codes else st.none(),
        "body_map": st.lists(st.sampled_from(sorted(CODES)), max_size=4),
        "boolean": st.booleans(),
        "date": DAYS,
        "number": NUMBERS,
        "scale": st.integers(0, 10),
        "text": TYPED,
        "signature": st.just("signed"),
    }
    return made[question.kind]


FILLED = st.fixed_dictionaries(
    {}, optional={code: answers_to(each) for code, each in DEFAULT.questions.items()}
)

#: An answer of the wrong type for each kind of question.
WRONG: dict[str, list[object]] = {
    "single": [["none"], True, 3, "no_such_option"],
    "multi": ["none", {"none"}, [None], ["no_such_option"]],
    "body_map": ["calf_left", ["scalp_left"], ["front:calf_left"], ["knee"]],
    "boolean": [1, "yes", []],
    "date": ["1985-05-05", 19850505, True],
    "number": [True, "38", float("nan"), float("inf"), [3]],
    "scale": [False, "4", float("-inf")],
    "text": [3, ["warfarin"], False],
}
