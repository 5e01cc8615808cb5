"""The card: look, begin, write, confirm; nothing is kept that nobody touched."""

import re

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.db import db
from clinic.domain.events import Event
from clinic.domain.roles import Role
from clinic.domain.states import Phase, Result, VisitState, Why
from clinic.treatment.queries import pain_of
from tests import make
from tests.conftest import sign_in
from tests.treatment.conftest import ROUTINE, post, record_of


def test_looking_at_the_card_makes_no_record(browser, visit, last):
    answer = browser.get(f"/visits/{visit.id}/record")
    assert answer.status_code == 200
    assert record_of(visit) is None
    assert visit.state is VisitState.ARRIVED


def test_nothing_clinical_is_chosen_when_the_card_opens(browser, visit, record, last):
    page = browser.get(f"/visits/{visit.id}/record").text
    assert " checked" not in page
    assert " selected" not in page
    assert 'aria-pressed="true"' not in page


def test_begin_starts_the_session_and_makes_the_record(browser, visit, therapist):
    answer = post(browser, visit, "/begin")
    assert answer.status_code == 303
    assert visit.state is VisitState.IN_SESSION
    assert record_of(visit).author_id == therapist.id


def test_begun_twice_it_is_one_record(browser, visit):
    post(browser, visit, "/begin")
    assert post(browser, visit, "/begin").status_code == 303
    assert record_of(visit).version == 1


def test_nobody_begins_before_the_client_is_here(browser, visit):
    visit.state = VisitState.BOOKED
    answer = post(browser, visit, "/begin")
    assert answer.status_code == 422
    assert "has not arrived" in answer.text
    assert record_of(visit) is None


def test_a_visit_ended_on_the_board_can_still_be_written(browser, visit):
    visit.state = VisitState.DONE
    assert post(browser, visit, "/begin").status_code == 303
    assert record_of(visit) is not None


def test_a_change_is_kept_and_the_rest_stays(browser, visit, record):
    post(browser, visit, s="Easier to sit", consent="yes", reaction="better")
    post(browser, visit, p="Again in a week")
    row = record_of(visit)
    assert (row.s, row.p, row.reaction) == ("Easier to sit", "Again in a week", "better")
    assert row.consent_at is not None


def test_an_agreement_can_be_taken_back(browser, visit, record):
    post(browser, visit, consent="yes")
    post(browser, visit, consent="")
    assert record_of(visit).consent_at is None


def test_pain_is_a_score_of_the_visit_and_its_complaint(browser, visit, record):
    post(browser, visit, pain_before="6")
    post(browser, visit, pain_before="5")
    score = pain_of(visit.id)[Phase.BEFORE]
    assert (score.value, score.episode_id) == (5.0, visit.episode_id)


def test_zero_is_an_answer_and_would_not_say_is_another(browser, visit, record):
    post(browser, visit, pain_before="0", pain_after="declined")
    scores = pain_of(visit.id)
    assert scores[Phase.BEFORE].value == 0
    assert (scores[Phase.AFTER].value, scores[Phase.AFTER].declined) == (None, "declined")


def test_what_was_done_last_time_counts_only_once_confirmed(browser, visit, record, last):
    assert "as last time" in browser.get(f"/visits/{visit.id}/record").text
    assert record_of(visit).lines == []
    post(browser, visit, confirm="all")
    assert [line.technique for line in record_of(visit).lines] == ["petrissage", "effleurage"]
    assert "as last time" not in browser.get(f"/visits/{visit.id}/record").text


def test_one_line_is_confirmed_and_taken_back(browser, visit, record, last):
    post(browser, visit, confirm="2")
    assert [line.technique for line in record_of(visit).lines] == ["effleurage"]
    post(browser, visit, take_back="1")
    assert record_of(visit).lines == []


def test_confirmed_twice_a_line_stands_once(browser, visit, record, last):
    post(browser, visit, confirm="all")
    post(browser, visit, confirm="all")
    assert len(record_of(visit).lines) == 2


def test_each_change_leaves_one_entry(browser, visit, record, last):
    post(browser, visit, confirm="all", **ROUTINE)
    events = db.session.scalars(select(Entry.event).where(Entry.client_id == visit.client_id))
    assert [each for each in events if each != Event.READ] == [Event.RECORD_CHANGED]


def test_a_second_editor_sees_both_texts(browser, visit, record):
    post(browser, visit, s="Mine")
    answer = post(browser, visit, s="Theirs", version="1")
    assert answer.status_code == 422
    assert "Mine" in answer.text
    assert "Theirs" in answer.text
    assert record_of(visit).s == "Mine"


def test_sent_again_it_is_meant(browser, visit, record):
    post(browser, visit, s="Mine")
    answer = post(browser, visit, s="Theirs", version="1")
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)[1]
    assert post(browser, visit, s="Theirs", version=version).status_code == 303
    assert record_of(visit).s == "Theirs"


def test_a_field_that_nobody_else_touched_is_kept_though_the_record_moved_on(
    browser, visit, record
):
    post(browser, visit, o="Other field")
    answer = post(browser, visit, s="Mine", was_s="", version="1")
    assert answer.status_code == 303
    assert (record_of(visit).s, record_of(visit).o) == ("Mine", "Other field")


def autosave(browser, visit, **fields):
    fields.setdefault("version", str(record_of(visit).version))
    return browser.post(
        f"/visits/{visit.id}/record/save", data=fields, headers={"Accept": "application/json"}
    )


def test_the_cards_script_is_told_what_was_kept(browser, visit, record, last):
    answer = autosave(browser, visit, s="Easier", was_s="")
    assert answer.json["version"] == 2
    assert re.fullmatch(r"\d\d:\d\d:\d\d", answer.json["at"])
    assert answer.json["stored"]["s"] == "Easier"
    assert "missing" in answer.json["parts"]["sign"]


def test_the_cards_script_is_told_of_a_clash(browser, visit, record):
    autosave(browser, visit, s="First")
    answer = autosave(browser, visit, s="Second", was_s="", version="1")
    assert answer.status_code == 422
    assert answer.json["theirs"] == {"s": "First"}
    assert record_of(visit).s == "First"


def test_a_retry_after_a_lost_answer_changes_nothing(browser, visit, record, last):
    autosave(browser, visit, s="Once", was_s="", confirm="1")
    answer = autosave(browser, visit, s="Once", was_s="", confirm="1", version="1")
    assert answer.status_code == 200
    assert (record_of(visit).s, len(record_of(visit).lines)) == ("Once", 1)


BAD = {
    "an unknown reaction": {"reaction": "wonderful"},
    "pain eleven": {"pain_before": "11"},
    "pain in words": {"pain_after": "much"},
    "an unknown position": {"position": "upside_down"},
    "an unknown result": {"result": "perhaps"},
    "agreement by another word": {"consent": "maybe"},
    "a line that is no number": {"take_back": "one"},
    "NUL": {"s": "a\0b"},
    "a text without end": {"s": "x" * 4001},
    "no version": {"version": ""},
    "a version that is no number": {"version": "x"},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_bad_input_is_refused_and_what_was_typed_is_kept(browser, visit, record, bad):
    answer = post(browser, visit, **{"o": "Typed beside it"} | bad)
    assert answer.status_code == 422
    assert "Typed beside it" in answer.text
    assert (record_of(visit).version, record_of(visit).o) == (1, "")


def test_a_field_of_ten_megabytes_is_too_much(browser, visit, record):
    assert post(browser, visit, s="x" * 10_000_000).status_code == 413


def test_extra_fields_change_nothing(browser, visit, record):
    post(browser, visit, s="x", signed_at="2026-01-01", author_id="1", digest="0" * 64)
    row = record_of(visit)
    assert (row.signed_at, row.digest) == (None, None)


def test_without_a_record_there_is_nothing_to_save(browser, visit):
    assert post(browser, visit, s="x").status_code == 404


def test_whoever_has_no_care_finds_nothing(app, visit, record):
    stranger = sign_in(app, make.account(Role.THERAPIST))
    assert stranger.get(f"/visits/{visit.id}/record").status_code == 404
    assert post(stranger, visit, s="x").status_code == 404
    assert record_of(visit).s == ""


def test_an_owner_behind_broken_glass_reads_and_cannot_write(app, visit, record):
    owner = make.account(Role.OWNER)
    make.care(visit.client, owner, Why.BREAK_GLASS)
    browser = sign_in(app, owner)
    page = browser.get(f"/visits/{visit.id}/record")
    assert page.status_code == 200
    assert "only a therapist writes here" in page.text
    assert post(browser, visit, s="x").status_code == 403


def test_the_place_of_a_button_is_told_by_go(browser, visit, record, last):
    answer = post(browser, visit, s="Kept on the way", go="add")
    assert answer.location.endswith(f"/visits/{visit.id}/record/lines/new")
    assert record_of(visit).s == "Kept on the way"


def test_not_treated_and_treated_after_all(browser, visit, record):
    post(browser, visit, result="not_treated")
    assert record_of(visit).result is Result.NOT_TREATED
    assert "Not treated today" in browser.get(f"/visits/{visit.id}/record").text
    post(browser, visit, result="treated")
    assert record_of(visit).result is Result.TREATED


def test_not_treated_with_lines_is_a_contradiction(browser, visit, record, last):
    post(browser, visit, confirm="1")
    answer = post(browser, visit, result="not_treated")
    assert answer.status_code == 422
    assert record_of(visit).result is Result.TREATED
