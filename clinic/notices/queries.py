"""What a person was told, and how much of it they have not seen."""

from collections.abc import Sequence

from sqlalchemy import func, select

from clinic.accounts.models import Account
from clinic.accounts.queries import ALSO
from clinic.db import db
from clinic.notices.models import Notice
from clinic.web.rows import one_or_404

SHOWN = 100  #: the newest; older ones that were seen are history, and the trail has them

#: Counted by the query that finds the person, so the bell costs no query of its own.
ALSO["unseen_notices"] = (
    select(func.count())
    .select_from(Notice)
    .where(Notice.account_id == Account.id, Notice.seen_at.is_(None))
    .correlate(Account)
    .scalar_subquery()
)


def notices_of(account_id: int) -> Sequence[Notice]:
    """The newest, those that were not seen before those that were."""
    return db.session.scalars(
        select(Notice)
        .where(Notice.account_id == account_id)
        .order_by(Notice.seen_at.is_not(None), Notice.id.desc())
        .limit(SHOWN)
    ).all()


def notice_or_404(notice_id: int, account_id: int) -> Notice:
    """A notice to this person; another's is not there."""
    return one_or_404(
        select(Notice).where(Notice.id == notice_id, Notice.account_id == account_id), notice_id
    )
