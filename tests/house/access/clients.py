"""Clients' names and contact. Whose page opens is the row rule: tests/clients."""

from tests.house.access import STAFF

ROWS = {
    ("clients.index", "GET"): STAFF,
    ("clients.suggestions", "GET"): STAFF,
    ("clients.show", "GET"): STAFF,
    ("clients.new", "GET"): "reception owner",
    ("clients.new", "POST"): "reception owner",
    ("clients.likely", "POST"): "reception owner",
    ("clients.edit", "GET"): "reception owner",
    ("clients.edit", "POST"): "reception owner",
    ("clients.archive", "POST"): "reception owner",
    ("clients.restore", "POST"): "reception owner",
    ("clients.break_glass", "GET"): "owner",
    ("clients.break_glass", "POST"): "owner",
}
