"""The pages on which a therapist settles a note, and who does not get there."""

import pytest

from clinic.domain.roles import Role
from clinic.domain.states import NoteState
from clinic.safety import actions
from tests import make
from tests.conftest import sign_in

DAY = make.DAY


@pytest.fixture
def client(therapist):
    client = make.client(name="Seo Yu-na")
    make.care(client, therapist)
    return client


@pytest.fixture
def note(client):
    return actions.propose(client, "acute_injury", on=DAY)


def at(client, *path) -> str:
    return "/".join(("/clients", str(client.id), "safety", *map(str, path)))


def test_the_page_says_the_verdict_first_and_why(browser, client, note):
    page = browser.get(at(client))
    assert page.status_code == 200
    assert "Fresh injury" in page.text and "Keep off" in page.text


def test_not_asked_is_not_the_same_as_none_known(browser, client):
    assert "Not asked" in browser.get(at(client)).text
    browser.post(at(client, "none-known"))
    assert "Asked, none known" in browser.get(at(client)).text


def test_confirming_is_one_tap(browser, client, note):
    assert browser.post(at(client, note.id, "confirm")).status_code == 303
    assert note.state is NoteState.CONFIRMED


def test_marking_a_place(browser, client, note):
    form = {"regions": ["calf_left"], "version": note.version}
    assert browser.post(at(client, note.id, "places"), data=form).status_code == 303
    assert [each.region for each in note.regions] == ["calf_left"]


def test_a_place_that_is_none_is_refused_beside_the_map(browser, client, note):
    form = {"regions": ["tail"], "version": note.version}
    assert browser.post(at(client, note.id, "places"), data=form).status_code == 422


def test_two_people_at_one_note_none_overwrites_the_other(browser, client, note):
    seen = note.version
    actions.confirm(note)
    form = {"reason": "healed long ago", "version": seen}
    answer = browser.post(at(client, note.id, "close"), data=form)
    assert answer.status_code == 422
    assert "healed long ago" in answer.text
    assert note.state is NoteState.CONFIRMED


@pytest.mark.parametrize("page", ["dismiss", "close"])
def test_settling_without_a_reason_is_refused_and_says_so(browser, client, note, page):
    answer = browser.post(at(client, note.id, page), data={"reason": "", "version": note.version})
    assert answer.status_code == 422
    assert note.state is NoteState.PROPOSED


def test_a_clearance_that_ends_before_it_begins_is_refused_and_kept_as_typed(browser, client, note):
    form = {
        "by_name": "Dr Ahn",
        "how": "letter",
        "given_on": "2026-03-02",
        "ends_on": "2026-03-01",
    }
    answer = browser.post(at(client, note.id, "clearance"), data=form)
    assert answer.status_code == 422
    assert "Dr Ahn" in answer.text and "2026-03-01" in answer.text


def test_a_note_in_own_words_needs_words_and_a_level(browser, client):
    answer = browser.post(at(client, "new"), data={"name": " "})
    assert answer.status_code == 422
    form = {"name": "Sore scalp", "level": "local", "regions": ["scalp"], "reason": "told today"}
    assert browser.post(at(client, "new"), data=form).status_code == 303
    assert "Sore scalp" in browser.get(at(client)).text


def test_a_note_under_another_clients_address_is_not_there(browser, therapist, note):
    other = make.client()
    make.care(other, therapist)
    assert browser.post(at(other, note.id, "confirm")).status_code == 404


def test_a_therapist_without_care_and_an_owner_without_glass_find_nothing(app, client, note):
    for role in (Role.THERAPIST, Role.OWNER):
        page = sign_in(app, make.account(role)).get(at(client))
        assert page.status_code == 404
    unknown = sign_in(app, make.account(Role.THERAPIST)).get("/clients/999999/safety")
    assert unknown.status_code == 404


def test_what_a_client_typed_never_becomes_code(browser, client):
    actions.write(client, "<script>alert(1)</script>", actions.Level.CAUTION, [], "x", DAY)
    page = browser.get(at(client)).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page
