"""Adding and changing clients, and saying who may see whom."""

from datetime import date, datetime

from flask import current_app
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from clinic.accounts.models import Account
from clinic.accounts.queries import owners
from clinic.audit.actions import deed, trace
from clinic.clients.models import Care, Client, ClientToken
from clinic.clients.queries import earlier_reasons
from clinic.db import db, now
from clinic.domain import phones
from clinic.domain.births import is_credible, is_minor
from clinic.domain.care import GLASS_STAYS_BROKEN, SHORTEST_REASON
from clinic.domain.events import Event
from clinic.domain.names import has_hidden_signs, has_letters, name_tokens, tidy
from clinic.domain.notices import NoticeKind
from clinic.domain.refusal import Refusal
from clinic.domain.states import Why
from clinic.domain.words import Language
from clinic.notices.actions import tell
from clinic.web.clock import today


@deed
def add(
    name: str,
    phone: str = "",
    birth_on: date | None = None,
    locale: Language = Language.ENGLISH,
    guardian_name: str = "",
    guardian_relation: str = "",
    *,
    source: str | None = None,
    external_id: str | None = None,
) -> Client:
    """A new client. ``source`` and ``external_id`` name one who comes from another system."""
    client = Client(source=source, external_id=external_id)
    describe(client, name, phone, birth_on, locale, guardian_name, guardian_relation)
    db.session.add(client)
    db.session.flush()
    keep_tokens(client)
    trace(Event.CLIENT_ADDED, client=client, subject=client)
    return client


@deed
def change(
    client: Client,
    name: str,
    phone: str,
    birth_on: date | None,
    locale: Language,
    guardian_name: str,
    guardian_relation: str,
) -> None:
    """Other names and numbers for the same person."""
    describe(client, name, phone, birth_on, locale, guardian_name, guardian_relation)
    client.version += 1
    db.session.flush()
    keep_tokens(client)
    trace(Event.CLIENT_CHANGED, client=client, subject=client)


@deed
def archive(client: Client) -> None:
    """Out of the lists and the search; everything else stays. Again, it changes nothing."""
    client.archived_at = client.archived_at or now()
    db.session.flush()
    trace(Event.CLIENT_ARCHIVED, client=client, subject=client)


@deed
def restore(client: Client) -> None:
    """Back into the lists and the search."""
    client.archived_at = None
    db.session.flush()
    trace(Event.CLIENT_RESTORED, client=client, subject=client)


def describe(
    client: Client,
    name: str,
    phone: str,
    birth_on: date | None,
    locale: Language,
    guardian_name: str,
    guardian_relation: str,
) -> None:
    country = current_app.config["COUNTRY"]
    if not has_letters(name) or has_hidden_signs(tidy(name)):
        raise Refusal(_("A client needs a name that can be read."))
    if birth_on and not is_credible(birth_on, today()):
        raise Refusal(_("This birth date cannot be right."))
    if is_minor(birth_on, today(), country) and not guardian_name.strip():
        raise Refusal(_("A minor needs a guardian."))
    client.name, client.birth_on, client.locale = tidy(name), birth_on, locale
    client.phone = phones.tidy(phone, country)
    client.guardian_name, client.guardian_relation = tidy(guardian_name), tidy(guardian_relation)


def keep_tokens(client: Client) -> None:
    """What the client may be found by, after each change of name or phone."""
    wanted = name_tokens(client.name) | phones.phone_tokens(client.phone)
    mine = ClientToken.client_id == client.id
    kept = set(db.session.scalars(select(ClientToken.token).where(mine)))
    if gone := kept - wanted:
        db.session.execute(delete(ClientToken).where(mine, ClientToken.token.in_(gone)))
    if new := wanted - kept:
        rows = [{"token": token, "client_id": client.id} for token in sorted(new)]
        db.session.execute(insert(ClientToken), rows)


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
    upsert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    row = {"client_id": client_id, "account_id": account_id, "why": why}
    changed = {"reason": reason, "ends_at": ends_at}
    db.session.flush()
    db.session.execute(
        upsert(Care)
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
    for owner in owners():
        tell(owner.id, NoticeKind.GLASS_BROKEN, f"/clients/{client.id}", client.id)
    trace(Event.GLASS_BROKEN, client=client)
    return ends_at
