"""A file of rows: its columns by name, and what kind of cells stand in each."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from clinic.domain.refusal import Refusal

NUMBER = re.compile(r"[+-]?([0-9]{1,300}(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,2})?", re.IGNORECASE)
FIRST_ROW = 2  #: the names stand in row 1


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a file, each row with all columns."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def numbered(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """The rows with their numbers, as a spreadsheet counts them."""
        return enumerate(self.rows, FIRST_ROW)

    def refuse_without(self, wanted: Iterable[str]) -> None:
        if absent := [column for column in wanted if column not in self.columns]:
            raise Refusal(
                f"The file has no column {', '.join(absent)}. It has: {', '.join(self.columns)}."
            )


@dataclass(frozen=True, slots=True)
class Profile:
    """What stands in one column."""

    column: str
    is_number: bool
    fits: int
    empty: int
    lowest: float | None
    highest: float | None
    misfits: Mapping[str, list[int]]  #: each cell that does not fit its column, and its rows


def read_table(content: bytes) -> Table:
    """Read comma-separated text. Raises Refusal where a row and the names do not match."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise Refusal(f"The file is not UTF-8 text (byte {trouble.start}).") from None
    if "\0" in text:
        raise Refusal("The file is not text: it holds NUL characters.")
    try:
        lines = [line for line in csv.reader(StringIO(text, newline=""), strict=True) if line]
    except csv.Error as trouble:
        raise Refusal(f"The file is not comma-separated text: {trouble}.") from None
    if not lines:
        raise Refusal("The file is empty.")
    names = tuple(name.strip() for name in lines[0])
    if len(set(names)) < len(names) or "" in names:
        raise Refusal("Each column needs a name of its own in the first row.")
    for number, line in enumerate(lines[1:], FIRST_ROW):
        if len(line) != len(names):
            raise Refusal(
                f"Row {number} has {len(line)} cells, and there are {len(names)} columns."
            )
    return Table(names, tuple(dict(zip(names, line, strict=True)) for line in lines[1:]))


def profile(table: Table, column: str, missing: frozenset[str]) -> Profile:
    """Is this a column of numbers or of text, and which cells do not fit it?

    It holds numbers when it has more different numbers than words; as many, when more cells are.
    """
    cells = [(row, cells[column].strip()) for row, cells in table.numbered()]
    filled = [(row, cell) for row, cell in cells if cell not in missing]
    values = {cell: number_in(cell) for _, cell in filled}
    numbers = [value for value in values.values() if value is not None]
    cells_of_numbers = sum(values[cell] is not None for _, cell in filled)
    is_number = (len(numbers), cells_of_numbers) > (
        len(values) - len(numbers),
        len(filled) - cells_of_numbers,
    )
    misfits: dict[str, list[int]] = {}
    for row, cell in filled:
        if is_number and values[cell] is None:
            misfits.setdefault(cell, []).append(row)
    return Profile(
        column,
        is_number,
        fits=len(filled) - sum(map(len, misfits.values())),
        empty=len(cells) - len(filled),
        lowest=min(numbers, default=None) if is_number else None,
        highest=max(numbers, default=None) if is_number else None,
        misfits=misfits,
    )


def number_in(cell: str) -> float | None:
    """The number that a cell is, written plainly: neither NaN nor 1_000 nor digits of other scripts."""
    return float(cell) if NUMBER.fullmatch(cell) else None
