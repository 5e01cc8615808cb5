"""The fingerprint of what is signed: the same content, the same figures, on any computer."""

from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from clinic.domain.digest import canonical, digest
from clinic.domain.states import Reaction


def test_the_digest_is_sha_256_of_the_canonical_content():
    content = {"b": 1, "a": "가나다 “x”"}
    assert canonical(content) == '{"a":"가나다 “x”","b":1}'.encode()
    assert digest(content) == sha256(canonical(content)).hexdigest()


def test_the_order_of_writing_does_not_matter():
    assert digest({"a": 1, "b": {"c": 2, "d": 3}}) == digest({"b": {"d": 3, "c": 2}, "a": 1})


@pytest.mark.parametrize(
    "other", [{"a": "1"}, {"a": 2}, {"a": None}, {"b": 1}, {"a": 1, "b": None}]
)
def test_any_other_content_has_another_digest(other):
    assert digest({"a": 1}) != digest(other)


def test_two_ways_of_writing_one_syllable_are_two_contents():
    assert digest({"s": "\uac00"}) != digest({"s": "\u1100\u1161"})


def test_a_moment_is_the_same_in_every_zone():
    utc = datetime(2026, 3, 2, 1, tzinfo=UTC)
    seoul = utc.astimezone(timezone(timedelta(hours=9)))
    assert digest({"at": utc}) == digest({"at": seoul})
    assert canonical({"at": utc}) == b'{"at":"2026-03-02T01:00:00.000000+00:00"}'


def test_days_and_kinds_are_written_as_they_are_stored():
    content = {"on": date(2026, 3, 2), "reaction": Reaction.BETTER}
    assert canonical(content) == b'{"on":"2026-03-02","reaction":"better"}'


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (datetime(2026, 3, 2), ValueError),
        (float("nan"), ValueError),
        (object(), TypeError),
    ],
)
def test_what_has_no_one_form_is_refused(value, error):
    with pytest.raises(error):
        digest({"x": value})
