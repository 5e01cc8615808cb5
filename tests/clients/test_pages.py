"""Clients' pages: adding, editing, archiving, and who sees what."""

from datetime import date

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.clients import actions
from clinic.clients.models import Client, ClientToken
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.roles import Role
from clinic.notices.models import Notice
from tests import make
from tests.conftest import sign_in

TYPED = {"name": "Kim Minji", "phone": "01012345678", "birth_on": "1990-05-04", "locale": "ko"}


@pytest.fixture
def desk(app):
    return sign_in(app, make.account(Role.RECEPTION))


@pytest.fixture
def owner(app):
    return make.account(Role.OWNER)


def only_client() -> Client:
    return db.session.scalars(select(Client)).one()


def entries() -> list[Event]:
    return list(db.session.scalars(select(Entry.event).order_by(Entry.id)))


def test_a_client_is_added_with_one_entry(desk):
    answer = desk.post("/clients/new", data=TYPED)
    client = only_client()
    assert (answer.status_code, answer.location) == (303, f"/clients/{client.id}")
    assert (client.name, client.phone) == ("Kim Minji", "010-1234-5678")
    assert (client.birth_on, client.locale) == (date(1990, 5, 4), "ko")
    assert entries() == [Event.CLIENT_ADDED]


def test_a_name_is_kept_composed(desk):
    desk.post("/clients/new", data=TYPED | {"name": " 김민수 "})
    assert only_client().name == "김민수"


@pytest.mark.parametrize("name", ["A", "가", "N" * 40, "김" * 40, "O’Neil-Smith 👍", "Ünal ß"])
def test_names_of_any_length_and_script(desk, name):
    assert desk.post("/clients/new", data=TYPED | {"name": name}).status_code == 303
    assert only_client().name == name
    assert name.split()[0] in desk.get(f"/clients/{only_client().id}").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "--"},
        {"name": "x" * 121},
        {"name": "Kim\0"},
        {"name": "Kim\u202elee"},
        {"phone": "call me"},
        {"phone": "1" * 30},
        {"birth_on": "2999-01-01"},
        {"birth_on": "1800-01-01"},
        {"birth_on": "yesterday"},
        {"locale": "xx"},
        {"birth_on": "2020-01-01"},  # a minor without a guardian
        {"guardian_name": "\u202e"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, wrong):
    answer = desk.post("/clients/new", data=TYPED | wrong)
    assert answer.status_code == 422
    assert "error" in answer.text
    assert "01012345678" in answer.text or "phone" in wrong
    assert db.session.scalars(select(Client)).all() == []


def test_a_minor_is_added_with_a_guardian(desk):
    guardian = {"birth_on": "2020-01-01", "guardian_name": "Kim Ara", "guardian_relation": "mother"}
    assert desk.post("/clients/new", data=TYPED | guardian).status_code == 303
    assert "Kim Ara" in desk.get(f"/clients/{only_client().id}").text


def test_ten_megabytes_are_refused(desk):
    assert desk.post("/clients/new", data=TYPED | {"name": "x" * 10**7}).status_code == 413


def test_a_likely_duplicate_is_shown_before_it_is_added(desk):
    actions.add("김 민수", birth_on=date(1990, 5, 4))
    again = TYPED | {"name": "김민수", "phone": ""}

    answer = desk.post("/clients/new", data=again)
    assert answer.status_code == 422
    assert "김 민수" in answer.text

    assert desk.post("/clients/new", data=again | {"another": "y"}).status_code == 303
    assert len(db.session.scalars(select(Client)).all()) == 2


def test_likely_duplicates_are_shown_while_typing_and_nothing_is_kept(desk):
    actions.add("Kim Minji", phone="010-1234-5678")
    answer = desk.post("/clients/likely", data={"name": "minji", "phone": "+82 10 1234 5678"})
    assert "Kim Minji" in answer.text
    assert "Kim Minji" not in desk.post("/clients/likely", data={"name": "minji"}).text
    assert desk.post("/clients/likely", data={"name": "a\0", "birth_on": "x"}).status_code == 200


def test_a_client_is_edited_and_found_by_the_new_name_alone(desk):
    client = actions.add("Kim Minji")
    changed = TYPED | {"name": "Park Minji", "version": "1"}
    assert desk.post(f"/clients/{client.id}/edit", data=changed).status_code == 303
    tokens = set(db.session.scalars(select(ClientToken.token)))
    assert "park" in tokens and "kim" not in tokens
    assert "Park Minji" in desk.get("/clients/suggestions?q=par").text
    assert "Park Minji" not in desk.get("/clients/suggestions?q=kim").text


def test_a_second_editor_sees_both_texts(desk):
    client = actions.add("Kim Minji")
    desk.post(f"/clients/{client.id}/edit", data=TYPED | {"name": "First", "version": "1"})
    answer = desk.post(
        f"/clients/{client.id}/edit", data=TYPED | {"name": "Second", "version": "1"}
    )
    assert answer.status_code == 422
    assert "First" in answer.text and "Second" in answer.text
    assert only_client().name == "First"


def test_an_archived_client_leaves_lists_and_search_and_comes_back(desk):
    client = actions.add("Yoon Sora")
    desk.post(f"/clients/{client.id}/archive")
    assert "Yoon Sora" not in desk.get("/clients/?q=sora").text
    assert "Yoon Sora" not in desk.get("/clients/").text
    assert "Yoon Sora" in desk.get("/clients/?archived=1").text
    desk.post(f"/clients/{client.id}/restore")
    assert "Yoon Sora" in desk.get("/clients/").text


@pytest.mark.parametrize("number", ["0", "999", str(2**31), str(10**40), "-1", "x"])
def test_a_number_that_no_client_has_is_not_there(desk, number):
    for page in (f"/clients/{number}", f"/clients/{number}/edit"):
        assert desk.get(page).status_code == 404


def test_a_therapist_opens_only_clients_in_care_and_finds_the_names_of_all(browser, therapist):
    mine, other = (
        actions.add("Mine Kim", phone="01011112222"),
        actions.add("Other Kim", phone="01033334444"),
    )
    make.care(mine, therapist)

    assert browser.get(f"/clients/{mine.id}").status_code == 200
    assert browser.get(f"/clients/{other.id}").status_code == 404
    listed = browser.get("/clients/").text
    assert "Mine Kim" in listed and "Other Kim" not in listed
    for page in ("/clients/?q=kim", "/clients/suggestions?q=kim"):
        found = browser.get(page).text
        assert "Mine Kim" in found and "Other Kim" in found
        assert "010-1111-2222" in found and "3333" not in found
        assert f"/clients/{other.id}" not in found


def test_an_unknown_client_and_a_forbidden_one_look_alike(browser):
    hidden = make.client()
    one, other = browser.get(f"/clients/{hidden.id}"), browser.get("/clients/987654")
    assert (one.status_code, other.status_code) == (404, 404)
    strip = lambda text: text.split("<main")[1].split("</main>")[0]  # noqa: E731
    assert strip(one.text) == strip(other.text)


def test_a_merged_client_leads_to_the_other(desk):
    kept = make.client(name="Kept")
    gone = make.client(name="Gone", merged_into_id=kept.id)
    assert desk.get(f"/clients/{gone.id}").location == f"/clients/{kept.id}"
    assert "Gone" not in desk.get("/clients/").text


def test_a_page_about_a_client_leaves_one_entry_and_a_list_one_for_the_list(desk):
    client = actions.add("Kim Minji")
    before = len(entries())
    desk.get(f"/clients/{client.id}")
    desk.get(f"/clients/{client.id}")
    desk.get("/clients/")
    desk.get("/clients/suggestions?q=min")
    assert entries()[before:] == [Event.READ, Event.LIST_READ, Event.LIST_READ]
    assert "min" not in str(db.session.scalars(select(Entry.detail)).all()).replace("admin", "")


def test_the_list_is_read_page_by_page_both_ways(desk):
    for n in range(120):
        make.client(name=f"Client {n:03}")
    first = desk.get("/clients/").text
    assert "Client 000" in first and "Client 049" in first and "Client 050" not in first
    second = desk.get(link(first, "next")).text
    assert "Client 050" in second and "Client 099" in second
    last = desk.get(link(second, "next")).text
    assert "Client 119" in last and 'rel="next"' not in last
    assert "Client 050" in desk.get(link(last, "prev")).text
    back = desk.get(link(desk.get(link(last, "prev")).text, "prev")).text
    assert "Client 000" in back and 'rel="prev"' not in back


def link(page: str, rel: str) -> str:
    return page.split(f'rel="{rel}"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")


@pytest.mark.parametrize("mark", ["after=99999999999999", "before=-1", "after=x", "after=12345"])
def test_a_mark_that_means_nothing_is_no_error(desk, mark):
    assert desk.get(f"/clients/?{mark}").status_code == 200


def test_one_client_found_is_opened_at_once(desk):
    client = actions.add("Kim Minji")
    assert desk.get("/clients/?q=minji").location == f"/clients/{client.id}"


@pytest.mark.parametrize("typed", ["%00", "%FF", "'; drop table client;--", "%", "x" * 5000, "ㄱ"])
def test_any_text_may_be_looked_for(desk, typed):
    for page in ("/clients/", "/clients/suggestions"):
        assert desk.get(f"{page}?q={typed}").status_code == 200


def test_broken_glass_asks_for_a_reason_and_the_password_and_tells_the_owners(app, owner):
    client, other_owner = make.client(), make.account(Role.OWNER)
    browser = sign_in(app, owner)
    page = f"/clients/{client.id}/break-glass"
    said = {"reason": "the therapist is ill", "password": make.PASSWORD}

    assert browser.post(page, data=said | {"reason": "short"}).status_code == 422
    assert browser.post(page, data=said | {"password": "wrong"}).status_code == 422
    assert db.session.scalars(select(Notice)).all() == []

    assert browser.post(page, data=said).status_code == 303
    told = set(db.session.scalars(select(Notice.account_id)))
    assert told == {owner.id, other_owner.id}
    assert Event.GLASS_BROKEN in entries()
    assert "the therapist is ill" in sign_in(app, other_owner).get(f"/clients/{client.id}").text
    desk = sign_in(app, make.account(Role.RECEPTION))
    assert "the therapist is ill" not in desk.get(f"/clients/{client.id}").text
    assert "behind broken glass until" in browser.get(f"/clients/{client.id}").text


def test_glass_of_a_client_who_does_not_exist(app, owner):
    browser = sign_in(app, owner)
    assert browser.get("/clients/999/break-glass").status_code == 404
    assert browser.post("/clients/999/break-glass").status_code == 404
