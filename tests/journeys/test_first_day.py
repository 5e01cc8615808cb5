"""One clinic, from its first morning to the owner's report, by touch, in a real browser."""

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.browser]

PASSWORD = "seven quiet herons at dusk"


def test_the_owner_opens_the_clinic_and_invites_the_staff(empty_clinic, visitor):
    owner = visitor(empty_clinic, "owner")
    open_the_clinic(owner, empty_clinic)
    owner.look("home")
    link = invite(owner, "Su-min Lee", "sumin", "Therapist: sessions, notes and scores")
    therapist = visitor(empty_clinic, "therapist", size=(1024, 768))
    therapist.go(link)
    therapist.look("choose-password")
    therapist.type("New password", "a lantern under nine bridges")
    therapist.send("Set it")
    sign_in(therapist, "sumin", "a lantern under nine bridges")
    therapist.look("home")


def open_the_clinic(owner, clinic) -> None:
    owner.go("/accounts/sign-in")
    owner.look("first-run")
    owner.type("Code", clinic.printed(r"works once: (\S+)"))
    owner.type("Name", "Mira Holt")
    owner.type("User name", "mira")
    owner.type("Password", PASSWORD)
    owner.send("Open the clinic")


def invite(owner, name: str, user: str, role: str) -> str:
    """The link that the new colleague is handed."""
    owner.go("/accounts/new")
    owner.type("Name", name)
    owner.type("User name", user)
    owner.tap(owner.page.get_by_label(role))
    owner.look("invite")
    owner.send("Make the link")
    owner.look("link")
    return owner.page.locator("code").first.inner_text()


def sign_in(person, user: str, password: str) -> None:
    person.go("/accounts/sign-in")
    person.type("User name", user)
    person.type("Password", password)
    person.send("Sign in")
