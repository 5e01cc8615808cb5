"""Every command: what it answers, where, and with which exit code."""

import os

import pytest

from clinic.cli import COMMANDS, serving
from clinic.db import db
from clinic.upkeep.queries.schema import Standing, standing
from tests.upkeep.test_preparing import put_revision


def test_help_lists_each_command_on_stdout(run):
    result = run("--help")
    assert result.exit_code == 0
    assert all(f"\n  {name} " in result.stdout for name in COMMANDS)
    assert result.stderr == ""


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "test"])
def test_each_command_explains_itself(run, command):
    result = run(command, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Usage:")


@pytest.mark.parametrize("wrong", [["dance"], ["serve", "--port", "0"], ["backup"], ["--nonsense"]])
def test_wrong_use_is_2(run, wrong):
    result = run(*wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


@pytest.mark.parametrize("words", [[], ["serve"], ["--port", "8765"], ["serve", "--port", "8765"]])
def test_without_a_command_the_clinic_is_served(run, served, words):
    assert run(*words).exit_code == 0
    assert served == [("127.0.0.1", 8765 if "8765" in words else 8000)]


def test_the_database_is_made_before_anything_is_served(run_on_both, served):
    result = run_on_both("serve")
    assert "Made an empty database" in result.stderr
    assert standing(db.engine) is Standing.CURRENT
    assert "http://127.0.0.1:8000" in result.stdout


def test_a_newer_database_is_refused_in_words(run_on_both, served):
    run_on_both("serve")
    put_revision("9999")
    result = run_on_both("serve")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "newer version" in result.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.4", "clinic.example"])
def test_plain_http_is_refused_beyond_this_computer(run, served, host):
    result = run("serve", "--host", host)
    assert (result.exit_code, served) == (1, [])
    assert "https" in result.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.8.8"])
def test_this_computer_itself_is_served(run, served, host):
    assert run("serve", "--host", host, "--port", "8766").exit_code == 0
    assert served == [(host, 8766)]


def test_behind_a_proxy_every_address_is_served(run, served, monkeypatch):
    monkeypatch.setenv("CLINIC_BEHIND_PROXY", "1")
    assert run("serve", "--host", "0.0.0.0", "--port", "8767").exit_code == 0
    assert served == [("0.0.0.0", 8767)]


def test_a_port_that_is_taken_is_refused_in_words(run, served):
    with serving.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--port", str(taken.getsockname()[1]))
    assert (result.exit_code, served) == (1, [])
    assert "Cannot answer at" in result.stderr


def test_an_unsafe_setting_is_refused_in_words(run, monkeypatch):
    monkeypatch.setenv("CLINIC_SECRET_KEY", "short")
    result = run("serve")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "CLINIC_SECRET_KEY is too short" in result.stderr


def test_a_database_that_does_not_answer_is_said_in_words(run, monkeypatch, tmp_path):
    (tmp_path / "letter").write_text("Dear clinic, " * 1000)
    monkeypatch.setenv("CLINIC_DATABASE_URL", f"sqlite:///{tmp_path}/letter")
    result = run("serve")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "does not answer" in result.stderr


def test_a_backup_comes_back_by_restore(run_on_both, tmp_path):
    assert run_on_both("backup", tmp_path / "b").exit_code == 0
    again = run_on_both("backup", tmp_path / "b")
    assert (again.exit_code, again.stdout) == (1, "")
    assert run_on_both("backup", tmp_path / "b", "--overwrite").exit_code == 0
    assert run_on_both("restore", tmp_path / "b", "--overwrite").exit_code == 0
    assert run_on_both("restore", tmp_path / "not there").exit_code == 1


def test_the_doctor_makes_nothing(run, tmp_path):
    result = run("doctor")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no" in result.stderr
    assert not (tmp_path / "data").exists()


def test_the_doctor_answers_line_by_line(run_on_both, served, monkeypatch):
    run_on_both("serve")
    result = run_on_both("doctor")
    lines = result.stdout.splitlines()
    assert len(lines) == 8
    if result.exit_code:  # the tests' PostgreSQL does without fsync
        assert "fsync is off" in result.stdout
    monkeypatch.setenv("FLASK_DEBUG", "1")
    result = run_on_both("doctor")
    assert result.exit_code == 1
    assert "WRONG debug mode is off: FLASK_DEBUG" in result.stdout


def test_the_tests_are_called_with_what_follows(run, monkeypatch):
    called = []
    monkeypatch.setattr(os, "execv", lambda path, arguments: called.extend(arguments))
    monkeypatch.setattr(os, "chdir", lambda path: None)
    assert run("test", "--sqlite", "-q", "tests/domain", "--help").exit_code == 0
    assert called[1:] == ["-m", "pytest", "--sqlite", "-q", "tests/domain", "--help"]
