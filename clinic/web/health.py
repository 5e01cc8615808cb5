"""Is the clinic up? For whatever watches it: no sign-in, and nothing about anyone."""

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from clinic.db import db
from clinic.web.access import public


@public
def healthz() -> ResponseReturnValue:
    """``ok`` when the records answer; else the 503 that every page would give."""
    db.session.execute(text("SELECT 1"))
    return "ok", {"Content-Type": "text/plain; charset=utf-8"}


def init_app(app: Flask) -> None:
    app.add_url_rule("/healthz", "healthz", healthz)
