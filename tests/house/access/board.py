"""The day: names and steps for the whole staff; nothing clinical (tests/board)."""

from tests.house.access import STAFF

ROWS = {
    ("board.home", "GET"): STAFF,
    ("board.day", "GET"): STAFF,
    ("board.rows", "GET"): STAFF,
}
