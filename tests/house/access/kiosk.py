"""The tablet. Its public pages say goodbye and that it is locked; they know nobody."""

from tests.house.access import STAFF

ROWS = {
    ("kiosk.hand_over", "POST"): STAFF,
    ("kiosk.form", "GET"): "kiosk",
    ("kiosk.form", "POST"): "kiosk",
    ("kiosk.stop", "POST"): "kiosk",
    ("kiosk.thanks", "GET"): "nobody kiosk reception therapist owner",
    ("kiosk.locked", "GET"): "nobody kiosk reception therapist owner",
}
