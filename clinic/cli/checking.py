"""``./run doctor``: is this clinic well kept?"""

from pathlib import Path

import click

from clinic.cli.opening import open_app
from clinic.domain.refusal import Refusal
from clinic.upkeep.queries.health import Finding, examine, loose_files
from clinic.upkeep.queries.schema import database_file
from config import data_dir


@click.command
def doctor() -> None:
    """Check settings, files, tables and disk; change nothing."""
    refuse_a_missing(data_dir())
    loose = loose_files(data_dir())  # before the app is made, which closes some of them
    with open_app():
        refuse_a_missing(database_file())
        findings = examine(loose)
    for finding in findings:
        click.echo(words(finding))
    if bad := sum(not finding.well for finding in findings):
        raise Refusal(f"{bad} of {len(findings)} checks failed.")


def refuse_a_missing(path: Path | None) -> None:
    """To look is not to make: there is nothing to check before the first start."""
    if path is not None and not path.exists():
        raise Refusal(f"There is no {path} yet: ./run makes it.")


def words(finding: Finding) -> str:
    return f"ok    {finding.item}" if finding.well else f"WRONG {finding.item}: {finding.words}"
