"""A clinic that really runs, and a real browser with touch at it.

The clinic is ``clinic serve`` on a database of its own; the browser is Debian's Chromium. Pictures
of each step are kept where ``CLINIC_JOURNEY_PICTURES`` says, to be looked at.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from shutil import which
from socket import create_server
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.conftest import missing
from tests.journeys.visitor import Visitor

ROOT = Path(__file__).parents[2]
LAUNCHER = (
    "import sys; sys.path.insert(0, '.'); from clinic.cli import main; main(prog_name='clinic')"
)
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One journey after the other: two browsers at once would wait for each other."""
    for each in items:
        if each.get_closest_marker("journey"):
            each.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(autouse=True)
def undone() -> None:
    """The clinic of a journey has a database of its own."""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = which("chromium") or which("chromium-browser")
    if path is None:
        missing("browser", "Chromium is not installed (Debian: sudo apt-get install chromium)")
    browser = playwright.chromium.launch(executable_path=path, args=QUIET)
    yield browser
    browser.close()


class Clinic:
    """A running clinic: where it answers, and what it printed when it began."""

    def __init__(self, folder: Path, *words: str, **settings: str) -> None:
        self.folder, self.port = folder, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.said = folder / "said.txt"
        env = {name: value for name, value in os.environ.items() if not name.startswith("CLINIC_")}
        env |= {"CLINIC_DATA_DIR": str(folder / "var"), "PYTHONUNBUFFERED": "1"} | settings
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-c", LAUNCHER, *words, "--port", str(self.port)],
                cwd=ROOT,
                env=env,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_it_answers(self, patience: float = 90) -> None:
        until = monotonic() + patience
        while not self.answers():
            if self.process.poll() is not None or monotonic() > until:
                pytest.fail(f"the clinic did not open:\n{self.said.read_text()}")
            sleep(0.1)

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def printed(self, pattern: str) -> str:
        """What the terminal shows at this place."""
        found = re.search(pattern, self.said.read_text())
        assert found, self.said.read_text()
        return found[1]

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def where_it_is_morning() -> str:
    """A time zone in which it is about ten now, so that a day's work fits into the day."""
    ahead = 10 - datetime.now(UTC).hour  # -13 to 10
    ahead = ahead if ahead >= -12 else ahead + 24
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"  # POSIX signs: west is plus


@pytest.fixture
def empty_clinic(tmp_path: Path) -> Iterator[Clinic]:
    """A clinic as it is on its first morning: no account yet."""
    clinic = Clinic(tmp_path, "serve", CLINIC_TIME_ZONE=where_it_is_morning())
    clinic.wait_until_it_answers()
    yield clinic
    clinic.close()


@pytest.fixture
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where the pictures of this journey go."""
    wanted = os.environ.get("CLINIC_JOURNEY_PICTURES")
    folder = Path(wanted) / request.node.name if wanted else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def visitor(chromium: Browser, pictures: Path) -> Iterator[type[Visitor]]:
    """Makes people at the clinic's screens; each page they see is examined."""
    opened: list[Visitor] = []

    def arrive(clinic: Clinic, name: str, **about: object) -> Visitor:
        opened.append(Visitor(chromium, clinic.base, name, pictures, **about))
        return opened[-1]

    yield arrive  # type: ignore[misc]
    for each in opened:
        each.leave()
