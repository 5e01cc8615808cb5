"""Calling the commands as the shell would."""

import os

import pytest
from click.testing import CliRunner, Result

from clinic.cli import main, serving

KEY = "only for these tests, and long enough for them"


@pytest.fixture
def undone() -> None:
    """A command has a database of its own."""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Call a command as the shell would: on an empty clinic, with a data folder of its own."""
    monkeypatch.setenv("CLINIC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CLINIC_SECRET_KEY", KEY)
    mask = os.umask(0o022)

    def call(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(each) for each in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    yield call
    os.umask(mask)


@pytest.fixture
def run_on_both(run, own_app, monkeypatch):
    """The same, on either kind of database."""
    monkeypatch.setenv("CLINIC_DATABASE_URL", own_app.config["SQLALCHEMY_DATABASE_URI"])
    return run


@pytest.fixture
def served(monkeypatch) -> list[tuple[str, int]]:
    """Where a command would have begun to serve."""
    places: list[tuple[str, int]] = []
    monkeypatch.setattr(serving, "answer", lambda app, host, port: places.append((host, port)))
    return places
