"""The pages of this room."""

from flask import Blueprint

bp = Blueprint("episodes", __name__)
