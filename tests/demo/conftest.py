"""One demo clinic for each kind of database; the tests only look at it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_migrate import upgrade

from clinic.db import db
from clinic.demo.house import STAFF
from clinic.demo.making import make
from tests.conftest import fresh_app

#: A Wednesday, half past two in Seoul.
AT = datetime(2026, 3, 4, 5, 30, tzinfo=UTC)
PASSWORDS = {each.login: f"the {each.login} of the demo" for each in STAFF}


@pytest.fixture(scope="session")
def filled(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app whose database the demo filled."""
    with fresh_app(database, tmp_path_factory.mktemp("demo")) as app:
        upgrade()
        make(AT, PASSWORDS, lambda: None)
        db.session.commit()
        yield app


@pytest.fixture
def undone() -> None:
    """Nothing is written that had to be undone."""


@pytest.fixture(autouse=True)
def clinic(filled: Flask, undone: None) -> Iterator[Flask]:
    """The demo clinic, read anew by each test."""
    with filled.app_context():
        yield filled
        db.session.remove()
