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
#: The day where the journey's clinic is, counted from today, as a date field wants it.
DAYS = "new Date(Date.now() + 864e5 * %d).toISOString().slice(0, 10)"


def test_one_day_from_the_first_morning_to_the_report(empty_clinic, visitor, capsys):
    owner = visitor(empty_clinic, "1-owner")
    open_the_clinic(owner, empty_clinic)
    a_kind_of_visit(owner, "Massage 60", "60")
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
    a_doctor_clears(therapist)
    the_next_visit_is_held(desk, therapist)
    a_routine_visit(desk, therapist, capsys)
    therapist.go("/clients/1/course")
    therapist.expects("Pain, 0 to 10")
    therapist.look("course")
    owner.go(f"/reports/outcomes?from=2020-01-01&to={owner.page.evaluate(DAYS % 1)}")
    owner.expects("with a first score")
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


def a_kind_of_visit(owner, name: str, minutes: str) -> None:
    owner.go("/settings/visit-types")
    owner.look("visit-types")
    owner.type("Name", name)
    owner.type("Minutes", minutes)
    owner.send("Add it")


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
    book_at(desk, "10:00")
    desk.look("booked")
    desk.go("/today")
    desk.look("day")
    desk.expects(name)


def book_at(desk, time: str) -> None:
    """Typed, since on a Sunday no time is free within the opening hours."""
    desk.type("Time", time)
    desk.send("Book")


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
    """Both stops of the answer are decided; the visit ends as not treated, and is signed."""
    therapist.go("/today")
    therapist.look("day")
    therapist.send(therapist.page.get_by_role("link", name=re.compile("Session card")).first)
    therapist.look("stopped")
    decide = therapist.page.get_by_role("link", name=re.compile("^Decide"))
    while decide.count():
        therapist.send(decide.first)
        therapist.tap(therapist.page.locator("label.way", has_text="Refer"))
        therapist.type("Reason", "Numb between the legs since Sunday: sent to hospital.")
        therapist.look("decide")
        therapist.send("Keep this decision")
    therapist.look("referred")
    therapist.send(therapist.page.locator("button.sign"))
    therapist.look("signed-not-treated")


def a_doctor_clears(therapist) -> None:
    """The doctor's letter covers both notes, each until a day."""
    therapist.go("/clients/1/safety")
    therapist.look("safety")
    while therapist.page.locator(".note-stop").count():  # the stops stand first
        therapist.send(
            therapist.page.locator(".note-stop").get_by_role("link", name="Add a clearance").first
        )
        therapist.type("Who gave it?", "Dr Ahn")
        therapist.tap(therapist.page.get_by_label("a letter"))
        therapist.type("Given on", therapist.page.evaluate(DAYS % 0))
        therapist.type("Valid until", therapist.page.evaluate(DAYS % 30))
        therapist.look("clearance")
        therapist.send("Keep the clearance")
    therapist.look("cleared")


def another_visit(desk, time: str) -> None:
    desk.go("/clients/1")
    desk.look("client")
    desk.send("Book", "link")
    book_at(desk, time)
    desk.go("/today")
    desk.send(desk.page.get_by_role("button", name=re.compile("Check in")).first)


def open_card(therapist, number: int) -> None:
    therapist.go("/today")
    link = therapist.page.locator(f'a[href="/visits/{number}/record"]').first
    therapist.send(link)


def pain(therapist, when: str, level: int) -> None:
    therapist.tap(therapist.page.locator(f'label:has(input[name="pain_{when}"][value="{level}"])'))


def the_next_visit_is_held(desk, therapist) -> None:
    """A first treatment, with one line from the body map."""
    another_visit(desk, "12:00")
    open_card(therapist, 2)
    therapist.look("adapted")
    therapist.send("Begin")
    therapist.look("begun")
    pain(therapist, "before", 6)
    therapist.send(therapist.page.get_by_role("button", name="Add what you do"))
    therapist.look("line")
    therapist.tap(
        therapist.page.locator('label.region:has(input[value="lower_back_left"]) path').first
    )
    therapist.tap(therapist.page.locator('label:has(input[name="technique"][value="petrissage"])'))
    therapist.tap(therapist.page.locator('label:has(input[name="pressure"][value="2"])'))
    therapist.tap(therapist.page.locator('label:has(input[name="minutes"][value="20"])'))
    therapist.send(therapist.page.locator("form.session-sheet button[type=submit]").last)
    therapist.tap(therapist.page.locator("label.consent"))
    pain(therapist, "after", 4)
    therapist.tap(therapist.page.locator('label:has(input[name="reaction"][value="better"])'))
    therapist.page.wait_for_load_state("networkidle")
    therapist.look("ready-to-sign")
    therapist.send(therapist.page.locator("button.sign"))
    therapist.look("signed")


def a_routine_visit(desk, therapist, capsys) -> None:
    """As last time: at most eight taps, nothing typed, within thirty modelled seconds."""
    another_visit(desk, "14:00")
    open_card(therapist, 3)
    therapist.begin_counting()
    therapist.send("Begin")
    assert not therapist.page.locator("input:checked").count(), "nothing is chosen beforehand"
    pain(therapist, "before", 4)
    therapist.tap(therapist.page.locator("label.consent"))
    therapist.tap(therapist.page.get_by_role("button", name=re.compile("^Confirm")).first)
    therapist.page.get_by_text(re.compile("confirmed")).first.wait_for()
    pain(therapist, "after", 2)
    therapist.tap(therapist.page.locator('label:has(input[name="reaction"][value="better"])'))
    therapist.page.locator("button.sign.b-main").wait_for()
    therapist.look("routine")
    therapist.send(therapist.page.locator("button.sign"))
    with capsys.disabled():
        print(f"routine session: {therapist.effort()}")
    assert (therapist.taps <= 8, therapist.characters) == (True, 0)
    therapist.look("routine-signed")
