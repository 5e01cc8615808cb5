"""The pages of this room."""

from flask import Blueprint

bp = Blueprint("treatment", __name__)
