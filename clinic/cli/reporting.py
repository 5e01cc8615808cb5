"""``./run report``: the owner's figures for another program."""

import json
from datetime import date, datetime

import click

from clinic.cli.opening import open_clinic, say
from clinic.domain.periods import last_full_months
from clinic.reports.actions import make_outcome_report
from clinic.web.clock import today
from clinic.web.transaction import lock

DAY = click.DateTime(["%Y-%m-%d"])


@click.group
def report() -> None:
    """Print a report's figures."""


@report.command
@click.option(
    "--from", "start", type=DAY, help="First day; unless given, of the last 12 full months."
)
@click.option("--to", "end", type=DAY, help="Last day; unless given, the end of last month.")
@click.option("--by", type=click.Choice(["tag"]), help="One group for each tag of the episodes.")
@click.option("--format", type=click.Choice(["json"]), default="json", expose_value=False)
def outcomes(start: datetime | None, end: datetime | None, by: str | None) -> None:
    """Do the clients get better? As JSON, numbers unrounded, groups under 10 withheld."""
    with open_clinic():
        lock()  # the figures and the entry about them are of one moment
        first, last = chosen(start, end)
        say(f"Counting from {first} to {last}.")
        figures = make_outcome_report(first, last, by)
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2))


def chosen(start: datetime | None, end: datetime | None) -> tuple[date, date]:
    """The days that were given; else the last twelve full months."""
    first, last = last_full_months(today())
    return start.date() if start else first, end.date() if end else last
