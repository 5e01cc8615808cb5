"""The owner sets the clinic up: rooms, kinds of visit, hours, holidays, what it asks for."""

from datetime import date, time

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.db import db
from clinic.domain import policies
from clinic.domain.events import Event
from clinic.domain.policies import Holiday, Hours
from clinic.domain.roles import Role
from clinic.settings.models import Room, VisitType
from clinic.settings.queries import hours, rooms, value, visit_types
from tests import make
from tests.conftest import sign_in

MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 1)


@pytest.fixture
def owner(app):
    return sign_in(app, make.account(Role.OWNER))


def entries() -> list[Event]:
    return list(db.session.scalars(select(Entry.event)))


def week(**other: str) -> dict[str, str]:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")
    usual = {
        f"{day}_{end}": at for day in days for end, at in (("opens", "10:00"), ("closes", "20:00"))
    }
    closed = {f"{day}_{end}": "" for day in ("saturday", "sunday") for end in ("opens", "closes")}
    return usual | closed | {"version": "0"} | other


def test_every_page_of_the_settings_opens(owner):
    room, kind = make.room(), make.visit_type()
    addresses = ("", "rooms", f"rooms/{room.id}", "visit-types", f"visit-types/{kind.id}")
    for each in (*addresses, "hours", "holidays", "policies"):
        assert owner.get(f"/settings/{each}").status_code == 200, each


def test_a_room_is_added_renamed_given_up_and_used_again(owner):
    owner.post("/settings/rooms", data={"name": " Window room "})
    room = db.session.scalars(select(Room)).one()
    owner.post(f"/settings/rooms/{room.id}", data={"name": "Garden room", "version": 1})
    assert [each.name for each in rooms()] == ["Garden room"]
    owner.post(f"/settings/rooms/{room.id}/retire")
    assert rooms() == [] and "given up" in owner.get("/settings/rooms").text
    owner.post(f"/settings/rooms/{room.id}/bring-back")
    assert [each.name for each in rooms()] == ["Garden room"]
    assert entries() == [Event.SETTING_CHANGED] * 4


def test_a_kind_of_visit_is_added_changed_and_given_up(owner):
    owner.post("/settings/visit-types", data={"name": "Massage", "minutes": "60"})
    kind = db.session.scalars(select(VisitType)).one()
    form = {"name": "Long massage", "minutes": "90", "version": 1}
    owner.post(f"/settings/visit-types/{kind.id}", data=form)
    assert [(each.name, each.minutes) for each in visit_types()] == [("Long massage", 90)]
    owner.post(f"/settings/visit-types/{kind.id}/retire")
    assert visit_types() == []


@pytest.mark.parametrize("page", ["rooms", "visit-types"])
def test_a_name_is_given_once(owner, page):
    form = {"name": "The same", "minutes": "60"}
    assert owner.post(f"/settings/{page}", data=form).status_code == 303
    answer = owner.post(f"/settings/{page}", data=form)
    assert answer.status_code == 422 and "taken already" in answer.text


@pytest.mark.parametrize("minutes", ["", "4", "481", "sixty", "1e9", "9" * 40])
def test_minutes_have_limits(owner, minutes):
    answer = owner.post("/settings/visit-types", data={"name": "Massage", "minutes": minutes})
    assert answer.status_code == 422 and 'value="Massage"' in answer.text


def test_a_second_editor_of_a_room_sees_both_names(owner):
    room = make.room(name="Theirs", version=2)
    answer = owner.post(f"/settings/rooms/{room.id}", data={"name": "Mine", "version": 1})
    assert answer.status_code == 422
    assert 'value="Mine"' in answer.text and "Theirs" in answer.text


def test_opening_hours_hold_from_the_moment_they_are_saved(owner):
    assert hours(MONDAY) == Hours(time(9), time(18))
    assert (
        owner.post(
            "/settings/hours", data=week(sunday_opens="11:00", sunday_closes="15:00")
        ).status_code
        == 303
    )
    assert hours(MONDAY) == Hours(time(10), time(20))
    assert hours(SUNDAY) == Hours(time(11), time(15))
    assert hours(date(2026, 3, 7)) is None, "Saturday was left empty"
    page = owner.get("/settings/hours").text
    assert 'value="10:00"' in page and 'name="version" type="hidden" value="1"' in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"monday_closes": ""}, "both times"),
        ({"monday_closes": "10:00"}, "closes after it opens"),
        ({"monday_opens": "25:00"}, "valid time"),
    ],
)
def test_hours_that_cannot_be_are_refused_beside_the_day(owner, wrong, words):
    answer = owner.post("/settings/hours", data=week(**wrong))
    assert answer.status_code == 422 and words in answer.text
    assert hours(MONDAY) == Hours(time(9), time(18))


def test_a_second_editor_of_the_hours_sees_both(owner):
    owner.post("/settings/hours", data=week())
    answer = owner.post("/settings/hours", data=week(monday_opens="12:00"))
    assert answer.status_code == 422 and "10:00" in answer.text
    assert hours(MONDAY) == Hours(time(10), time(20))


def test_on_a_holiday_the_clinic_is_closed(owner):
    owner.post("/settings/holidays", data={"on": "2026-03-02", "name": "Substitute holiday"})
    assert hours(MONDAY) is None and "Substitute holiday" in owner.get("/settings/holidays").text
    assert value(policies.HOLIDAYS) == (Holiday(MONDAY, "Substitute holiday"),)
    owner.post("/settings/holidays/2026-03-02/remove")
    assert hours(MONDAY) == Hours(time(9), time(18))
    assert entries() == [Event.SETTING_CHANGED] * 2


def test_what_the_clinic_asks_for_is_kept_as_one_deed(owner):
    form = {"intake_valid_days": "180", "pain_scores_required": "y", "language": "ko", "version": 0}
    assert owner.post("/settings/policies", data=form).status_code == 303
    assert value(policies.INTAKE_VALID_DAYS) == 180
    assert value(policies.PAIN_SCORES_REQUIRED) is True
    assert entries() == [Event.SETTING_CHANGED]
    again = owner.post("/settings/policies", data=form | {"intake_valid_days": "90"})
    assert again.status_code == 422, "that form was older"


def test_a_room_that_is_not_there_is_404(owner):
    assert owner.get("/settings/rooms/4711").status_code == 404
    assert owner.post("/settings/holidays/2026-01-01/remove").status_code == 404


def test_each_policy_reads_back_what_it_writes():
    for policy in policies.POLICIES:
        assert policy.read(policy.write(policy.default)) == policy.default
