"""The bell."""

from tests.house.access import STAFF

ROWS = {
    ("notices.index", "GET"): STAFF,
    ("notices.open_notice", "POST"): STAFF,
    ("notices.see_all", "POST"): STAFF,
}
