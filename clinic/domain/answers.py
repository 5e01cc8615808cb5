"""The one exception for an answer that cannot be read: by the health questionnaire, or by a measure.

It is raised before anything is judged or scored, so a wrong entry is never half counted. Pages say
the reason in the reader's language, by its code.
"""

from enum import StrEnum


class AnswerFault(StrEnum):
    """Why an answer was refused. The words for each code belong to the pages."""

    OUT_OF_RANGE = "out_of_range"  #: a number below the lowest or above the highest allowed
    NOT_INTEGER = "not_integer"  #: a fraction where only whole numbers are asked
    NOT_A_NUMBER = "not_a_number"  #: text, true or false, infinity or NaN where a number is asked
    UNKNOWN_ITEM = "unknown_item"  #: a question that this form or instrument does not have
    CONTRADICTION = "contradiction"  #: two answers that cannot both be true
    UNIT_REQUIRED = "unit_required"  #: a number that means nothing without its unit
    UNKNOWN_OPTION = "unknown_option"  #: a choice or a body region that the question does not offer
    MISSING = "missing"  #: a required question without an answer
    WRONG_TYPE = "wrong_type"  #: e.g. a list for a single choice, a text for a date


class AnswerError(ValueError):
    """An entry was refused: `code` says why, `question` says which question or item it was for."""

    def __init__(self, code: AnswerFault, question: str = "") -> None:
        self.code = code
        self.question = question
        super().__init__(f"{question}: {code}" if question else str(code))
