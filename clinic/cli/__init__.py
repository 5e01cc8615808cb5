"""The commands of ``./run``, one file a group.

A command exits with 0 when it is done, with 1 when the clinic refuses and says why, and with 2
when it was called wrongly. What a command answers goes to stdout, and all else to stderr.
"""

from importlib import import_module
from os import umask
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from clinic.domain.refusal import Refusal
from config import Unsafe

#: Each command, and the file it stands in. A file is read when its command is called.
COMMANDS = {
    "serve": "serving",
    "demo": "demonstrating",
    "test": "testing",
    "report": "reporting",
    "import": "importing",
    "backup": "backups",
    "restore": "backups",
    "doctor": "checking",
    "owner-reset": "resetting",
}


class Commands(click.Group):
    """The commands by name; without one, the clinic is served."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found = import_module(f"clinic.cli.{COMMANDS[name]}")
        return next(
            each
            for each in vars(found).values()
            if isinstance(each, click.Command) and each.name == name
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """``./run --port 8080`` means ``./run serve --port 8080``."""
        own = {"--help"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["serve", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (Refusal, Unsafe) as refusal:
            raise click.ClickException(str(refusal)) from None
        except DBAPIError as trouble:
            raise click.ClickException(
                f"The database does not answer: {trouble.orig}. Nothing was changed."
            ) from trouble


@click.group(cls=Commands)
def main() -> None:
    """The clinic's back office.

    Without a command it serves the clinic.
    """
    umask(0o077)  # the database, the key and the backups are for this user alone
