"""From the rows of a file to scores: what each cell means, or why it is refused. Nothing is guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import NamedTuple

from clinic.domain.answers import AnswerError, AnswerFault
from clinic.domain.mapping import FileMapping, ScoreColumn, plain
from clinic.domain.scoring import score_total
from clinic.domain.tables import number_in

Cells = Mapping[str, str]


class RefusedCell(NamedTuple):
    row: int  #: as a spreadsheet counts: the first row under the names is 2
    column: str
    cell: str
    reason: str


class LeftOut(NamedTuple):
    """A row that the mapping's ``only`` does not want."""

    row: int
    client: str
    column: str
    cell: str


class Planned(NamedTuple):
    """One score as the file says it."""

    row: int
    client: str
    tag: str | None
    on: date
    instrument: str
    variant: str
    value: float

    def key(self, source: str) -> str:
        """The same for the same score of any file: by it a second import is recognised."""
        said = [source, self.client, self.instrument, self.variant, self.on.isoformat()]
        return sha256(dumps(said).encode()).hexdigest()


class Line(NamedTuple):
    """A row that can be read: whose it is, and of which day."""

    row: int
    client: str
    tag: str | None
    on: date
    cells: Cells


@dataclass(slots=True)
class Plan:
    """What a file comes to."""

    rows: int = 0
    scores: dict[str, Planned] = field(default_factory=dict)  #: by their keys
    refused: list[RefusedCell] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)  #: of each column of scores
    repeated: int = 0  #: scores that stand in the file twice, alike


class Unreadable(Exception):
    """A cell without which its row means nothing."""

    def __init__(self, column: str, reason: str) -> None:
        self.column = column
        self.reason = reason
        super().__init__(reason)


def plan_of(mapping: FileMapping, rows: Iterable[tuple[int, Cells]]) -> Plan:
    """Read every row. A refused cell names itself; the others still tell what they mean."""
    plan = Plan(missing={each.column: 0 for each in mapping.scores})
    tags: dict[str, str | None] = {}
    for row, cells in rows:
        plan.rows += 1
        if unwanted := left_out(mapping, row, cells):
            plan.left_out.append(unwanted)
            continue
        try:
            line = read_line(mapping, tags, row, cells)
        except Unreadable as trouble:
            cell = cells[trouble.column]
            plan.refused.append(RefusedCell(row, trouble.column, cell, trouble.reason))
            continue
        for column in mapping.scores:
            read_score(plan, mapping, column, line)
    return plan


def read_line(mapping: FileMapping, tags: dict[str, str | None], row: int, cells: Cells) -> Line:
    """Whose row it is. A client has one episode in a file, and an episode has one tag."""
    client, tag = read_client(mapping, cells), read_tag(mapping, cells)
    if mapping.tag and tags.setdefault(client, tag) != tag:
        raise Unreadable(mapping.tag, f"the same client has the tag {tags[client]} above")
    return Line(row, client, tag, read_day(mapping, cells), cells)


def left_out(mapping: FileMapping, row: int, cells: Cells) -> LeftOut | None:
    for column, wanted in mapping.only.items():
        if plain(cells[column]) not in wanted:
            return LeftOut(row, plain(cells[mapping.client]), column, cells[column])
    return None


def read_client(mapping: FileMapping, cells: Cells) -> str:
    if mapping.is_missing(cells[mapping.client]):
        raise Unreadable(mapping.client, "no client")
    return plain(cells[mapping.client])


def read_day(mapping: FileMapping, cells: Cells) -> date:
    cell = plain(cells[mapping.when])
    if mapping.date_format is None:
        if cell not in mapping.dates:
            raise Unreadable(mapping.when, "the mapping does not say which day this is")
        return mapping.dates[cell]
    try:
        return datetime.strptime(cell, mapping.date_format).date()
    except ValueError:
        raise Unreadable(mapping.when, f"not a date written as {mapping.date_format}") from None


def read_tag(mapping: FileMapping, cells: Cells) -> str | None:
    if mapping.tag is None:
        return None
    cell = plain(cells[mapping.tag])
    if mapping.is_missing(cell):
        raise Unreadable(mapping.tag, "no tag")
    if mapping.tags and cell not in mapping.tags:
        raise Unreadable(mapping.tag, "the mapping does not say which tag this is")
    return mapping.tags.get(cell, cell)


def read_score(plan: Plan, mapping: FileMapping, column: ScoreColumn, line: Line) -> None:
    """Add what one cell says to the plan: a score, one more that is missing, or a refusal."""
    cell = line.cells[column.column]
    if mapping.is_missing(cell):
        plan.missing[column.column] += 1
        return
    value, reason = value_of(column, cell)
    if value is not None:
        said = Planned(*line[:4], column.instrument.id, column.variant, value)
        before = plan.scores.setdefault(said.key(mapping.source), said)
        if before is said:
            return
        if before.value == value:
            plan.repeated += 1
            return
        reason = f"row {before.row} says {before.value:g} for the same client and day"
    plan.refused.append(RefusedCell(line.row, column.column, cell, reason))


def value_of(column: ScoreColumn, cell: str) -> tuple[float | None, str]:
    """The score that a cell comes to, or why it is refused."""
    instrument = column.instrument
    typed = number_in(plain(cell))
    if typed is None:
        return None, "not a number"
    try:
        is_mean = column.variant.startswith("average")
        total = score_total(instrument, typed, unit=column.unit, derived=is_mean)
    except AnswerError as fault:
        return None, reason_for(fault, instrument.lowest, instrument.highest)
    return total.value, ""


def reason_for(fault: AnswerError, lowest: float, highest: float) -> str:
    words = {
        AnswerFault.OUT_OF_RANGE: f"outside {lowest:g} to {highest:g}",
        AnswerFault.NOT_INTEGER: "not a whole number",
        AnswerFault.NOT_A_NUMBER: "not a number",
        AnswerFault.UNIT_REQUIRED: "the unit is missing",
    }
    return words.get(fault.code, str(fault.code))
