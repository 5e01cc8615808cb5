"""``./run report outcomes``: JSON on stdout alone, one entry in the trail."""

import json

import pytest
from sqlalchemy import select

from clinic.audit.models import Actor, Entry
from clinic.cli.opening import open_app
from clinic.db import db
from clinic.domain.events import Event
from tests.reports.courses import course

PERIOD = ("report", "outcomes", "--from", "2026-01-01", "--to", "2026-12-31", "--by", "tag")


def fill():
    with open_app():
        for _ in range(10):
            course(7, 3, tag="PRT")
        course(6, tag="허리")


def test_the_figures_are_on_stdout_and_nothing_else(run):
    run("report", "outcomes")
    fill()
    result = run(*PERIOD, "--format", "json")
    figures = json.loads(result.stdout)
    assert (figures["from"], figures["to"], figures["by"]) == ("2026-01-01", "2026-12-31", "tag")
    first, second = figures["groups"]
    assert first["series"][0]["change"]["mean"] == -4
    assert second["tag"] == "허리"
    assert second["series"][0]["withheld"]
    assert "허리" in result.stdout
    assert result.stderr


def test_the_report_stands_in_the_trail_as_the_command_lines_deed(run):
    run(*PERIOD)
    with open_app():
        entry = db.session.scalars(select(Entry).where(Entry.event == Event.REPORT_MADE)).one()
        assert entry.actor == Actor.COMMAND_LINE


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "2026-12-31", "--to", "2026-01-01"), 1),
        (("--from", "0001-01-01"), 1),
        (("--from", "yesterday"), 2),
        (("--by", "therapist"), 2),
        (("--format", "csv"), 2),
    ],
)
def test_what_cannot_be_reported_is_refused_in_words(run, arguments, code):
    result = run("report", "outcomes", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr
