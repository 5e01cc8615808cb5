"""The bell: what a person was told, and where it leads."""

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from clinic.domain.notices import NoticeKind
from clinic.domain.roles import Permission
from clinic.notices import actions, queries
from clinic.web.access import needs

bp = Blueprint("notices", __name__, url_prefix="/notices")
WORDS = {
    NoticeKind.OWNER_RESET: _l(
        "A link for a new owner's password was made on the clinic's computer. If nobody of you did "
        "that, someone else was at it."
    ),
    NoticeKind.GLASS_BROKEN: _l("A record was opened in an emergency, outside of care."),
    NoticeKind.STOP_DECIDED: _l("A stop was decided at a session."),
    NoticeKind.URGENT: _l("A client's answers ask for a therapist now."),
    NoticeKind.DESK_CALLS: _l("The desk asks you to come: a client cannot be treated yet."),
    NoticeKind.UNSIGNED_RECORD: _l("A record is not signed yet."),
    NoticeKind.CLEARANCE_ENDS: _l("A clearance ends soon."),
    NoticeKind.CONFLICT: _l("Something could not be brought together, and needs your eyes."),
}


def words_of(kind: str) -> str:
    """What a notice of this kind says; a kind of a newer version says where to look."""
    known = WORDS.get(NoticeKind(kind)) if kind in set(NoticeKind) else None
    return str(known or _l("Something asks for your attention. Open it."))


@bp.get("/")
@needs(Permission.OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    return render_template("notices/index.html", notices=queries.notices_of(current_user.id))


@bp.post("/<int:notice_id>/open")
@needs(Permission.OWN_ACCOUNT)
def open_notice(notice_id: int) -> ResponseReturnValue:
    notice = queries.notice_or_404(notice_id, current_user.id)
    actions.see(notice)
    return redirect(notice.url, 303)


@bp.post("/seen")
@needs(Permission.OWN_ACCOUNT)
def see_all() -> ResponseReturnValue:
    actions.see_all(current_user.id)
    return redirect(url_for("notices.index"), 303)


def unread_notices() -> int:
    """For the bell. It was counted by the query that found the person."""
    return getattr(current_user, "also", {}).get("unseen_notices", 0)


@bp.record_once
def light_the_bell(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]
    app.jinja_env.globals["unread_notices"] = unread_notices
    app.jinja_env.filters["notice_words"] = words_of
