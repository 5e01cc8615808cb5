"""The pages of this room."""

from flask import Blueprint

bp = Blueprint("notices", __name__)
