"""One clinic, from its first morning to the owner's report, by touch, in a real browser."""

import re

import pytest

from tests.journeys.form import fill_in

pytestmark = [pytest.mark.journey, pytest.mark.browser]

PASSWORD = "seven quiet herons at dusk"
THEIRS = "a lantern under nine bridges"
THERAPIST = "Therapist: sessions, notes and scores"
RECEPTION = "Reception: clients and the day"
TABLET = (1024, 768)


def test_one_day_from_the_first_morning_to_the_report(empty_clinic, visitor, capsys):
    owner = visitor(empty_clinic, "1-owner")
    open_the_clinic(owner, empty_clinic)
    therapist = invited(
        owner, visitor, empty_clinic, "2-therapist", "Su-min Lee", THERAPIST, TABLET
    )
    desk = invited(owner, visitor, empty_clinic, "3-desk", "Jo Reid", RECEPTION)
    book_a_new_client(desk, "Seo Yu-na")
    check_in(desk, capsys)
    tablet = hand_over(visitor, empty_clinic)
    a_red_flag_is_answered(tablet)
    the_desk_fetches_the_therapist(desk)
    the_therapist_refers(therapist)
    the_next_visit_is_held(desk, therapist)
    owner.go("/reports/outcomes")
    owner.look("report")
    owner.go("/reports/audit")
    owner.look("trail")


def open_the_clinic(owner, clinic) -> None:
    owner.go("/")
    owner.look("first-run")
    owner.type("Code", clinic.printed(r"works once: (\S+)"))
    owner.type("Name", "Mira Holt")
    owner.type("User name", "mira")
    owner.type("Password", PASSWORD)
    owner.send("Open the clinic")
    owner.look("home")


def invited(owner, visitor, clinic, screen, name, role, size=(1280, 800)):
    """A colleague who got a link from the owner, chose a password, and is in."""
    user = name.split()[0].lower().replace("-", "")
    owner.go("/accounts/new")
    owner.type("Name", name)
    owner.type("User name", user)
    owner.tap(owner.page.get_by_label(role))
    owner.send("Make the link")
    owner.look("link")
    person = visitor(clinic, screen, size=size)
    person.go(re.search(r"http://\S+/accounts/password/[\w-]+", owner.page.content())[0])
    person.type("New password", THEIRS)
    person.send("Set it")
    sign_in(person, user, THEIRS)
    person.look("home")
    return person


def sign_in(person, user: str, password: str) -> None:
    person.go("/accounts/sign-in")
    person.type("User name", user)
    person.type("Password", password)
    person.send("Sign in")


def book_a_new_client(desk, name: str) -> None:
    desk.go("/today")
    desk.send("Walk-in or booking", "link")
    desk.look("whom")
    desk.send("New client", "link")
    desk.type("Name", name)
    desk.type("Phone", "010-0000-0123")
    desk.look("new-client")
    desk.send("Add")
    desk.look("book")
    desk.send(desk.page.locator("#free button").first)
    desk.go("/today")
    desk.expects(name)
    desk.look("day")


def check_in(desk, capsys) -> None:
    desk.begin_counting()
    desk.send(desk.page.get_by_role("button", name=re.compile("Check in")).first)
    assert desk.taps == 1
    with capsys.disabled():
        print(f"\ncheck-in: {desk.effort()}")
    desk.look("arrived")


def hand_over(visitor, clinic):
    tablet = visitor(clinic, "4-tablet", size=TABLET)
    sign_in(tablet, "jo", THEIRS)
    tablet.go("/today")
    tablet.send(tablet.page.get_by_role("button", name=re.compile("Hand over tablet")).first)
    return tablet


def a_red_flag_is_answered(tablet) -> None:
    fill_in(tablet, "Seo Yu-na", ("rf_nerves", "pain_map", "pain_now"), rf_nerves=["saddle"])
    tablet.expects("Please tell the person at the desk now")
    tablet.look("tell-the-desk")
    tablet.go("/today")
    assert "/today" not in tablet.page.url


def the_desk_fetches_the_therapist(desk) -> None:
    """Within five seconds, on a page that nobody touched."""
    desk.page.get_by_text("Fetch the therapist now").first.wait_for(timeout=6_000)
    desk.look("fetch")
    desk.send(desk.page.get_by_role("button", name=re.compile("I fetch")).first)
    desk.look("acknowledged")


def the_therapist_refers(therapist) -> None:
    therapist.go("/today")
    therapist.look("day")
    therapist.send(therapist.page.get_by_role("link", name=re.compile("Session card")).first)
    therapist.look("stopped")
    while therapist.page.get_by_role("link", name=re.compile("^Decide")).count():
        therapist.send(therapist.page.get_by_role("link", name=re.compile("^Decide")).first)
        therapist.tap(therapist.page.locator("label.way", has_text="Refer"))
        therapist.type("Reason", "Numb between the legs since Sunday: sent to hospital.")
        therapist.look("decide")
        therapist.send("Keep this decision")
    therapist.look("referred")


def the_next_visit_is_held(desk, therapist) -> None:
    desk.go("/today")
