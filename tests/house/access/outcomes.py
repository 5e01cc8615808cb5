"""Scores: therapists enter and correct them."""

ROWS = {
    (f"outcomes.{page}", method): "therapist"
    for page in ("new", "correct")
    for method in ("GET", "POST")
}
