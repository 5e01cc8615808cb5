"""Forms at the desk."""

from tests.house.access import STAFF

ROWS = {
    ("intake.index", "GET"): STAFF,
    ("intake.start", "POST"): "reception therapist",
    ("intake.take", "GET"): "reception therapist",
    ("intake.take", "POST"): "reception therapist",
    ("intake.read", "GET"): "therapist owner",
}
