"""At the desk: dictated, write only for reception; read by therapists in care."""

import pytest

from clinic.db import db, now
from clinic.domain.roles import Role
from clinic.domain.states import Mode
from clinic.intake.models import Answer, Intake
from clinic.visits.models import Visit
from tests import make
from tests.conftest import sign_in
from tests.intake.filling import CHECKED, fill_in, rows, signed, the

CANARY = "canary 7731"


@pytest.fixture
def reception(app):
    return sign_in(app, make.account(Role.RECEPTION))


def dictate(browser, client, **other) -> str:
    url = browser.post(f"/clients/{client.id}/intake/start").location
    fill_in(browser, url, **other)
    return url


def test_reception_writes_down_what_the_client_says_and_cannot_read_it(reception):
    client = make.client()
    secrets = {"emergency_contact": CANARY, "medicine_list": CANARY, "had_bad_reaction": CANARY}
    url = reception.post(f"/clients/{client.id}/intake/start").location
    until = fill_in(reception, url, until="medicine_groups", **secrets)
    for code in ("date_of_birth", "medicine_list", "pain_now", "today_illness"):
        page = reception.get(f"{url}?at={code}").text
        assert f'id="{code}"' in page and "Answered." in page
        assert CANARY not in page and not CHECKED.search(page) and 'value="1984"' not in page
    assert CANARY not in until.text

    fill_in(reception, url, **secrets)

    intake = the(Intake)
    assert intake.mode is Mode.DICTATED and intake.signed_at
    assert reception.get(url).status_code == 404
    assert reception.get(f"{url}/answers").status_code == 403
    listed = reception.get(f"/clients/{client.id}/intake").text
    assert "Dictated" in listed and CANARY not in listed


def test_going_back_at_the_desk_leaves_unchanged_what_is_left_blank(reception):
    client = make.client()
    url = reception.post(f"/clients/{client.id}/intake/start").location
    fill_in(reception, url, until="today_illness", emergency_contact=CANARY)
    answer = reception.post(url, data={"at": "date_of_birth", "doctor_contact": "Dr Han"})
    assert answer.status_code == 303
    kept = {each.question: each.value for each in rows(Answer)}
    assert (kept["emergency_contact"], kept["doctor_contact"]) == (CANARY, "Dr Han")


def test_nobody_else_at_the_desk_goes_on_with_a_dictated_form(app, reception):
    client = make.client()
    url = reception.post(f"/clients/{client.id}/intake/start").location
    other = sign_in(app, make.account(Role.RECEPTION))
    assert other.get(url).status_code == other.post(url).status_code == 404


def test_a_therapist_in_care_reads_the_signed_form_in_their_language(app, browser, therapist):
    client = make.client(locale="ko")
    intake = signed(client, hx_heart=["pacemaker"], emergency_contact=CANARY)
    assert browser.get(f"/intakes/{intake.id}/answers").status_code == 404
    make.care(client, therapist)

    page = browser.get(f"/intakes/{intake.id}/answers").text

    assert "Pacemaker" in page and CANARY in page and "한국어" in page
    assert intake.text_sha256 in page and "as it was signed" in page
    assert "proposed:" in page


def test_a_changed_answer_shows_as_not_what_was_signed(browser, therapist):
    client = make.client()
    intake = signed(client)
    make.care(client, therapist)
    next(each for each in intake.answers if each.question == "pain_now").value = 1
    db.session.flush()
    assert "differ from what was signed" in browser.get(f"/intakes/{intake.id}/answers").text


def test_the_desk_is_told_to_fetch_the_therapist_never_why(reception):
    client = make.client()
    make.visit(client=client, starts_at=now())
    dictate(reception, client, rf_nerves=["saddle"])
    page = reception.get(f"/clients/{client.id}/intake").text
    assert "Fetch the therapist now" in page and "saddle" not in page.lower()
    assert the(Visit).urgent_action == "emergency"
