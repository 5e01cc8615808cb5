"""A clinic of its own for each test: what is committed here cannot be rolled back."""

import pytest
from flask import Flask


@pytest.fixture
def undone() -> None:
    """These tests have databases of their own."""


@pytest.fixture
def own_clinic(own_app: Flask, tmp_path, monkeypatch) -> Flask:
    """An app with an empty database and a data folder of its own."""
    monkeypatch.setitem(own_app.config, "DATA_DIR", tmp_path / "data")
    return own_app


@pytest.fixture
def on_sqlite(own_clinic: Flask) -> Flask:
    if not own_clinic.config["EMBEDDED"]:
        pytest.skip("a rule about SQLite's file")
    return own_clinic
