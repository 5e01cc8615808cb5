"""Recording a session: begin, write, decide, sign; after the signature only addenda."""

from clinic.treatment.actions.deciding import decide, keep_decision
from clinic.treatment.actions.signing import Incomplete, add_addendum, record_to_sign, sign
from clinic.treatment.actions.writing import add_lines, begin, change_line, save

__all__ = [
    "Incomplete",
    "add_addendum",
    "add_lines",
    "begin",
    "change_line",
    "decide",
    "keep_decision",
    "record_to_sign",
    "save",
    "sign",
]
