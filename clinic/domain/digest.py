"""A fingerprint of what was signed: the same content gives the same one, on any computer.

Canonical JSON: keys in order, no blanks, every character as it is, in UTF-8; then SHA-256
(FIPS 180-4). Moments and days are written in ISO 8601, moments in UTC.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from json import dumps
from typing import Any


def digest(content: Mapping[str, Any]) -> str:
    """64 hexadecimal figures; a number that is not one (NaN) is refused with ValueError."""
    return sha256(canonical(content)).hexdigest()


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one way of writing this content down."""
    text = dumps(
        content,
        default=plainly,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return text.encode()


def plainly(value: object) -> str:
    """What JSON has no word for."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("A moment without its zone has no place in what is signed")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    raise TypeError(f"No canonical form of {type(value).__name__}")
