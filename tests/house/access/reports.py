"""The owner's reports."""

ROWS = {
    ("reports.audit", "GET"): "owner",
}
