"""Finding one row by the number in an address."""

from typing import Any, TypeVar

from flask import Flask, abort
from sqlalchemy import Select
from werkzeug.routing import IntegerConverter, Map

from clinic.db import db

LARGEST = 2**31 - 1  #: the largest key that both databases hold; a larger number overflows
Row = TypeVar("Row")


def one_or_404(wanted: "Select[Row]", *numbers: int) -> Row:
    """The row, or the same 404 for one that does not exist and for one that nobody may see."""
    if any(number > LARGEST for number in numbers):
        abort(404)
    found: Any = db.session.scalar(wanted)
    return found if found is not None else abort(404)


class RowNumber(IntegerConverter):
    """A row's number in an address; one that no row can have leads nowhere: 404."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST)


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber
