"""The owner's reports."""

ROWS = {
    ("reports.audit", "GET"): "owner",
    ("reports.outcomes", "GET"): "owner",
    ("reports.outcomes_json", "GET"): "owner",
}
