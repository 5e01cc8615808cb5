"""The door and the staff."""

from tests.house.access import EVERYONE, STAFF

ROWS = {
    ("accounts.first_run", "GET"): EVERYONE,
    ("accounts.first_run", "POST"): EVERYONE,
    ("accounts.sign_in", "GET"): EVERYONE,
    ("accounts.sign_in", "POST"): EVERYONE,
    ("accounts.choose_password", "GET"): EVERYONE,
    ("accounts.choose_password", "POST"): EVERYONE,
    ("accounts.sign_out", "POST"): STAFF,
    ("accounts.me", "GET"): STAFF,
    ("accounts.choose_language", "POST"): STAFF,
    ("accounts.change_password", "GET"): STAFF,
    ("accounts.change_password", "POST"): STAFF,
    ("accounts.sign_ins", "GET"): STAFF,
    ("accounts.end", "POST"): STAFF,
    ("accounts.staff", "GET"): "owner",
    ("accounts.invite", "GET"): "owner",
    ("accounts.invite", "POST"): "owner",
    ("accounts.colleague", "GET"): "owner",
    ("accounts.colleague", "POST"): "owner",
    ("accounts.disable", "POST"): "owner",
    ("accounts.enable", "POST"): "owner",
    ("accounts.make_password_link", "POST"): "owner",
}
