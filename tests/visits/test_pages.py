"""Booking, moving and blocking as the desk does it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from clinic.db import db, now
from clinic.domain.roles import Role
from clinic.domain.states import VisitState
from clinic.notices.models import Notice
from clinic.visits import actions
from clinic.visits.models import Visit
from tests import make
from tests.conftest import sign_in

DAY = "2030-05-07"  # a Tuesday


@pytest.fixture
def desk(app):
    return sign_in(app, make.account(Role.RECEPTION))


@pytest.fixture
def plan():
    """A form that books one hour on a working day."""
    room = make.room()
    return {
        "therapist_id": make.account(name="Su-min").id,
        "type_id": make.visit_type(minutes=60).id,
        "room_id": room.id,
        "day": DAY,
        "at": "10:00",
    }


@pytest.fixture
def client():
    return make.client()


def book(browser, client, plan, **other):
    return browser.post(f"/visits/new?client_id={client.id}", data=plan | other)


def visits() -> list[Visit]:
    return list(db.session.scalars(select(Visit).order_by(Visit.id)))


def test_a_visit_is_booked_in_the_clinics_time(desk, client, plan):
    answer = book(desk, client, plan)
    assert (answer.status_code, answer.location) == (303, f"/today/{DAY}")
    [visit] = visits()
    assert visit.starts_at.isoformat() == "2030-05-07T01:00:00+00:00"  # Seoul is 9 hours ahead
    assert visit.ends_at - visit.starts_at == timedelta(minutes=60)
    assert visit.room_id == plan["room_id"]
    assert "Visit booked." in desk.get(answer.location).text


def test_a_free_time_is_a_button_that_books_at_once(desk, client, plan):
    page = desk.get(
        f"/visits/free?therapist_id={plan['therapist_id']}&type_id={plan['type_id']}&day={DAY}"
    )
    assert 'name="slot" value="09:00"' in page.text and 'value="17:00"' in page.text
    assert 'value="17:15"' not in page.text
    book(desk, client, plan, slot="09:00")
    assert visits()[0].starts_at.isoformat() == "2030-05-07T00:00:00+00:00"


def test_a_time_that_is_taken_is_refused_with_what_was_typed_and_free_times(desk, client, plan):
    book(desk, client, plan)
    answer = book(desk, client, plan, room_id=-1)
    assert answer.status_code == 422
    assert "Su-min is taken from 10:00 to 11:00." in answer.text
    assert 'value="11:00"' in answer.text and 'value="10:00"' in answer.text
    assert len(visits()) == 1


def test_any_free_room_is_found(desk, client, plan):
    make.room(name="Zebra")
    book(desk, client, plan)
    book(desk, client, plan, therapist_id=make.account().id, room_id=0)
    assert visits()[1].room.name == "Zebra"


def test_outside_the_hours_and_after_its_time_is_booked_but_said(desk, client, plan):
    answer = book(desk, client, plan, at="20:00")
    assert "outside the opening hours" in desk.get(answer.location).text
    answer = book(desk, client, plan, day="2026-01-06")
    assert "entered after its time" in desk.get(answer.location).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": ""},
        {"day": "2026-02-30"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"at": ""},
        {"at": "25:00"},
        {"at": "\0"},
        {"therapist_id": "0"},
        {"therapist_id": "99999999999999999999"},
        {"therapist_id": "x"},
        {"type_id": "999999"},
        {"room_id": "999999"},
        {"slot": "never"},
    ],
)
def test_what_is_wrong_is_said(desk, client, plan, wrong):
    answer = book(desk, client, plan, **wrong)
    assert answer.status_code == 422
    assert visits() == []


def test_a_room_that_was_given_up_cannot_be_booked(desk, client, plan):
    room = make.room(retired_at=now())
    assert book(desk, client, plan, room_id=room.id).status_code == 422


def test_ten_megabytes_are_refused(desk, client, plan):
    assert book(desk, client, plan, at="1" * 10**7).status_code == 413


def test_without_therapists_or_kinds_the_page_says_so(desk, client):
    assert "No therapist works here yet" in desk.get(f"/visits/new?client_id={client.id}").text
    make.account()
    assert "No kind of visit" in desk.get(f"/visits/new?client_id={client.id}").text
    assert desk.post(f"/visits/new?client_id={client.id}", data={}).status_code == 422


def test_first_of_all_the_client_is_found(desk, client):
    page = desk.get("/visits/new?q=&day=2030-05-07").text
    assert "First: who?" in page
    assert desk.get("/visits/new?client_id=999999999999").status_code == 200
    assert desk.get("/visits/new?client_id=4711").status_code == 404
    found = desk.get("/clients/suggestions?for=plan&day=2030-05-07&q=nobody").text
    assert "then=plan" in found and "day=2030-05-07" in found


def test_a_therapist_books_own_clients_only(browser, therapist, client, plan):
    assert book(browser, client, plan).status_code == 404
    make.care(client, therapist)
    assert book(browser, client, plan).status_code == 303


def test_a_therapist_cannot_move_a_strangers_visit_to_see_the_client(browser, therapist, client):
    visit = make.visit(client=client)
    assert browser.get(f"/visits/{visit.id}/move").status_code == 404
    assert browser.post(f"/visits/{visit.id}/move", data=moved(visit)).status_code == 404


def moved(visit, **other):
    usual = {
        "therapist_id": visit.therapist_id,
        "room_id": -1,
        "day": DAY,
        "at": "12:30",
        "minutes": 90,
        "version": visit.version,
    }
    return usual | other


def test_a_visit_is_moved_and_lengthened(desk, client):
    visit = make.visit(client=client)
    answer = desk.post(f"/visits/{visit.id}/move", data=moved(visit))
    assert answer.location == f"/today/{DAY}"
    [visit] = visits()
    assert (visit.ends_at - visit.starts_at, visit.version) == (timedelta(minutes=90), 2)


def test_a_second_planner_sees_both_times(desk, client):
    visit = make.visit(client=client)
    first = moved(visit)
    desk.post(f"/visits/{visit.id}/move", data=first)
    answer = desk.post(f"/visits/{visit.id}/move", data=first | {"at": "15:00"})
    assert answer.status_code == 422
    assert "12:30" in answer.text and "15:00" in answer.text


@pytest.mark.parametrize(
    "wrong", [{"minutes": 0}, {"minutes": 100000}, {"minutes": "x"}, {"at": ""}]
)
def test_a_length_that_cannot_be_is_refused(desk, client, wrong):
    visit = make.visit(client=client)
    assert desk.post(f"/visits/{visit.id}/move", data=moved(visit, **wrong)).status_code == 422


def test_time_is_kept_free_over_several_days(desk, plan):
    block = {
        "therapist_id": plan["therapist_id"],
        "title": "Leave",
        "day": DAY,
        "at": "09:00",
        "until_day": "2030-05-09",
        "until": "18:00",
    }
    assert desk.post("/visits/block", data=block).status_code == 303
    assert visits()[0].ends_at - visits()[0].starts_at == timedelta(days=2, hours=9)
    for wrong in ({"until_day": "2030-05-01"}, {"until_day": "2031-05-09"}, {"title": ""}):
        assert desk.post("/visits/block", data=block | wrong).status_code == 422


def test_a_day_of_the_clinics_zone_has_23_hours_when_the_clocks_go_forward(app, desk, client, plan):
    app.config["TIME_ZONE"], seoul = "Europe/Berlin", app.config["TIME_ZONE"]
    try:
        book(desk, client, plan, day="2030-03-31", at="01:30")
        book(desk, client, plan, day="2030-03-31", at="03:30")
    finally:
        app.config["TIME_ZONE"] = seoul
    first, second = visits()
    assert second.starts_at - first.starts_at == timedelta(hours=1)


STEPS = ["arrive", "begin", "finish", "no-show", "cancel", "step-back", "acknowledge", "call"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("number", ["0", "999", str(10**30), "-1"])
def test_a_visit_that_does_not_exist_takes_no_step(desk, step, number):
    assert desk.post(f"/visits/{number}/{step}").status_code == 404


def test_check_in_is_one_tap_and_can_be_taken_back(desk, client):
    visit = make.visit(client=client, starts_at=now())
    answer = desk.post(f"/visits/{visit.id}/arrive")
    page = desk.get(answer.location).text
    assert "Checked in." in page and f"/visits/{visit.id}/step-back" in page
    desk.post(f"/visits/{visit.id}/step-back")
    assert visits()[0].state is VisitState.BOOKED


def test_a_step_that_was_overtaken_says_so(desk, client):
    visit = make.visit(client=client, starts_at=now())
    actions.no_show(visit)
    answer = desk.post(f"/visits/{visit.id}/arrive", follow_redirects=True)
    assert "has moved on meanwhile" in answer.text


def test_a_visit_is_called_off_with_a_reason_for_the_desk(desk, client):
    visit = make.visit(client=client)
    assert desk.post(f"/visits/{visit.id}/cancel", data={"reason": "x" * 201}).status_code == 303
    assert visits()[0].state is VisitState.BOOKED
    desk.post(f"/visits/{visit.id}/cancel", data={"reason": "moved house"})
    assert "moved house" in desk.get(f"/visits/{visit.id}").text


def test_the_desk_calls_the_therapist(desk, client):
    visit = make.visit(client=client)
    desk.post(f"/visits/{visit.id}/call")
    [notice] = db.session.scalars(select(Notice))
    assert (notice.account_id, notice.url) == (visit.therapist_id, f"/visits/{visit.id}/record")


def test_the_clients_page_shows_what_comes_and_what_was(desk, client):
    make.visit(client=client, starts_at=now() + timedelta(days=2))
    make.visit(client=client, starts_at=now() - timedelta(days=2), state=VisitState.DONE)
    page = desk.get(f"/clients/{client.id}").text
    assert "Coming visits" in page and "Past visits" in page and "Booked" in page and "Done" in page


def test_a_page_of_a_block_names_nobody(desk):
    block = make.visit(client=None, title="Lunch")
    assert "Lunch" in desk.get(f"/visits/{block.id}").text
    assert date.fromisoformat(DAY)
