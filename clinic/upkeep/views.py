"""Is the clinic up? Asked by whatever watches over the server."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from clinic.upkeep.queries.health import ask_the_database
from clinic.web.access import public

bp = Blueprint("upkeep", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    ask_the_database()  # a database that does not answer is a 503, as on every page
    return "ok", {"Content-Type": "text/plain; charset=utf-8"}
