"""The script ``./run``: what it installs, when, and what it says when it cannot."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Stands for Python and pip: notes what it was asked, and makes an environment of itself.
STAND_IN = """#!/bin/sh
case "$*" in
  *version_info*) exit ${TOO_OLD:-0} ;;
  *ensurepip*) exit ${NO_VENV:-0} ;;
  "-m venv --clear "*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  "-m pip --version") [ -n "$VIRTUAL" ] || exit 0 ;;
  "-m pip install "*) echo "pip $(umask) $*" >>"$NOTES"; sleep "${SLOW:-0}"; exit ${NO_NETWORK:-0} ;;
  */bin/clinic*) shift; echo "clinic $*" ;;
esac
"""


@pytest.fixture
def undone() -> None:
    """No database here."""


@pytest.fixture
def checkout(tmp_path):
    """A fresh clone, with a Python that installs nothing."""
    for name in ("run", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "python").write_text(STAND_IN)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def call(checkout: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "run", *words], capture_output=True, text=True, env=environment(checkout, env)
    )


def environment(checkout: Path, env: dict[str, str]) -> dict[str, str]:
    given = {"PYTHON": str(checkout / "python"), "NOTES": str(checkout / "notes")}
    return {"PATH": os.environ["PATH"]} | given | env


def installed(checkout: Path) -> list[str]:
    """Which files' libraries were installed, in order."""
    notes = checkout / "notes"
    return (
        [line.split("/")[-1] for line in notes.read_text().splitlines()] if notes.exists() else []
    )


def test_a_fresh_checkout_is_set_up_once_and_the_command_follows(checkout):
    first = call(checkout, "report", "outcomes", "--by", "a tag")
    second = call(checkout, "--help")

    assert (first.returncode, first.stdout) == (0, "clinic report outcomes --by a tag\n")
    assert "Installing" in first.stderr
    assert (second.stdout, second.stderr) == ("clinic --help\n", "")
    assert installed(checkout) == ["requirements.txt"]


def test_libraries_are_pinned_by_their_digests(checkout):
    call(checkout)
    assert "--only-binary :all: --require-hashes" in (checkout / "notes").read_text()


def test_a_changed_lock_is_installed_again(checkout):
    call(checkout)
    with (checkout / "requirements.txt").open("a") as lock:
        lock.write("# changed\n")
    call(checkout)
    call(checkout)
    assert installed(checkout) == ["requirements.txt"] * 2


def test_the_tests_bring_their_own_libraries_and_the_clinics_with_them(checkout):
    call(checkout, "test")
    call(checkout, "serve")
    assert installed(checkout) == ["requirements-dev.txt"]


def test_the_tests_libraries_hold_the_clinics(checkout):
    pins = [
        {line for line in (ROOT / name).read_text().splitlines() if "==" in line}
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert pins[0] <= pins[1]


def test_others_may_read_the_libraries_whatever_the_mask(checkout):
    """PostgreSQL's tests run as another user."""
    subprocess.run(
        ["sh", "-c", "umask 077 && exec ./run serve"],
        cwd=checkout,
        env=environment(checkout, {}),
        check=True,
        capture_output=True,
    )
    assert (checkout / "notes").read_text().startswith("pip 0022")


def test_a_python_that_is_too_old_is_refused_in_words(checkout):
    result = call(checkout, "serve", TOO_OLD="1")
    assert (result.returncode, result.stdout) == (1, "")
    assert "Python 3.11 or newer" in result.stderr


def test_a_python_without_venv_names_the_package(checkout):
    result = call(checkout, "serve", NO_VENV="1")
    assert (result.returncode, result.stdout) == (1, "")
    assert "apt-get install python3-venv" in result.stderr
    assert not (checkout / ".venv").exists()


def test_what_could_not_be_installed_is_tried_again(checkout):
    assert call(checkout, "serve", NO_NETWORK="1").returncode == 1
    assert call(checkout, "serve").returncode == 0
    assert not (checkout / ".venv.lock").exists()


def test_two_at_once_set_up_once(checkout):
    both = [
        subprocess.Popen(
            [checkout / "run", "serve"],
            env=environment(checkout, {"SLOW": "0.3"}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    answers = [each.communicate(timeout=20)[0] for each in both]
    assert answers == ["clinic serve\n"] * 2
    assert installed(checkout) == ["requirements.txt"]


def test_a_lock_whose_owner_is_gone_is_taken_over(checkout):
    gone = subprocess.Popen(["true"])
    gone.wait()
    (checkout / ".venv.lock").mkdir()
    (checkout / ".venv.lock/pid").write_text(str(gone.pid))
    assert call(checkout, "serve").returncode == 0
