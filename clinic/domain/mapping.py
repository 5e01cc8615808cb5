"""What a file's columns mean: the mapping that comes with an import, read and checked.

It is written by hand as YAML and read into plain values before it comes here. Everything in it is
checked before a single row is read; a word that is not known is refused, since it may be misspelt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clinic.domain.instruments import INSTRUMENTS, Instrument
from clinic.domain.refusal import Refusal

#: Words for "how much have you changed" that do not say which of two opposite forms was used.
UNCLEAR = ("pgic", "pgic7", "pgic7_hb")
FORMS = ("pgic7", "pgic7_hb")
KNOWN = {
    "": {"client", "when", "tag", "only", "missing", "scores"},
    "client": {"column", "source"},
    "when": {"column", "values", "format"},
    "tag": {"column", "values"},
    "scores": {"column", "instrument", "variant", "unit", "form"},
}


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """One column of scores, all of one series."""

    column: str
    instrument: Instrument
    variant: str = ""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class FileMapping:
    """How one file's rows become clients, episodes and scores."""

    client: str  #: the column of the client's number in the other system
    source: str  #: that system's name: with the number it names a client
    when: str
    dates: Mapping[str, date]  #: what stands in the column, and the day it means
    date_format: str | None  #: or else how a date is written in it
    scores: tuple[ScoreColumn, ...]
    tag: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)  #: empty: the column's own words
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset({""})

    @property
    def columns(self) -> list[str]:
        """Every column that it speaks of."""
        named = [self.client, self.when, *([self.tag] if self.tag else []), *self.only]
        return list(dict.fromkeys([*named, *(each.column for each in self.scores)]))

    def is_missing(self, cell: str) -> bool:
        return plain(cell) in self.missing


def plain(cell: object) -> str:
    """A cell as it is compared: without spaces around it, and 12.0 as 12, as spreadsheets write it."""
    text = str(cell).strip()
    whole, dot, tail = text.partition(".")
    is_whole = dot and not tail.strip("0") and whole.removeprefix("-").isdecimal()
    return whole if is_whole else text


def read_mapping(raw: object) -> FileMapping:
    """Check a mapping as it was read from YAML. Raises Refusal, in words, for the first fault."""
    given = section(raw, "")
    client = section(need(given, "client"), "client")
    when = section(need(given, "when"), "when")
    tag = section(given["tag"], "tag") if "tag" in given else {}
    dates, date_format = read_when(when)
    return FileMapping(
        client=text(client, "client", "column"),
        source=text(client, "client", "source"),
        when=text(when, "when", "column"),
        dates=dates,
        date_format=date_format,
        scores=read_scores(need(given, "scores")),
        tag=text(tag, "tag", "column") if tag else None,
        tags={plain(cell): str(word) for cell, word in table(tag, "tag", "values").items()},
        only=read_only(given.get("only", {})),
        missing=frozenset({"", *map(plain, listed(given.get("missing", []), "missing"))}),
    )


def section(raw: object, name: str) -> dict[str, Any]:
    """A part of the mapping, with no word in it that is not known."""
    where = f"The mapping's {name}" if name else "The mapping"
    if not isinstance(raw, dict):
        raise Refusal(f"{where} must be a list of names and values.")
    if unknown := {str(key) for key in raw} - KNOWN[name]:
        known = ", ".join(sorted(KNOWN[name]))
        raise Refusal(f"{where} has {', '.join(sorted(unknown))}; it may have {known}.")
    return raw


def need(given: Mapping[str, Any], key: str) -> Any:
    if key not in given:
        raise Refusal(f"The mapping has no {key}.")
    return given[key]


def text(given: Mapping[str, Any], name: str, key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str | int) or not str(value).strip():
        raise Refusal(f"The mapping's {name} needs a {key}.")
    return str(value).strip()


def table(given: Mapping[str, Any], name: str, key: str) -> dict[Any, Any]:
    value = given.get(key, {})
    if not isinstance(value, dict):
        raise Refusal(f"The mapping's {name}: {key} must say, for each cell, what it means.")
    return value


def listed(raw: object, name: str) -> list[Any]:
    if not isinstance(raw, list):
        raise Refusal(f"The mapping's {name} must be a list.")
    return raw


def read_when(when: Mapping[str, Any]) -> tuple[dict[str, date], str | None]:
    """Either what each cell means or how a date is written, and not both."""
    values = table(when, "when", "values")
    if bool(values) == ("format" in when):
        raise Refusal("The mapping's when needs either values or a format.")
    dates = {}
    for cell, day in values.items():
        if type(day) is not date:
            raise Refusal(f"The mapping's when: {cell} must mean a date such as 2018-01-01.")
        dates[plain(cell)] = day
    return dates, text(when, "when", "format") if "format" in when else None


def read_only(raw: object) -> dict[str, frozenset[str]]:
    if not isinstance(raw, dict):
        raise Refusal("The mapping's only must say, for each column, which cells are wanted.")
    return {
        str(column): frozenset(map(plain, listed(cells, f"only: {column}")))
        for column, cells in raw.items()
    }


def read_scores(raw: object) -> tuple[ScoreColumn, ...]:
    found = tuple(read_score(section(each, "scores")) for each in listed(raw, "scores"))
    if not found:
        raise Refusal("The mapping names no scores.")
    series = [(each.instrument.id, each.variant) for each in found]
    if len(set(series)) < len(series):
        raise Refusal("The mapping gives two columns for the same instrument and variant.")
    return found


def read_score(raw: Mapping[str, Any]) -> ScoreColumn:
    column = text(raw, "scores", "column")
    instrument = read_instrument(column, text(raw, "scores", "instrument"), raw.get("form"))
    return ScoreColumn(
        column,
        instrument,
        read_variant(column, instrument, str(raw.get("variant") or "")),
        read_unit(column, instrument, raw.get("unit")),
    )


def read_instrument(column: str, name: str, form: object) -> Instrument:
    """The instrument; where two forms of opposite meaning share a name, the form must be said."""
    if name in UNCLEAR:
        if form not in FORMS:
            raise Refusal(
                f"{column}: form is missing. Say which form of the global impression of change was "
                "used: pgic7 (1 is very much improved) or pgic7_hb (Hurst and Bolton, 7 is a great "
                "deal better). One is never converted into the other."
            )
        if name != "pgic" and name != form:
            raise Refusal(f"{column}: instrument {name} and form {form} contradict each other.")
        name = str(form)
    elif form is not None:
        raise Refusal(f"{column}: {name} has one form only; leave form out.")
    if name not in INSTRUMENTS:
        raise Refusal(f"{column}: {name} is not an instrument of the clinic.")
    return INSTRUMENTS[name]


def read_variant(column: str, instrument: Instrument, variant: str) -> str:
    known = set(instrument.variants) or {""}
    if variant not in known:
        choices = ", ".join(sorted(known - {""})) or "none"
        raise Refusal(f"{column}: the variants of {instrument.id} are: {choices}.")
    return variant


def read_unit(column: str, instrument: Instrument, unit: object) -> str | None:
    """The unit, where two are in use; elsewhere it may be said, and must then be the right one."""
    sections = instrument.sections
    units = list(sections.units) if sections and sections.units else []
    if unit is None and units:
        raise Refusal(f"{column}: unit is missing; it is one of {', '.join(units)}.")
    allowed = units or ([sections.total] if sections else ["points"])
    if unit is not None and unit not in allowed:
        raise Refusal(f"{column}: the unit of {instrument.id} is {' or '.join(allowed)}.")
    return str(unit) if units else None
