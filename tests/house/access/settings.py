"""The owner's settings."""

ROWS = {
    ("settings.index", "GET"): "owner",
    ("settings.rooms", "GET"): "owner",
    ("settings.rooms", "POST"): "owner",
    ("settings.room", "GET"): "owner",
    ("settings.room", "POST"): "owner",
    ("settings.retire_room", "POST"): "owner",
    ("settings.bring_back_room", "POST"): "owner",
    ("settings.visit_types", "GET"): "owner",
    ("settings.visit_types", "POST"): "owner",
    ("settings.visit_type", "GET"): "owner",
    ("settings.visit_type", "POST"): "owner",
    ("settings.retire_visit_type", "POST"): "owner",
    ("settings.bring_back_visit_type", "POST"): "owner",
    ("settings.hours", "GET"): "owner",
    ("settings.hours", "POST"): "owner",
    ("settings.holidays", "GET"): "owner",
    ("settings.holidays", "POST"): "owner",
    ("settings.remove_holiday", "POST"): "owner",
    ("settings.what_we_ask", "GET"): "owner",
    ("settings.what_we_ask", "POST"): "owner",
}
