"""Adding and changing clients, and saying who may see whom."""

from datetime import datetime

from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from clinic.accounts.models import Account
from clinic.audit.actions import deed, trace
from clinic.clients.models import Care, Client
from clinic.clients.queries import earlier_reasons
from clinic.db import db, now
from clinic.domain.care import GLASS_STAYS_BROKEN, SHORTEST_REASON
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.states import Why


def give_care(
    client: Client, account: Account, why: Why, ends_at: datetime, reason: str = ""
) -> None:
    """From now until then this member of staff may see the client's record, for this reason.

    A second time for the same reason only moves the end. No entry of its own: it is part of a
    booking, a check-in, a hand-over or a broken glass, which leave theirs.
    """
    keep_care(client.id, account.id, why, ends_at, reason)


def keep_care(
    client_id: int, account_id: int, why: Why, ends_at: datetime, reason: str = ""
) -> None:
    """The same, by numbers."""
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    row = {"client_id": client_id, "account_id": account_id, "why": why}
    changed = {"reason": reason, "ends_at": ends_at}
    db.session.flush()
    db.session.execute(
        insert(Care)
        .values(**row, **changed, began_at=now())
        .on_conflict_do_update(index_elements=list(row), set_=changed)
    )


def end_care(client_id: int, account_id: int, why: Why) -> None:
    """The reason is gone: what it opened closes now. A row that ended before keeps its end."""
    db.session.execute(
        update(Care)
        .where(
            Care.client_id == client_id,
            Care.account_id == account_id,
            Care.why == why,
            Care.ends_at > now(),
        )
        .values(ends_at=now())
    )


@deed
def break_glass(client: Client, reason: str) -> datetime:
    """Open one client's record for an hour, for a reason that the owners will read.

    Returns when the glass closes again. The caller has asked for the password.
    """
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Refusal(_("Say in a few words why you must see this record."))
    ends_at = now() + GLASS_STAYS_BROKEN
    said = [*earlier_reasons(client.id, current_user.id), reason]
    keep_care(client.id, current_user.id, Why.BREAK_GLASS, ends_at, "\n".join(said))
    trace(Event.GLASS_BROKEN, client=client)
    return ends_at
