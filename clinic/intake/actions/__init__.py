"""Publishing the form, filling it in, and what signing it sets off."""

from clinic.intake.actions.filling import answer, begin
from clinic.intake.actions.publishing import publish_shipped
from clinic.intake.actions.signing import submit

__all__ = ["answer", "begin", "publish_shipped", "submit"]
