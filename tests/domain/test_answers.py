from datetime import date

import pytest

from clinic.domain.answers import AnswerError, AnswerFault
from clinic.domain.screening import screen


def test_a_refused_answer_says_why_and_which_question_it_was_for():
    refused = AnswerError(AnswerFault.OUT_OF_RANGE, "pain_now")

    assert refused.code == "out_of_range"
    assert refused.question == "pain_now"
    assert str(refused) == "pain_now: out_of_range"


def test_a_refusal_of_the_whole_entry_names_no_question():
    refused = AnswerError(AnswerFault.UNIT_REQUIRED)

    assert refused.question == ""
    assert str(refused) == "unit_required"


def test_the_codes_that_others_rely_on_keep_their_spelling():
    assert {
        "out_of_range",
        "not_integer",
        "not_a_number",
        "unknown_item",
        "contradiction",
        "unit_required",
    } <= {str(fault) for fault in AnswerFault}


def test_a_number_that_no_measurement_means_is_refused():
    for huge in (10**400, -(10**400), 1e300):
        with pytest.raises(AnswerError) as refused:
            screen({"temperature": huge}, on=date(2026, 1, 15))
        assert refused.value.code == "not_a_number"
