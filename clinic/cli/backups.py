"""``./run backup`` and ``./run restore``."""

from pathlib import Path

import click

from clinic.cli.opening import open_app, open_clinic, say
from clinic.upkeep.actions.backing_up import back_up
from clinic.upkeep.actions.restoring import restore as put_back

FILE = click.Path(path_type=Path)


@click.command
@click.argument("file", type=FILE)
@click.option("--overwrite", is_flag=True, help="Replace a file of this name.")
def backup(file: Path, overwrite: bool) -> None:
    """Write the whole clinic to FILE, checked, also while it is open."""
    with open_clinic():
        size = back_up(file, overwrite)
    say(
        f"Wrote {file} ({size / 2**20:.1f} MB) and checked it. It holds health records: keep it safe."
    )


@click.command
@click.argument("file", type=FILE)
@click.option("--overwrite", is_flag=True, help="Replace the clinic of now, which is kept aside.")
def restore(file: Path, overwrite: bool) -> None:
    """Put the backup FILE in the place of the clinic's database."""
    with open_app():
        done = put_back(file, overwrite)
    say(f"Restored {file}: {done.clients} clients. Everybody signs in again.")
    if done.aside:
        say(f"The database that was there before is kept as {done.aside}")
