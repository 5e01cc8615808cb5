"""Planning and the steps of a visit: the whole staff works the day."""

from tests.house.access import STAFF

ROWS = {
    ("visits.new", "GET"): STAFF,
    ("visits.new", "POST"): STAFF,
    ("visits.free", "GET"): STAFF,
    ("visits.block", "GET"): STAFF,
    ("visits.block", "POST"): STAFF,
    ("visits.show", "GET"): STAFF,
    ("visits.move", "GET"): STAFF,
    ("visits.move", "POST"): STAFF,
    ("visits.arrive", "POST"): STAFF,
    ("visits.begin", "POST"): STAFF,
    ("visits.finish", "POST"): STAFF,
    ("visits.no_show", "POST"): STAFF,
    ("visits.cancel", "POST"): STAFF,
    ("visits.step_back", "POST"): STAFF,
    ("visits.call", "POST"): STAFF,
    ("visits.acknowledge", "POST"): STAFF,
}
