"""An empty clinic says how to begin, and an owner who is locked out gets in again."""

import re

import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from clinic.audit.models import Actor, Entry
from clinic.cli import serving
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.roles import Role
from tests import make

CODE = r"works once: ([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})"


@pytest.fixture
def run(run, own_app, monkeypatch):
    """On either kind of database."""
    monkeypatch.setenv("CLINIC_DATABASE_URL", own_app.config["SQLALCHEMY_DATABASE_URI"])
    return run


@pytest.fixture(autouse=True)
def nobody_answers(monkeypatch):
    monkeypatch.setattr(serving, "answer", lambda app, host, port: None)


def test_an_empty_clinic_prints_the_code_that_opens_it(run, own_app):
    said = run("serve").stdout
    code = re.search(CODE, said)
    assert code and "/accounts/first-run" in said
    form = {
        "code": code[1],
        "name": "Mira Holt",
        "user": "mira",
        "password": "seven quiet herons at dusk",
        "language": "en",
    }
    browser = own_app.test_client()
    assert browser.post("/accounts/first-run", data=form).status_code == 303
    assert "works once" not in run("serve").stdout
    assert browser.get("/accounts/first-run").status_code == 404


def test_an_owner_gets_a_link_and_the_trail_says_who_made_it(run, own_app):
    assert run("owner-reset").exit_code == 1
    owner = make.account(Role.OWNER, login="mira")
    db.session.commit()
    said = run("owner-reset").stdout
    link = re.search(r"/accounts/password/\S+", said)
    assert link and "mira" in said
    assert own_app.test_client().get(link[0]).status_code == 200
    entry = db.session.scalars(select(Entry).where(Entry.event == Event.OWNER_RESET)).one()
    assert (entry.actor, entry.subject_id) == (Actor.COMMAND_LINE, owner.id)


def test_of_several_owners_one_is_named(run, own_app):
    upgrade()
    for login in ("mira", "jun"):
        make.account(Role.OWNER, login=login)
    db.session.commit()
    result = run("owner-reset")
    assert result.exit_code == 1 and "mira" in result.stderr
    assert "jun" in run("owner-reset", "--user", "Jun").stdout
