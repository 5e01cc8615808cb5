"""``./run test``: pytest, with whatever follows."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from clinic.domain.refusal import Refusal

ROOT = Path(__file__).parents[2]


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the tests on SQLite and PostgreSQL; --sqlite or --postgres for one alone."""
    if find_spec("pytest") is None:
        raise Refusal("The tests' libraries are not installed: ./run test installs them.")
    os.umask(0o022)  # a PostgreSQL that is started for the tests runs as another user
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *side_by_side(arguments), *arguments])


def side_by_side(arguments: tuple[str, ...]) -> list[str]:
    """The whole suite runs on two processors, the journeys together on one of them."""
    whole = not any(
        each.startswith("-n") or Path(each.split("::")[0]).exists() for each in arguments
    )
    return ["-n", "2", "--dist", "loadgroup"] if whole and (os.cpu_count() or 1) > 1 else []
