"""``./run import scores``: what a file says, and, when asked, into the clinic with it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import yaml

from clinic.cli.opening import open_clinic, say
from clinic.domain.importing import Plan, plan_of
from clinic.domain.mapping import FileMapping, read_mapping
from clinic.domain.refusal import Refusal
from clinic.domain.tables import Profile, Table, profile, read_table
from clinic.exchange.actions import import_scores
from clinic.exchange.queries import Comparison, compare
from clinic.web.transaction import lock

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 100  #: refused cells and conflicts that are listed one by one


@click.group("import")
def bring_in() -> None:
    """Bring in what another system knows."""


@bring_in.command
@click.argument("file", type=FILE)
@click.option("--mapping", required=True, type=FILE, help="What the columns mean (YAML).")
@click.option("--apply", is_flag=True, help="Write it; without this, only say what would be done.")
@click.option("--partial", is_flag=True, help="Leave refused cells out instead of refusing all.")
def scores(file: Path, mapping: Path, apply: bool, partial: bool) -> None:
    """Bring in the scores of FILE, a comma-separated table. docs/examples shows mappings."""
    meaning = read_mapping(yaml_of(mapping))
    table = read_table(file.read_bytes())
    table.refuse_without(meaning.columns)
    plan = plan_of(meaning, table.numbered())
    with open_clinic():
        if apply:
            lock()
        found = compare(plan, meaning.source)
        for line in report(file, meaning, table, plan, found):
            click.echo(line)
        if plan.refused and not partial:
            raise Refusal(
                f"{len(plan.refused)} cells were refused, so nothing of the file was brought in. "
                "Correct them, or leave them out with --partial."
            )
        if apply and found.new:
            import_scores(meaning.source, found, file.read_bytes(), mapping.read_bytes())
    say(ending(apply, found))


def yaml_of(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_bytes())
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as trouble:
        raise Refusal(f"{path} is not YAML: {trouble}") from None


def ending(apply: bool, found: Comparison) -> str:
    if not found.new:
        return "There is nothing new in the file; nothing was changed."
    what = f"{len(found.new)} scores, {found.new_clients} new clients"
    return f"Brought in: {what}." if apply else f"Not yet brought in: {what}. Add --apply to do so."


def report(
    file: Path, meaning: FileMapping, table: Table, plan: Plan, found: Comparison
) -> Iterator[str]:
    yield f"{file.name}: {plan.rows} rows, {len(table.columns)} columns"
    yield from said_of_scores(meaning, plan)
    yield from said_of_left_out(plan)
    yield from said_of_other_columns(meaning, table)
    yield from said_of_refused(plan)
    yield from said_of_conflicts(found)
    yield (
        f"Against the clinic: {len(found.new)} new scores, {found.same} there already, "
        f"{len(found.conflicts)} in conflict; {found.new_clients} new clients"
    )


def said_of_scores(meaning: FileMapping, plan: Plan) -> Iterator[str]:
    yield "Scores"
    read = Counter((said.instrument, said.variant) for said in plan.scores.values())
    for each in meaning.scores:
        series = f"{each.instrument.id} {each.variant}".strip()
        count = read[each.instrument.id, each.variant]
        yield f"  {each.column} as {series}: {count} values, {plan.missing[each.column]} missing"
    if plan.repeated:
        yield f"  {plan.repeated} values stand in the file twice, alike"


def said_of_left_out(plan: Plan) -> Iterator[str]:
    """How many rows the mapping does not want, and why; a few are named."""
    if not plan.left_out:
        return
    yield f"Left out: {len(plan.left_out)} rows that the mapping does not want"
    for (column, cell), count in Counter((x.column, x.cell) for x in plan.left_out).items():
        these = [x for x in plan.left_out if (x.column, x.cell) == (column, cell)]
        clients = sorted({x.client for x in these})
        named = f": client {', '.join(clients)}" if len(clients) <= 5 else ""
        yield f"  {count} where {column} is {cell or 'empty'} ({len(clients)} clients{named})"


def said_of_other_columns(meaning: FileMapping, table: Table) -> Iterator[str]:
    own = {meaning.client, meaning.when, *(each.column for each in meaning.scores)}
    yield "Columns that are not brought in, and those that sort the rows"
    for column in table.columns:
        if column not in own:
            yield from said_of_column(profile(table, column, meaning.missing))


def said_of_column(each: Profile) -> Iterator[str]:
    kind = f"numbers {each.lowest:g} to {each.highest:g}" if each.is_number else "text"
    misfits = sum(map(len, each.misfits.values()))
    tail = f", {misfits} do not fit" if misfits else ""
    yield f"  {each.column}: {kind}, {each.fits} filled, {each.empty} empty{tail}"
    for cell, rows in each.misfits.items():
        yield f"    {cell!r} in {len(rows)} cells: rows {', '.join(map(str, rows))}"


def said_of_refused(plan: Plan) -> Iterator[str]:
    if plan.refused:
        yield f"Refused: {len(plan.refused)} cells"
    for each in plan.refused[:SHOWN]:
        yield f"  row {each.row}, column {each.column}: {each.cell!r}: {each.reason}"
    if len(plan.refused) > SHOWN:
        yield f"  and {len(plan.refused) - SHOWN} more"


def said_of_conflicts(found: Comparison) -> Iterator[str]:
    if found.conflicts:
        yield f"In conflict: {len(found.conflicts)} scores, of which the clinic's are kept"
    for said, kept, tag in found.conflicts[:SHOWN]:
        here = "no value" if kept is None else f"{kept:g}"
        yield (
            f"  row {said.row}, client {said.client}, {said.instrument} {said.variant} on {said.on}: "
            f"the file says {said.value:g} ({said.tag}), the clinic {here} ({tag})"
        )
    if len(found.conflicts) > SHOWN:
        yield f"  and {len(found.conflicts) - SHOWN} more"
