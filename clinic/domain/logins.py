"""A user name, as it is kept and looked up: the same however it is typed."""

from unicodedata import normalize

LONGEST = 80  #: characters
#: Letters and figures of any script, and what stands between them in a user name.
PATTERN = r"^[\w.@+-]+$"


def folded(name: str) -> str:
    """One form for one name: without outer spaces, in small letters, composed (NFC)."""
    return normalize("NFC", normalize("NFC", name).strip().casefold())
