"""Telling a member of staff, and having been told."""

from sqlalchemy import update

from clinic.accounts import actions as accounts
from clinic.accounts.models import Account
from clinic.accounts.queries import owners
from clinic.audit.actions import deed, trace
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.notices import NoticeKind
from clinic.notices.models import Notice


def tell(account_id: int, kind: str, url: str, client_id: int | None = None) -> None:
    """Leave a notice for one person; part of the deed that it tells of.

    ``url`` is the page of ours to open. No name stands in it: the page shows names to those who may
    see them.
    """
    db.session.add(Notice(account_id=account_id, kind=kind, url=url, client_id=client_id))
    db.session.flush()


@deed
def see(notice: Notice) -> None:
    notice.seen_at = notice.seen_at or now()
    trace(Event.NOTICE_SEEN, subject=notice)


@deed
def see_all(account_id: int) -> None:
    db.session.execute(
        update(Notice)
        .where(Notice.account_id == account_id, Notice.seen_at.is_(None))
        .values(seen_at=now())
    )
    trace(Event.NOTICE_SEEN)


@accounts.after_reset
def tell_owners(account: Account) -> None:
    """Every owner learns at the next sign-in that a way in was made on the clinic's computer."""
    for owner in {*owners(), account}:
        tell(owner.id, NoticeKind.OWNER_RESET, "/accounts/sign-ins")
