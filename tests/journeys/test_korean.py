"""The first hour of a Korean clinic: no page on the way says a sentence in English."""

import re

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.browser]

PASSWORD = "조용한 왜가리 일곱 마리가 난다"
CLIENT = "김민수"
#: Three words in a row that are spelt in Latin letters: a sentence that nobody translated.
ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}")
#: The clinic's own name, until somebody gives it one, and the name of a language in itself.
ALLOWED = re.compile(r"\b(?:Clinic|English)\b")


def test_a_korean_clinic_opens_books_and_checks_in_without_an_english_sentence(
    empty_clinic, visitor
):
    owner = visitor(empty_clinic, "1-owner", locale="ko-KR")
    open_the_clinic(owner, empty_clinic)
    a_kind_of_visit(owner)
    a_client_is_added(owner)
    the_client_is_found_by_initial_consonants(owner)
    the_client_is_booked_and_checked_in(owner)
    the_other_pages_are_korean_too(owner)


def look(person, what: str) -> None:
    person.look(what)
    language = person.page.locator("html").get_attribute("lang")
    assert language == "ko", f"{what} is in {language}"
    shown = ALLOWED.sub("", person.page.locator("body").inner_text())
    assert not ENGLISH.findall(shown), what


def write(person, field: str, text: str) -> None:
    person.page.locator(f"main [name={field}]").fill(text)


def open_the_clinic(owner, clinic) -> None:
    owner.go("/")
    look(owner, "first-run")
    write(owner, "code", clinic.printed(r"works once: (\S+)"))
    write(owner, "name", "한미라")
    write(owner, "user", "mira")
    write(owner, "password", PASSWORD)
    for label in ("접수: 고객과 오늘 일정", "치료사: 시술, 주의 사항, 점수", "한국어"):
        owner.tap(owner.page.get_by_label(label))
    owner.send("클리닉 열기")
    look(owner, "home")


def a_kind_of_visit(owner) -> None:
    owner.go("/settings/visit-types")
    look(owner, "no-kind")
    write(owner, "name", "마사지 60분")
    write(owner, "minutes", "60")
    owner.send("추가")
    look(owner, "kinds")
    owner.expects("마사지 60분")


def a_client_is_added(owner) -> None:
    owner.go("/clients/")
    look(owner, "no-client")
    owner.go("/clients/new")
    look(owner, "new-client")
    write(owner, "name", CLIENT)
    write(owner, "phone", "010-0000-0123")
    owner.send("추가")
    look(owner, "client")
    owner.expects(CLIENT)


def the_client_is_found_by_initial_consonants(owner) -> None:
    """The only one who fits: the search leads straight to the page."""
    owner.go("/clients/?q=ㄴㄴㄴ")
    look(owner, "nobody")
    owner.go("/clients/?q=ㄱㅁㅅ")
    look(owner, "found")
    owner.expects(CLIENT)
    assert re.search(r"/clients/\d+$", owner.page.url)


def the_client_is_booked_and_checked_in(owner) -> None:
    owner.send("예약", "link")
    look(owner, "book")
    write(owner, "at", "10:00")
    owner.send("예약")
    owner.go("/today")
    look(owner, "booked")
    owner.send(owner.page.get_by_role("button", name=re.compile("접수")).first)
    look(owner, "arrived")
    owner.expects("도착")


def the_other_pages_are_korean_too(owner) -> None:
    for address in (
        "/clients/1/safety",
        "/visits/1",
        "/visits/1/record",
        "/reports/outcomes",
        "/reports/audit",
        "/settings/",
        "/accounts/",
        "/accounts/me",
        "/accounts/sign-ins",
        "/notices/",
        "/nothing-is-here",
    ):
        owner.go(address)
        look(owner, address.strip("/").replace("/", "-"))
