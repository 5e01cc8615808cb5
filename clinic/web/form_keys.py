"""A form sent twice counts once.

Each form carries a random key. The first request that is kept takes the key with it in its own
transaction; the same form sent again (a double click, a reload, a retry after a cut line) is led
to the first one's result. A refused form (422) leaves its key unused. The same key with another
body is refused: it is not the same form.
"""

from hashlib import sha256
from secrets import token_urlsafe

from flask import Response, abort, g, redirect, request
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from clinic.db import db, now
from clinic.web.models import FormKey

FIELD = "form_key"
LONGEST = 64
#: Not part of what a person said: another token or version does not make another form.
NOT_SAID = {FIELD, "csrf_token"}


def fresh() -> str:
    return token_urlsafe(16)


def digest_of_body() -> str:
    """What was said, in one line: the address and every field, in order, and each file's bytes."""
    said = sorted((name, value) for name, value in request.form.items(multi=True))
    digest = sha256(request.path.encode())
    for name, value in said:
        if name not in NOT_SAID:
            digest.update(f"\0{name}\1{value}".encode("utf-8", "surrogatepass"))
    for name, file in sorted(request.files.items(multi=True)):
        digest.update(f"\2{name}\1".encode() + file.stream.read())
        file.stream.seek(0)
    return digest.hexdigest()


def claim() -> None:
    """Take this request's key, or answer as the first request with it was answered."""
    key = request.form.get(FIELD, "")
    if not key or len(key) > LONGEST or "\0" in key or g.get(FIELD):
        return
    digest = digest_of_body()
    if took(key, digest):
        g.form_key = key
        return
    kept = db.session.execute(
        select(FormKey.body_digest, FormKey.result_url).where(FormKey.key == key)
    ).one()
    if kept.body_digest != digest or not kept.result_url:
        abort(409, _("This form was sent already, with other words. Open the page again."))
    abort(redirect(kept.result_url, 303))


def took(key: str, digest: str) -> bool:
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    statement = (
        insert(FormKey)
        .values(
            key=key,
            account_id=getattr(current_user, "id", None),
            body_digest=digest,
            used_at=now(),
        )
        .on_conflict_do_nothing()
        .returning(FormKey.key)
    )
    return db.session.scalar(statement) is not None


def remember_result(response: Response) -> None:
    """Note where the kept request led, so that its double is led there too."""
    if key := g.pop(FIELD, None):
        db.session.execute(
            update(FormKey)
            .where(FormKey.key == key)
            .values(result_url=response.location or request.path)
        )
