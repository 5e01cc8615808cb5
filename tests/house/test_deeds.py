"""House rule: every action that a page calls leaves exactly one entry in the trail.

``deed`` enforces it while the clinic runs; here it is checked that no page calls an action which is
not marked as one.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VIEWS = sorted(ROOT.glob("clinic/*/views.py")) + sorted(ROOT.glob("clinic/*/views/*.py"))

#: Not marked, each for its reason.
NO_DEED = {
    # They compute a hash before anything is locked, then call the one deed that writes.
    "clinic.accounts.actions.sign_in": "let_in, or the refusal's own entry",
    "clinic.accounts.actions.found": "open_clinic",
    "clinic.accounts.actions.choose_password": "keep_password",
    "clinic.accounts.actions.change_password": "replace_password",
    "clinic.accounts.actions.confirm_password": "a part of the deed that it allows",
    "clinic.treatment.actions.decide": "keep_decision",
    "clinic.treatment.actions.record_to_sign": "a question: it changes nothing",
    "clinic.kiosk.actions.hand_in": "the tablet's part of a form that was just signed",
}


@pytest.fixture(autouse=True)
def undone() -> None:
    """Read from the source: no database is needed."""


def actions_called(tree: ast.Module) -> Iterator[str]:
    """The full names of the actions that this source calls."""
    rooms, functions = imported(tree)
    for each in ast.walk(tree):
        if not isinstance(each, ast.Call):
            continue
        called = each.func
        if isinstance(called, ast.Name) and called.id in functions:
            yield functions[called.id]
        if (
            isinstance(called, ast.Attribute)
            and isinstance(called.value, ast.Name)
            and called.value.id in rooms
        ):
            yield f"{rooms[called.value.id]}.{called.attr}"


def imported(tree: ast.Module) -> tuple[dict[str, str], dict[str, str]]:
    """Which names stand here for a room of actions, and which for an action itself."""
    rooms: dict[str, str] = {}
    functions: dict[str, str] = {}
    for each in ast.walk(tree):
        if not isinstance(each, ast.ImportFrom) or not each.module:
            continue
        for name in each.names:
            whole = f"{each.module}.{name.name}"
            if ".actions" in each.module:
                functions[name.asname or name.name] = whole
            elif name.name == "actions":
                rooms[name.asname or name.name] = whole
    return rooms, functions


def is_witness(whole: str) -> bool:
    """Reads and refusals: errands of the answer, each one entry of its own."""
    return whole.startswith("clinic.audit.actions.witness")


def is_deed(whole: str) -> bool:
    room, _, name = whole.rpartition(".")
    return getattr(getattr(import_module(room), name), "is_deed", False)


CALLED = sorted(
    {
        (str(path.relative_to(ROOT)), whole)
        for path in VIEWS
        for whole in actions_called(ast.parse(path.read_text()))
        if not isinstance(
            getattr(import_module(whole.rpartition(".")[0]), whole.split(".")[-1]), type
        )
    }
)


def test_pages_do_call_actions():
    assert len(CALLED) > 20


@pytest.mark.parametrize(("page", "action"), CALLED)
def test_an_action_that_a_page_calls_is_one_deed(page, action):
    assert is_deed(action) or is_witness(action) or action in NO_DEED, (
        f"{page}: mark {action} with @deed"
    )


def test_nothing_is_excused_that_is_a_deed_or_that_is_gone():
    for action in NO_DEED:
        assert not is_deed(action)


def test_twin_an_unmarked_action_is_found():
    source = "from clinic.accounts import actions as a\ndef view():\n    a.knows_password(1)\n"
    assert list(actions_called(ast.parse(source))) == ["clinic.accounts.actions.knows_password"]
    assert not is_deed("clinic.accounts.actions.knows_password")
