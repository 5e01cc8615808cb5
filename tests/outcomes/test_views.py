"""Scores typed in by staff: kept, or refused beside the field; corrected with a reason."""

import pytest
from sqlalchemy import select

from clinic.db import db
from clinic.domain.roles import Role
from clinic.domain.states import Mode
from clinic.domain.words import Language
from clinic.outcomes.models import EpisodeSummary, Score
from tests import make
from tests.conftest import sign_in

PAIN = {"item_1": "7", "variant": "now"}


@pytest.fixture
def client(therapist):
    client = make.client()
    make.care(client, therapist)
    return client


@pytest.fixture
def episode(client):
    return make.episode(client)


@pytest.fixture
def send(browser, client, episode):
    """Fill in the form of a measure, as a browser would."""

    def post(instrument, **typed):
        usual = {"episode": episode.id, "taken_on": "2026-03-02", "mode": "paper", "locale": "en"}
        page = f"/clients/{client.id}/scores/new?instrument={instrument}"
        return browser.post(page, data=usual | typed)

    return post


def kept() -> Score | None:
    db.session.expire_all()
    return db.session.scalars(select(Score).where(Score.superseded_at.is_(None))).one_or_none()


def test_a_score_is_kept_with_its_day_complaint_and_mode(send, client, episode):
    answer = send("nrs_pain", **PAIN)
    assert (answer.status_code, answer.location) == (303, f"/clients/{client.id}/course")
    row = kept()
    assert (row.value, row.variant, row.episode_id) == (7, "now", episode.id)
    assert (row.mode, row.locale) == (Mode.PAPER, Language.ENGLISH)
    assert row.taken_at.isoformat() == "2026-03-02T03:00:00+00:00"  # noon in Seoul
    assert db.session.get(EpisodeSummary, (episode.id, "nrs_pain", "now")).baseline == 7


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("7/10", "Only the score itself: 7, not 7/10."),
        ("6-7", "One number: ask which of the two fits better."),
        ("7.5", "A whole number from 0 to 10 is asked."),
        ("101", "Enter a number from 0 to 10."),
        ("-1", "Enter a number from 0 to 10."),
        ("70%", "Points are asked, not per cent: the number alone."),
        ("7,5", "Write the decimals after a point: 7.5."),
        ("seven", "A number is asked, in figures."),
        ("", "Enter the score, or say that there is none and why."),
        ("9" * 10_000, "A number is asked, in figures."),
    ],
)
def test_a_refused_entry_says_why_beside_the_field_and_keeps_what_was_typed(send, typed, why):
    answer = send("nrs_pain", variant="now", item_1=typed)
    assert answer.status_code == 422
    assert why in answer.text.split('id="item_1-error"')[1].split("</div>")[0]
    assert f'value="{typed}"' in answer.text
    assert kept() is None


def test_no_score_is_an_answer_with_its_reason(send, episode):
    assert send("nrs_pain", variant="now", declined="y").status_code == 422
    assert send("nrs_pain", variant="now", declined="y", why="too tired").status_code == 303
    assert (kept().value, kept().declined) == (None, "too tired")
    assert db.session.get(EpisodeSummary, (episode.id, "nrs_pain", "now")) is None


def test_a_score_and_a_refusal_contradict_each_other(send):
    answer = send("nrs_pain", **PAIN, declined="y", why="too tired")
    assert answer.status_code == 422
    assert "Take one of them away" in answer.text


def test_the_mean_of_all_items_is_kept_with_its_answers(send):
    assert send("peg", item_P="7", item_E="5", item_G="4").status_code == 303
    assert kept().value == pytest.approx(16 / 3)
    assert kept().answers == {"P": 7, "E": 5, "G": 4}


def test_a_missing_item_is_asked_for_and_never_counted_as_zero(send):
    answer = send("peg", item_P="7", item_E="", item_G="4")
    assert answer.status_code == 422
    assert "This is needed for a score." in answer.text.split('id="item_E-error"')[1][:300]


def test_a_total_on_paper_stands_for_the_items_but_not_beside_them(send):
    assert send("peg", total="5.3").status_code == 303
    assert kept().value == 5.3
    answer = send("peg", item_P="7", item_E="5", item_G="4", total="5.3")
    assert answer.status_code == 422
    assert "contradicts" in answer.text


def test_ticked_statements_are_counted_and_none_must_be_said(send):
    assert send("rmdq24", ticked=["1", "3", "24"]).status_code == 303
    assert kept().value == 3
    assert send("rmdq24").status_code == 422
    both = send("rmdq24", ticked=["1"], none_apply="y")
    assert both.status_code == 422
    assert "contradicts" in both.text


def test_nothing_applies_is_a_score_of_zero(send):
    assert send("rmdq24", none_apply="y").status_code == 303
    assert kept().value == 0


def test_an_answer_about_change_is_chosen_by_its_words(send):
    assert "a great deal better" in send("pgic7_hb").text
    assert send("pgic7_hb", item_1="6").status_code == 303
    assert kept().value == 6


def test_a_number_that_means_nothing_without_its_unit_needs_it(send):
    answer = send("ndi", total="40")
    assert answer.status_code == 422
    assert "Say in which unit the number is." in answer.text
    assert send("ndi", total="40", unit="percent").status_code == 303
    assert kept().value == 20
    assert send("ndi", total="51", unit="raw50").status_code == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [("taken_on", "2999-01-01"), ("taken_on", "x"), ("mode", "imported"), ("episode", "999999")],
)
def test_what_else_cannot_be_is_refused_too(send, field, value):
    assert send("nrs_pain", **PAIN, **{field: value}).status_code == 422
    assert kept() is None


def test_a_measure_is_chosen_first_and_an_unknown_one_is_not_there(browser, client):
    page = browser.get(f"/clients/{client.id}/scores/new")
    assert "Oswestry" in page.text
    assert "GAD-7" not in page.text
    assert browser.get(f"/clients/{client.id}/scores/new?instrument=nothing").status_code == 404
    for each in ("nrs_pain", "peg", "rmdq24", "odi", "ndi", "promis", "pgic7", "psfs"):
        path = f"/clients/{client.id}/scores/new?instrument={each}"
        assert browser.get(path).status_code == 200


def test_a_correction_keeps_the_old_score_and_its_reason(browser, client, episode, send):
    send("nrs_pain", **PAIN)
    path = f"/clients/{client.id}/scores/{kept().id}/correct"
    assert "7" in browser.get(path).text
    assert browser.post(path, data={"total": "5", "reason": "misheard"}).status_code == 303
    assert kept().value == 5
    rows = db.session.scalars(select(Score).order_by(Score.id)).all()
    assert [(row.value, row.reason) for row in rows] == [(7, "misheard"), (5, "")]
    again = browser.post(path, data={"total": "4", "reason": "again"})
    assert again.status_code == 422
    assert "corrected already" in again.text


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"total": "5"}, "required"),
        ({"total": "11", "reason": "x"}, "Enter a number from 0 to 10."),
        ({"total": "6-7", "reason": "x"}, "One number"),
        ({"reason": "x"}, "or say that there was none"),
        ({"total": "5", "none": "y", "reason": "x"}, "or say that there was none"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(browser, client, send, typed, why):
    send("nrs_pain", **PAIN)
    answer = browser.post(f"/clients/{client.id}/scores/{kept().id}/correct", data=typed)
    assert answer.status_code == 422
    assert why in answer.text
    assert kept().value == 7


def test_a_score_of_another_client_and_of_one_not_in_care_is_the_same_404(app, browser, client):
    other = make.client()
    row = make.score(other)
    assert browser.get(f"/clients/{client.id}/scores/{row.id}/correct").status_code == 404
    assert browser.get(f"/clients/{other.id}/scores/{row.id}/correct").status_code == 404
    assert browser.get(f"/clients/{other.id}/scores/new").status_code == 404


def test_of_several_complaints_one_is_chosen_and_none_is_assumed(send, client):
    make.episode(client, region="neck")
    answer = send("nrs_pain", **PAIN, episode="")
    assert answer.status_code == 422
    assert "Choose the complaint that the score is about." in answer.text


def test_nothing_that_is_asked_is_chosen_before_it_is_touched(browser, client):
    page = browser.get(f"/clients/{client.id}/scores/new?instrument=nrs_pain")
    assert " checked" not in page.text


def test_a_score_may_belong_to_no_complaint(send):
    assert send("nrs_pain", **PAIN, episode="0").status_code == 303
    assert kept().episode_id is None


def test_another_clients_complaint_cannot_be_chosen(send):
    theirs = make.episode(make.client())
    assert send("nrs_pain", **PAIN, episode=theirs.id).status_code == 422


def test_the_forms_speak_korean(app, client):
    korean = make.account(Role.THERAPIST, language=Language.KOREAN)
    make.care(client, korean)
    page = sign_in(app, korean).get(f"/clients/{client.id}/scores/new?instrument=nrs_pain")
    assert "상상할 수 있는 가장 심한 통증" in page.text
