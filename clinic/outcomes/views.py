"""The pages of this room."""

from flask import Blueprint

bp = Blueprint("outcomes", __name__)
