"""Treatment lines: where, what, how firmly, how long; and what safety says to each."""

import pytest

from clinic.db import db
from clinic.domain.states import Level, NoteState
from tests import make
from tests.treatment.conftest import post, record_of

LINE = {"region": ["calf_left"], "technique": "petrissage", "pressure": "3", "minutes": "10"}


def add(browser, visit, **fields):
    return browser.post(f"/visits/{visit.id}/record/lines/new", data=LINE | fields)


def words(visit):
    lines = record_of(visit).lines
    return [(line.technique, line.region, line.pressure, line.minutes) for line in lines]


def test_a_new_sheet_has_nothing_chosen(browser, visit, record):
    page = browser.get(f"/visits/{visit.id}/record/lines/new").text
    assert page.count(" checked") == 1  # which side of the body is looked at
    assert 'value="back" id="view-back" checked' in page


def test_a_line_is_added(browser, visit, record):
    assert add(browser, visit).status_code == 303
    assert words(visit) == [("petrissage", "calf_left", 3, 10)]
    assert record_of(visit).lines[0].offered is None


def test_left_and_right_of_one_region_are_one_line(browser, visit, record):
    add(browser, visit, region=["calf_left", "calf_right", "scalp"])
    assert [line.region for line in record_of(visit).lines] == ["calf", "scalp"]


def test_other_minutes_can_be_typed(browser, visit, record):
    add(browser, visit, minutes="10", other="25")
    assert words(visit)[0][3] == 25


def test_a_line_is_changed(browser, visit, record):
    add(browser, visit)
    page = browser.get(f"/visits/{visit.id}/record/lines/1").text
    was = page.split('name="was"')[1].split('value="')[1].split('"')[0].replace("&#34;", '"')
    answer = browser.post(
        f"/visits/{visit.id}/record/lines/1", data=LINE | {"pressure": "2", "was": was}
    )
    assert answer.status_code == 303
    assert words(visit) == [("petrissage", "calf_left", 2, 10)]


def test_a_line_that_someone_else_changed_is_not_overwritten_silently(browser, visit, record):
    add(browser, visit)
    answer = browser.post(f"/visits/{visit.id}/record/lines/1", data=LINE | {"was": "another"})
    assert answer.status_code == 422
    assert "Someone changed this line" in answer.text


def test_an_offered_line_that_is_changed_says_what_it_was(browser, visit, record, last):
    answer = browser.get(f"/visits/{visit.id}/record/offers/2")
    assert 'value="mid_back_left" checked' in answer.text
    was = answer.text.split('name="was"')[1].split('value="')[1].split('"')[0]
    changed = {"region": ["mid_back_left", "mid_back_right"], "technique": "effleurage"}
    browser.post(
        f"/visits/{visit.id}/record/offers/2",
        data=LINE | changed | {"pressure": "2", "minutes": "15", "was": was.replace("&#34;", '"')},
    )
    assert words(visit) == [("effleurage", "mid_back", 2, 15)]
    page = browser.get(f"/visits/{visit.id}/record").text
    assert "changed, was 10 min" in page
    assert page.count("as last time") == 1


def test_an_offer_that_was_taken_is_offered_no_more(browser, visit, record, last):
    post(browser, visit, confirm="2")
    assert browser.get(f"/visits/{visit.id}/record/offers/2").status_code == 404


BAD = {
    "an unknown technique": {"technique": "magic"},
    "no technique": {"technique": ""},
    "an unknown region": {"region": ["tail"]},
    "no region": {"region": []},
    "a side that a region does not have": {"region": ["scalp_left"]},
    "pressure 6": {"pressure": "6"},
    "no pressure": {"pressure": ""},
    "no minutes": {"minutes": ""},
    "minutes 0": {"minutes": "0"},
    "minutes 241": {"minutes": "", "other": "241"},
    "minutes in words": {"minutes": "long"},
    "NUL": {"technique": "a\0b"},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_line_is_refused_in_words(browser, visit, record, bad):
    answer = add(browser, visit, **bad)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert record_of(visit).lines == []


def test_a_signed_record_has_no_sheets(browser, visit, last):
    answer = add(browser, last.visit)
    assert answer.status_code == 303
    assert answer.location.endswith(f"/visits/{last.visit_id}/record")
    assert len(last.lines) == 2


def anticoagulant(client):
    return make.note(
        client,
        code="anticoagulant",
        name="Blood thinner",
        level=Level.CAUTION,
        state=NoteState.CONFIRMED,
        restricts={"max_pressure": 2, "techniques": ["cupping"]},
    )


def test_a_line_that_goes_too_far_says_so_at_the_line(browser, visit, record):
    anticoagulant(visit.client)
    add(browser, visit, pressure="4")
    page = browser.get(f"/visits/{visit.id}/record").text
    assert "2 at most" in page
    assert "Beyond the limits" in page


def test_what_is_delicate_in_everyone_is_said_and_hinders_nobody(browser, visit, record):
    add(browser, visit, region=["knee_back_left"], pressure="4")
    page = browser.get(f"/visits/{visit.id}/record").text
    assert "delicate: 2 at most" in page
    assert "Beyond the limits" not in page


def test_lines_wait_for_an_undecided_stop(browser, visit, record, last):
    make.note(visit.client, name="Fever")
    for answer in (add(browser, visit), post(browser, visit, confirm="all")):
        assert answer.status_code == 422
        assert "Decide first: Fever" in answer.text
    db.session.expire_all()
    assert record_of(visit).lines == []


def test_what_was_asked_can_be_written_in_spite_of_a_stop(browser, visit, record):
    make.note(visit.client)
    assert post(browser, visit, s="Feels hot", pain_before="7").status_code == 303
    assert record_of(visit).s == "Feels hot"


def test_a_visit_not_treated_takes_no_lines(browser, visit, record):
    post(browser, visit, result="not_treated")
    assert add(browser, visit).status_code == 422
