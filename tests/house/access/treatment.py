"""The session record: therapists write, an owner looks behind broken glass, the desk sees nothing."""

ROWS = {
    ("treatment.record", "GET"): "therapist owner",
    ("treatment.save", "POST"): "therapist",
    ("treatment.begin", "POST"): "therapist",
    ("treatment.sign", "POST"): "therapist",
    ("treatment.add_line", "GET"): "therapist",
    ("treatment.add_line", "POST"): "therapist",
    ("treatment.change_line", "GET"): "therapist",
    ("treatment.change_line", "POST"): "therapist",
    ("treatment.change_offer", "GET"): "therapist",
    ("treatment.change_offer", "POST"): "therapist",
    ("treatment.add_addendum", "POST"): "therapist",
    ("treatment.decide", "GET"): "therapist",
    ("treatment.decide", "POST"): "therapist",
}
