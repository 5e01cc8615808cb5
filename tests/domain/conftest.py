"""The rules are pure: their tests need no database."""

import pytest


@pytest.fixture(autouse=True)
def undone() -> None:
    """Nothing to undo."""
