"""The session card by touch: how many taps, how large the targets, and no word lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask_migrate import upgrade
from playwright.sync_api import expect

import config
from clinic import create_app
from clinic.db import db, now
from clinic.domain.roles import Role
from clinic.domain.states import Level, NoteState, Phase, Reaction, VisitState
from tests import make
from tests.journeys.conftest import Clinic

pytestmark = [pytest.mark.journey, pytest.mark.browser]

TARGETS = """
[...document.querySelectorAll(
  "form.session button, form.session a, form.session .tap, form.session select")]
  .filter((each) => each.offsetParent && !each.matches(".visually-hidden, h2 a"))
  .map((each) => [each.innerText || each.ariaLabel, each.getBoundingClientRect()])
  .map(([name, box]) => ({name, x: box.x, y: box.y, w: box.width, h: box.height}))
"""


@pytest.fixture
def session_clinic(tmp_path: Path):
    """A running clinic in which one client is here for the second time, another with a stop."""
    app = create_app(config.Config({"CLINIC_DATA_DIR": str(tmp_path / "var")}))
    with app.app_context():
        upgrade()
        write_rows()
        db.session.commit()
    clinic = Clinic(tmp_path, "serve")
    clinic.wait_until_it_answers()
    yield clinic
    clinic.close()


def write_rows() -> None:
    therapist = make.account(Role.THERAPIST, login="sumin", name="Su-min Lee")
    make.account(Role.OWNER, login="mira")
    for number, name in enumerate(("Seo Yu-na", "Choi Ara"), 1):
        client = make.client(id=number, name=name)
        make.care(client, therapist)
        episode = make.episode(client, region="lower_back")
        last_visit(client, therapist, episode)
        make.visit(
            client,
            therapist,
            id=number,
            starts_at=now() - timedelta(minutes=number),
            state=VisitState.ARRIVED,
            arrived_at=now(),
            episode_id=episode.id,
        )
        limits = {"max_pressure": 2, "positions": ["prone"]}
        make.note(
            client,
            code="anticoagulant",
            level=Level.CAUTION,
            state=NoteState.CONFIRMED,
            restricts=limits,
        )
    make.note(client, code="fever", state=NoteState.PROPOSED)


def last_visit(client, therapist, episode) -> None:
    before = now() - timedelta(days=7 + client.id)
    visit = make.visit(
        client,
        therapist,
        id=100 + client.id,
        starts_at=before,
        state=VisitState.DONE,
        record_signed_at=before,
        episode_id=episode.id,
    )
    record = make.record(visit, reaction=Reaction.BETTER)
    places = ("lower_back", "mid_back", "buttock_left")
    for n, region in enumerate(places, 1):
        make.line(record, n=n, region=region)
    make.score(client, visit_id=visit.id, episode_id=episode.id, phase=Phase.BEFORE, value=6)
    record.signed_at, record.signed_by_id = before, therapist.id
    db.session.flush()


@pytest.fixture
def therapist(session_clinic, visitor):
    return arrive(visitor, session_clinic, "therapist")


def arrive(visitor, clinic, name, **about):
    person = visitor(clinic, name, **{"size": (1024, 768)} | about)
    person.go("/accounts/sign-in")
    person.type("User name", "sumin")
    person.type("Password", make.PASSWORD)
    person.send("Sign in")
    return person


def on_card(person, selector: str):
    return person.page.locator(selector).first


def is_saved(person) -> None:
    expect(person.page.locator("[data-saved][data-kind=good]")).to_be_visible()


def test_a_routine_session_takes_eight_taps_no_typing_and_no_scrolling(therapist):
    therapist.go("/visits/1/record")
    therapist.look("arrived")
    therapist.begin_counting()
    therapist.send(on_card(therapist, ".signbar .sign"))
    assert_large_and_apart(therapist)
    for tap in (
        "label:has([name=pain_before][value='5'])",
        "label.consent",
        "[name=confirm][value=all]",
        "label:has([name=pain_after][value='3'])",
        "label:has([name=reaction][value=better])",
    ):
        therapist.tap(on_card(therapist, tap))
    expect(on_card(therapist, "[data-sign].b-main")).to_be_visible()
    taps, scrolled = therapist.taps, therapist.page.evaluate("scrollY")
    therapist.send(on_card(therapist, "[data-sign]"))
    therapist.look("signed")
    print(therapist.effort())
    assert therapist.sees("Session record")
    assert (taps + 1 <= 8, therapist.characters, scrolled) == (True, 0, 0)


def assert_large_and_apart(person) -> None:
    """Every target of the card is at least 56 px each way, and 8 px from the next."""
    found = person.page.evaluate(TARGETS)
    assert len(found) > 30
    small = [each for each in found if each["w"] < 55.5 or each["h"] < 55.5]
    assert not small, small
    near = [
        (one["name"], other["name"])
        for number, one in enumerate(found)
        for other in found[number + 1 :]
        if gap(one, other) < 7.5
    ]
    assert not near, near


def gap(one: dict, other: dict) -> float:
    across = max(one["x"] - other["x"] - other["w"], other["x"] - one["x"] - one["w"])
    down = max(one["y"] - other["y"] - other["h"], other["y"] - one["y"] - one["h"])
    return max(across, down)


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800)])
def test_the_card_needs_no_scrolling(session_clinic, visitor, size):
    person = arrive(visitor, session_clinic, "therapist", size=size)
    person.go("/visits/1/record")
    high = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
    assert person.page.evaluate(high) <= 0
    person.send(on_card(person, ".signbar .sign"))
    assert person.page.evaluate(high) <= 0
    person.look("begun")


def test_a_stop_is_decided_on_the_way_to_the_first_line(therapist):
    therapist.go("/visits/2/record")
    therapist.send(on_card(therapist, ".signbar .sign"))
    therapist.look("stopped")
    therapist.send(on_card(therapist, ".decide-door"))
    therapist.look("decide")
    therapist.tap(on_card(therapist, ".way:has([value=adapt])"))
    therapist.type("Reason", "Temperature is normal now; light work only")
    therapist.send("Keep this decision")
    therapist.tap(on_card(therapist, "[name=confirm][value=all]"))
    is_saved(therapist)
    assert on_card(therapist, ".line [aria-pressed=true]").is_visible()
    therapist.look("decided")


def test_a_new_line_is_chosen_on_the_body(therapist):
    therapist.go("/visits/1/record")
    therapist.send(on_card(therapist, ".signbar .sign"))
    therapist.begin_counting()
    therapist.send(on_card(therapist, ".work-head .edit"))
    therapist.look("new-line")
    therapist.page.locator(".turn-back .region:has([value=calf_left]) path").tap()
    for tap in ("[name=technique][value=friction]", "[name=pressure][value='3']"):
        therapist.tap(on_card(therapist, f"label:has({tap})"))
    therapist.tap(on_card(therapist, "label:has([name=minutes][value='10'])"))
    therapist.send("Add to the session")
    assert therapist.taps <= 6
    assert therapist.sees("2 at most")
    therapist.look("beyond")


def test_two_tablets_on_one_draft_see_both_texts(session_clinic, visitor, therapist):
    other = arrive(visitor, session_clinic, "other")
    therapist.go("/visits/1/record")
    therapist.send(on_card(therapist, ".signbar .sign"))
    other.go("/visits/1/record")
    therapist.page.fill("[name=s]", "Sits an hour")
    is_saved(therapist)
    other.page.fill("[name=s]", "Sits two hours")
    expect(on_card(other, ".clash")).to_contain_text("Sits an hour")
    other.look("clash")
    other.tap("Keep mine")
    is_saved(other)
    therapist.page.reload()
    assert therapist.page.input_value("[name=s]") == "Sits two hours"


def test_what_is_typed_while_nobody_answers_is_sent_later(therapist):
    therapist.go("/visits/1/record")
    therapist.send(on_card(therapist, ".signbar .sign"))
    therapist.context.set_offline(True)
    therapist.page.fill("[name=p]", "Again in a week")
    expect(on_card(therapist, "[data-saved]")).to_contain_text("does not answer")
    therapist.context.set_offline(False)
    is_saved(therapist)
    stored = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
    assert "Again" not in therapist.page.evaluate(stored)
    therapist.complaints.clear()  # the browser's own word for a line that is cut
    therapist.page.reload()
    assert therapist.page.input_value("[name=p]") == "Again in a week"
