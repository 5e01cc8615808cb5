"""The session card, its sheets, the decision about a stop, and the signed record."""

from clinic.treatment.views import card, decision, line, signed
from clinic.treatment.views.blueprint import bp

__all__ = ["bp", "card", "decision", "line", "signed"]
