"""Finding one row by the number in an address."""

from typing import Any, TypeVar

from flask import abort
from sqlalchemy import Select

from clinic.db import db

LARGEST = 2**31 - 1  #: the largest key that both databases hold; a larger number overflows
Row = TypeVar("Row")


def one_or_404(wanted: "Select[Row]", *numbers: int) -> Row:
    """The row, or the same 404 for one that does not exist and for one that nobody may see."""
    if any(number > LARGEST for number in numbers):
        abort(404)
    found: Any = db.session.scalar(wanted)
    return found if found is not None else abort(404)
