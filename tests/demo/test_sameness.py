"""The same seed at the same time gives the same clinic, on either database."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from clinic.db import Model, db
from clinic.demo.making import make
from tests.conftest import fresh_app
from tests.demo.conftest import AT, PASSWORDS

#: When it was written, and by which secret, is no part of the clinic.
LEFT_OUT = {"created_at", "password_hash"}
NOT_OF_THE_CLINIC = {"audit_entry"}


@pytest.fixture
def clinic() -> None:
    """Each test fills databases of its own."""


def digest_of_rows(*left_out: str) -> str:
    taken = sha256()
    for table in Model.metadata.sorted_tables:
        if table.name in NOT_OF_THE_CLINIC:
            continue
        columns = [each for each in table.columns if each.name not in LEFT_OUT | set(left_out)]
        found = db.session.execute(select(*columns).order_by(*table.primary_key.columns))
        taken.update(json.dumps([list(row) for row in found], default=str).encode())
    return taken.hexdigest()


def made(database, folder, at=AT, seed=1) -> str:
    with fresh_app(database, folder):
        upgrade()
        make(at, PASSWORDS, lambda: None, seed)
        db.session.commit()
        return digest_of_rows()


@pytest.fixture
def first(filled) -> str:
    """The clinic that the other tests look at."""
    with filled.app_context():
        yield digest_of_rows()
        db.session.remove()


def test_the_same_seed_and_quarter_of_an_hour_give_the_same_rows(database, first, tmp_path):
    assert made(database, tmp_path, at=AT + timedelta(minutes=14)) == first


def test_another_seed_gives_another_clinic(database, first, tmp_path):
    assert made(database, tmp_path, seed=2) != first
