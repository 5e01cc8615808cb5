"""The pages of this room."""

from flask import Blueprint

bp = Blueprint("safety", __name__)
