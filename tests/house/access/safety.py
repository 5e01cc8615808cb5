"""Contraindication notes: therapists settle them."""

ROWS = {
    (f"safety.{page}", method): "therapist"
    for page in ("new", "places", "dismiss", "close", "clearance")
    for method in ("GET", "POST")
} | {
    ("safety.none_known", "POST"): "therapist",
    ("safety.confirm", "POST"): "therapist",
}
