"""The pages of this room."""

from flask import Blueprint

bp = Blueprint("chart", __name__)
