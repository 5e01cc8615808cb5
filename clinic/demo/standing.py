"""Whether this database may be filled, is a demo already, or belongs to a real clinic."""

from enum import StrEnum

from sqlalchemy import exists, select

from clinic.accounts.models import Account
from clinic.audit.models import Entry
from clinic.clients.models import Client
from clinic.db import db
from clinic.domain.events import Event


class Stand(StrEnum):
    EMPTY = "empty"
    DEMO = "demo"
    REAL = "real"


def stand() -> Stand:
    """The demo leaves an entry in the trail, which nobody can take away."""
    if db.session.scalar(select(exists().where(Entry.event == Event.DEMO_MADE))):
        return Stand.DEMO
    is_used = exists(select(Account.id)) | exists(select(Client.id))
    return Stand.REAL if db.session.scalar(select(is_used)) else Stand.EMPTY
