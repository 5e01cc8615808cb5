"""Making a version of the form: from then on its wording never changes."""

from collections.abc import Mapping
from json import dumps
from typing import Any

from sqlalchemy.exc import IntegrityError

from clinic.db import db
from clinic.domain.catalogue.reading import read
from clinic.domain.catalogue.shipped import VOCABULARIES
from clinic.domain.transcripts import digest
from clinic.intake.models import FormVersion
from clinic.intake.queries import HEALTH, current_version


def publish_shipped() -> FormVersion:
    """The version to fill in; on first need, the questionnaire that this product ships.

    Of two clients who need it at once, one makes it and the other finds it made.
    """
    if version := current_version():
        return version
    content = shipped()
    version = FormVersion(
        form=HEALTH, number=1, content=content, sha256=digest(in_one_line(content))
    )
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError:
        return current_version() or version
    return version


def shipped() -> dict[str, Any]:
    """The questionnaire with the shared lists that it refers to, so that it stands by itself."""
    plain = read("intake")
    used = {
        each["options_from"].partition(".")[0]
        for each in plain["questions"]
        if "options_from" in each
    }
    return {**plain, "lists": {name: VOCABULARIES[name] for name in sorted(used)}}


def in_one_line(content: Mapping[str, Any]) -> str:
    """The content as text that is the same whatever the database does to blanks and order."""
    return dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
