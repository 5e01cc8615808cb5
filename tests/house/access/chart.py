"""One client's clinical pages: therapists in care, and an owner behind break-glass."""

ROWS = {
    ("chart.safety", "GET"): "therapist owner",
    ("chart.course", "GET"): "therapist owner",
}
