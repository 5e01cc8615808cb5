"""How a command reaches the clinic: the app, a database that is ready, one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from clinic import create_app
from clinic.db import db
from clinic.upkeep.actions.preparing import Prepared, prepare
from clinic.upkeep.queries.schema import Standing


def say(words: str) -> None:
    """Progress, messages and refusals: beside the answer, never in it."""
    click.echo(words, err=True)


@contextmanager
def open_clinic() -> Iterator[Flask]:
    """The app, with a database that was created or brought up to date first."""
    with open_app() as app:
        tell(prepare())
        yield app


@contextmanager
def open_app() -> Iterator[Flask]:
    """The app, whatever state its database is in; what the command wrote is kept if it ends well."""
    app = create_app()
    with app.app_context():
        try:
            yield app
            db.session.commit()
        finally:
            db.session.remove()
            db.engine.dispose()  # nothing is left open for whatever this process becomes


def tell(prepared: Prepared) -> None:
    if prepared.was is Standing.EMPTY:
        say("Made an empty database.")
    elif prepared.was is Standing.OLDER:
        kept = f" As it was before, it is kept as {prepared.copy}." if prepared.copy else ""
        say(f"Brought the database up to date.{kept}")
