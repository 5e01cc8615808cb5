"""The day board: what each row says, and what it never says."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from clinic.accounts.models import SignIn
from clinic.audit.models import Entry
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.roles import Role
from clinic.domain.states import Level, Mode, NoteState, Phase, Verdict, VisitState
from clinic.intake.models import Consent, FormVersion, Intake
from clinic.safety.models import Clearance
from clinic.treatment.models import Decision
from clinic.visits import actions
from clinic.web.clock import moment_of
from tests import make
from tests.conftest import sign_in

DAY = date(2026, 3, 2)
PAGE = "/today/2026-03-02"
TEN = make.TEN  # 19:00 in Seoul, the same day


@pytest.fixture
def desk(app):
    return sign_in(app, make.account(Role.RECEPTION, name="Desk"))


@pytest.fixture
def form_version():
    return make.kept(FormVersion(form="intake", number=1, content={}, sha256="x"))


def ready_client(form_version, **given):
    """A client for whom nothing is missing."""
    client = make.client(**{"name": "Yoon Sora"} | given)
    consent(client)
    signed(client, form_version)
    return client


def consent(client, *kinds) -> None:
    for kind in kinds or ("treatment", "health_records"):
        make.kept(Consent(client_id=client.id, kind=kind, text_sha256="x"))


def signed(client, form_version, at=None) -> None:
    make.kept(
        Intake(
            client=client,
            form_version=form_version,
            locale="en",
            mode=Mode.DESK,
            signed_at=at or TEN - timedelta(days=1),
        )
    )


def visit_of(client, **given):
    return make.visit(client=client, **{"starts_at": TEN} | given)


def chips(page: str) -> list[str]:
    """The words of readiness, row by row."""
    found = [each.split("</span>")[0] for each in page.split('class="chip ')[1:]]
    return [each.rsplit(">", 1)[1] for each in found]


def test_home_leads_to_today(desk):
    assert desk.get("/").location == "/today"
    assert desk.get("/today").status_code == 200


def test_an_empty_day_says_what_to_do_next(desk):
    assert "No visit on this day yet." in desk.get(PAGE).text


def test_a_visit_is_one_row_with_time_names_room_state_chip_and_button(desk, form_version):
    client = ready_client(form_version)
    visit = visit_of(client, room=make.room(name="Blue room"))
    page = desk.get(PAGE).text
    for word in ("19:00", "Yoon Sora", visit.therapist.name, "Blue room", "Booked", "Check in"):
        assert word in page
    assert chips(page) == ["Ready"]
    assert page.count(f'id="visit-{visit.id}"') == 1


def test_what_is_missing_is_said_and_the_highest_wins(desk, form_version):
    client = make.client()
    episode = make.episode(client)
    visit = visit_of(client, episode_id=episode.id)
    assert chips(desk.get(PAGE).text) == ["Consent missing"]
    consent(client, "treatment")
    assert chips(desk.get(PAGE).text) == ["Consent missing"]
    consent(client, "health_records")
    assert chips(desk.get(PAGE).text) == ["Form missing"]
    signed(client, form_version, at=TEN - timedelta(days=400))
    assert chips(desk.get(PAGE).text) == ["Form out of date"]
    signed(client, form_version)
    assert chips(desk.get(PAGE).text) == ["Score missing"]
    make.score(client, visit_id=visit.id, episode_id=episode.id, phase=Phase.BEFORE)
    assert chips(desk.get(PAGE).text) == ["Ready"]
    make.note(client, level=Level.CONDITIONAL)
    assert chips(desk.get(PAGE).text) == ["STOP: ask the therapist"]
    actions.call_therapist(visit, "emergency")
    assert chips(desk.get(PAGE).text) == ["Fetch the therapist now"]


def test_consent_that_was_taken_back_is_missing(desk, form_version):
    client = ready_client(form_version)
    visit_of(client)
    for each in db.session.scalars(select(Consent)):
        each.withdrawn_at = now()
    assert chips(desk.get(PAGE).text) == ["Consent missing"]


@pytest.mark.parametrize("level", [Level.LOCAL, Level.CAUTION])
def test_a_note_that_only_adapts_is_not_the_desks_business(desk, form_version, level):
    client = ready_client(form_version)
    visit_of(client)
    make.note(client, level=level)
    assert chips(desk.get(PAGE).text) == ["Ready"]


def test_a_stop_is_gone_when_it_is_covered_decided_or_closed(desk, form_version):
    covered, decided, closed = (ready_client(form_version) for _each in range(3))
    visits = [visit_of(each) for each in (covered, decided, closed)]
    note = make.note(covered)
    make.kept(Clearance(note=note, by_name="Dr", how="letter", given_on=DAY, ends_on=DAY))
    verdict = {"verdict": Verdict.ADAPT, "by_id": visits[1].therapist_id}
    make.kept(Decision(visit_id=visits[1].id, note=make.note(decided), **verdict))
    make.note(closed, state=NoteState.CLOSED)
    assert chips(desk.get(PAGE).text) == ["Ready"] * 3


def test_a_decision_of_another_visit_does_not_answer_the_stop(desk, form_version):
    client = ready_client(form_version)
    earlier = visit_of(client, starts_at=TEN - timedelta(days=7), state=VisitState.DONE)
    visit_of(client)
    note = make.note(client)
    verdict = {"verdict": Verdict.OVERRIDE, "by_id": earlier.therapist_id, "reason": "x"}
    make.kept(Decision(visit_id=earlier.id, note=note, **verdict))
    assert chips(desk.get(PAGE).text) == ["STOP: ask the therapist"]


def test_the_desk_never_learns_the_reason_nor_a_score(desk, form_version):
    """Canaries in everything clinical; no page of the desk may hold one."""
    client = ready_client(form_version)
    episode = make.episode(client, region="canary-region", cause="canary-cause", tag="canary-tag")
    visit = visit_of(client, episode_id=episode.id)
    make.note(client, code="canary_code", name="canary-note", restricts={"canary": "x"})
    make.score(client, visit_id=visit.id, phase=Phase.BEFORE, value=7.7123, variant="canary")
    record = make.record(visit, s="canary-s", o="canary-o", a="canary-a", p="canary-p")
    make.line(record, technique="canary-technique")
    actions.call_therapist(visit, "same_day")
    for page in (
        PAGE,
        f"{PAGE}/rows",
        f"/clients/{client.id}",
        f"/visits/{visit.id}",
        f"/visits/{visit.id}/move",
        "/clients/",
        "/clients/?q=yoon",
        "/clients/suggestions?q=yoon",
        f"/visits/new?client_id={client.id}",
    ):
        answer = desk.get(page, follow_redirects=True)
        assert answer.status_code == 200
        assert "canary" not in answer.text and "7.7123" not in answer.text
        assert "same_day" not in answer.text


def test_twin_the_canaries_sing_where_they_may(app, form_version):
    therapist = make.account(Role.THERAPIST)
    client = ready_client(form_version)
    make.care(client, therapist)
    make.note(client, code=None, name="canary-note")
    browser = sign_in(app, therapist)
    assert "canary-note" in browser.get(f"/clients/{client.id}/safety").text


def test_who_must_be_fetched_for_heads_the_board_until_a_tap(desk, form_version):
    early = visit_of(ready_client(form_version), starts_at=TEN - timedelta(hours=5))
    late = visit_of(ready_client(form_version))
    actions.call_therapist(late, "emergency")
    page = desk.get(f"{PAGE}/rows").text
    assert page.index(f"visit-{late.id}") < page.index(f"visit-{early.id}")
    assert f'data-urgent="{late.id}-' in page

    assert desk.post(f"/visits/{late.id}/acknowledge").status_code == 303
    page = desk.get(f"{PAGE}/rows").text
    assert page.index(f"visit-{early.id}") < page.index(f"visit-{late.id}")
    assert "data-urgent" not in page
    assert db.session.get(type(late), late.id).urgent_seen_by_id is not None


def test_a_therapists_own_day_comes_first_and_opens_the_session_card(app, form_version):
    therapist = make.account(Role.THERAPIST)
    other = visit_of(
        ready_client(form_version, name="Other One"), starts_at=TEN - timedelta(hours=2)
    )
    mine = visit_of(ready_client(form_version, name="My Own"), therapist=therapist)
    make.care(mine.client, therapist)
    page = sign_in(app, therapist).get(PAGE).text
    assert page.index("My Own") < page.index("Other One")
    assert f"/visits/{mine.id}/record" in page
    assert f"/clients/{other.client_id}" not in page and f"/visits/{other.id}/record" not in page


def test_the_days_of_the_clinic_begin_at_its_own_midnight(desk):
    first = visit_of(make.client(name="First"), starts_at=moment_of(DAY, time_of(0, 0)))
    last = visit_of(make.client(name="Last"), starts_at=moment_of(DAY, time_of(23, 30)))
    page = desk.get(PAGE).text
    assert f"visit-{first.id}" in page and f"visit-{last.id}" in page
    assert f"visit-{first.id}" not in desk.get("/today/2026-03-01").text


def time_of(hour, minute):
    return time(hour, minute)


def test_a_block_stands_on_each_of_its_days_and_a_cancelled_one_is_gone(desk):
    leave = make.visit(client=None, title="Leave", starts_at=TEN, ends_at=TEN + timedelta(days=2))
    for page in (PAGE, "/today/2026-03-03", "/today/2026-03-04"):
        assert "Leave" in desk.get(page).text
    actions.cancel(leave)
    assert "Leave" not in desk.get(PAGE).text


@pytest.mark.parametrize(
    "day", ["x", "2026-02-30", "0001-01-01", "9999-12-31", "2026-3-2", "%00", "1" * 500]
)
def test_a_day_that_no_calendar_has_is_not_there(desk, day):
    assert desk.get(f"/today/{day}").status_code == 404
    assert desk.get(f"/today/{day}/rows").status_code == 404


def test_a_picked_day_has_an_address_of_its_own(desk):
    assert desk.get("/today?day=2026-03-02").location == PAGE


def test_free_time_and_unsigned_records_stand_beside_the_day(desk):
    therapist = make.account(Role.THERAPIST, name="Free Therapist")
    tomorrow = date.today() + timedelta(days=8 - date.today().weekday())  # a Tuesday
    page = desk.get(f"/today/{tomorrow}").text
    assert "09:00–18:00" in page and "Free Therapist" in page
    held = make.visit(client=make.client(), therapist=therapist, state=VisitState.DONE)
    make.record(held)
    assert "Unsigned records" in desk.get(PAGE).text


def test_the_board_leaves_one_entry_and_an_open_page_one_every_five_minutes(desk):
    for _again in range(3):
        desk.get(f"{PAGE}/rows")
    assert db.session.scalars(select(Entry.event)).all() == [Event.LIST_READ]
    desk.get(PAGE)
    assert len(db.session.scalars(select(Entry.event)).all()) == 2


def test_a_board_that_nobody_looks_at_keeps_no_sign_in_alive(app):
    account = make.account(Role.RECEPTION)
    for page, is_touched in ((f"{PAGE}/rows", False), (PAGE, True)):
        before = now() - timedelta(minutes=5)
        browser = sign_in(app, account, last_seen_at=before)
        assert browser.get(page).status_code == 200
        seen = db.session.scalar(select(SignIn.last_seen_at).order_by(SignIn.id.desc()))
        assert (seen > before) is is_touched


def many(form_version, count: int) -> None:
    therapist = make.account()
    for n in range(count):
        client = ready_client(form_version, name=f"Client {n}")
        episode = make.episode(client)
        visit = make.visit(client, therapist, starts_at=TEN, episode_id=episode.id)
        note = make.note(client)
        make.kept(Clearance(note=note, by_name="Dr", how="letter", given_on=DAY, ends_on=DAY))
        make.score(client, visit_id=visit.id, phase=Phase.BEFORE)


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.THERAPIST])
def test_a_hundred_times_the_visits_take_the_same_number_of_queries(
    app, queries, form_version, role
):
    account, counts = make.account(role), []
    for more in (10, 990):
        many(form_version, more)
        for page in (PAGE, f"{PAGE}/rows"):
            browser = sign_in(app, account)
            with queries() as sent:
                assert browser.get(page).status_code == 200
            counts.append(len(sent))
    assert counts[:2] == counts[2:]
    assert max(counts) < 30
