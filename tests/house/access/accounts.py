"""The door and the staff."""

from tests.house.access import EVERYONE, STAFF

ROWS = {
    ("accounts.sign_in", "GET"): EVERYONE,
    ("accounts.sign_in", "POST"): EVERYONE,
    ("accounts.choose_password", "GET"): EVERYONE,
    ("accounts.choose_password", "POST"): EVERYONE,
    ("accounts.sign_out", "POST"): STAFF,
    ("accounts.sign_ins", "GET"): STAFF,
    ("accounts.end", "POST"): STAFF,
    ("accounts.make_password_link", "POST"): "owner",
}
