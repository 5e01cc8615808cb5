"""House rules about the documents: what they say is there, and nothing in the repository tells tales."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from clinic.cli import COMMANDS
from clinic.domain.mapping import read_mapping
from clinic.domain.roles import ALLOWED, KIOSK_RIGHTS, Permission, Role
from tests.house.test_files import kept_files

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:clinic|docs|migrations|templates|tests)/[\w./-]+)`")
VARIABLE = re.compile(r"CLINIC_[A-Z_]+")
COMMAND = re.compile(r"\./run ([a-z][a-z-]*)")
#: Marks of work that was put off; in two parts, so that this file holds none itself.
PUT_OFF = re.compile("|".join(rf"\b{one}{two}\b" for one, two in (("TO", "DO"), ("FIX", "ME"))))


@pytest.fixture
def undone() -> None:
    """No database here."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=name)


def anchors(document: Path) -> set[str]:
    """The addresses of a document's headings, as a reader's page makes them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


def dead_links(document: Path) -> list[str]:
    """What this document points at inside the repository, and what is not there."""
    dead = []
    for link in LINK.findall(document.read_text()):
        file, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        to = document.parent / file if file else document
        if not to.exists() or (anchor and anchor not in anchors(to)):
            dead.append(link)
    return dead


@each_document
def test_every_link_of_a_document_leads_somewhere(path):
    assert dead_links(path) == []


def test_twin_a_link_to_nothing_is_found(tmp_path):
    document = tmp_path / "one.md"
    document.write_text("# A page\n[there](one.md#a-page) [gone](two.md) [off](#elsewhere)")
    assert dead_links(document) == ["two.md", "#elsewhere"]


@each_document
def test_every_file_that_a_document_names_is_there(path):
    assert [each for each in PATH.findall(path.read_text()) if not (ROOT / each).exists()] == []


def test_the_install_page_names_what_the_settings_read_and_no_more():
    settings = set(VARIABLE.findall((ROOT / "config.py").read_text()))
    assert set(VARIABLE.findall((ROOT / "docs/install.md").read_text())) == settings


def test_the_readme_names_every_command():
    named = set(COMMAND.findall((ROOT / "README.md").read_text()))
    assert set(COMMANDS) <= named


@each_document
def test_every_command_that_a_document_names_is_one(path):
    assert set(COMMAND.findall(path.read_text())) <= set(COMMANDS)


def table_of_rights() -> dict[str, dict[str, bool]]:
    """The table of docs/permissions.md: permission, who, and may they."""
    lines = (ROOT / "docs/permissions.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    head = next(row for row in rows if row[0] == "permission")
    return {
        row[0].strip("`"): {who: cell == "yes" for who, cell in zip(head, row, strict=True)}
        for row in rows
        if re.fullmatch(r"`\w+:\w+`", row[0])
    }


def test_the_table_of_permissions_says_what_holds():
    table = table_of_rights()
    assert set(table) == {str(each) for each in Permission}
    for permission in Permission:
        said = table[permission]
        assert {role for role in Role if said[role]} == {
            role for role in Role if permission in ALLOWED[role]
        }, permission
        assert said["tablet"] == (permission in KIOSK_RIGHTS)


def test_the_mapping_on_the_page_of_imports_can_be_read():
    page = (ROOT / "docs/import.md").read_text()
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(read_mapping(yaml.safe_load(example)).scores) == 3


def test_the_change_log_tells_of_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    log = (ROOT / "CHANGELOG.md").read_text()
    assert re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", log, re.MULTILINE)


def test_the_two_pages_of_evidence_know_each_other():
    assert "](evidence-measures.md)" in (ROOT / "docs/evidence.md").read_text()


def test_nothing_is_put_off_in_a_mark():
    marked = [name(path) for path in kept_files() if PUT_OFF.search(path.read_text())]
    assert marked == []


def test_twin_a_mark_is_found():
    assert PUT_OFF.search("# TO" + "DO: later")
