"""The clinic's own time: moments are kept in UTC and shown, planned and counted in its zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from flask_babel import get_locale

from clinic.db import now


def zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["TIME_ZONE"])


def local(moment: datetime) -> datetime:
    """A moment on the clinic's wall clock."""
    return moment.astimezone(zone())


def today() -> date:
    return local(now()).date()


def moment_of(day: date, at: time) -> datetime:
    """What the wall clock calls this, in UTC. An hour that happens twice means the first."""
    return datetime.combine(day, at, zone()).astimezone(UTC)


def bounds(first: date, last: date | None = None) -> tuple[datetime, datetime]:
    """From the start of the first day to the end of the last: 23, 24 or 25 hours for one."""
    after = (last or first) + timedelta(days=1)
    return moment_of(first, time()), moment_of(after, time())


def init_app(app: Flask) -> None:
    app.config["BABEL_DEFAULT_TIMEZONE"] = app.config["TIME_ZONE"]
    app.jinja_env.globals.update(today=today, get_locale=get_locale)
    app.jinja_env.filters["local"] = local
