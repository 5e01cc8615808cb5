"""The owner's page: coverage first, then the results with their honesty, then safety."""

import json

import pytest
from sqlalchemy import select

from clinic.audit.models import Entry
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.roles import Role
from clinic.domain.states import NoteState, Reaction, Result, Verdict, VisitState
from clinic.reports.actions import make_outcome_report
from clinic.reports.queries.outcomes import period
from clinic.reports.queries.safety import safety_of
from clinic.treatment.models import Decision
from tests import make
from tests.conftest import sign_in
from tests.reports.courses import DAY, course, many
from tests.reports.test_outcome_figures import END, START

PAGE = "/reports/outcomes?from=2026-01-01&to=2026-12-31"


@pytest.fixture
def owner(app):
    return sign_in(app, make.account(Role.OWNER))


def test_the_page_says_coverage_first_and_every_figure_with_its_n(owner):
    for _ in range(10):
        course(7, 3)
    text = owner.get(PAGE).text
    assert text.index("10 of 10 complaints") < text.index("−4.0 points on average")
    assert text.index("−4.0 points on average") < text.index("Stops decided")
    assert "How was this computed?" in text
    assert "Ostelo 2008" in text


def test_under_sixty_per_cent_the_results_begin_with_that(owner):
    for _ in range(10):
        course(7, 3)
    for _ in range(8):
        course(7)
    assert "Only 56% have a later score" in owner.get(PAGE).text
    course(6, 2), course(6, 2)
    assert "have a later score (" not in owner.get(PAGE).text


def test_a_group_under_ten_is_withheld_in_words(owner):
    for _ in range(10):
        course(7, 3, tag="PRT")
    course(9, 1, tag="placebo")
    text = owner.get(f"{PAGE}&by=tag").text
    assert "Withheld: under 10 people." in text
    assert "−8.0" not in text


def test_the_usual_period_is_the_last_twelve_full_months(app, time_machine):
    time_machine.move_to("2026-03-15 03:00Z", tick=False)
    text = sign_in(app, make.account(Role.OWNER)).get("/reports/outcomes").text
    assert "1 March 2025 to 28 February 2026" in text
    assert "No score of this period counts yet" in text


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("from=2026-12-31&to=2026-01-01", "ends before it begins"),
        ("from=0001-01-01&to=2026-01-01", "between 1900 and 2200"),
        ("from=yesterday", "Not a valid date"),
        ("from=", "required"),
        ("instrument=%00", "Not a valid choice"),
        ("by=therapist", "Not a valid choice"),
    ],
)
def test_what_cannot_be_shown_is_refused_beside_the_field(owner, asked, why):
    for page in ("outcomes", "outcomes.json"):
        answer = owner.get(f"/reports/{page}?{asked}")
        assert answer.status_code == 422
        assert why in answer.text


def test_the_numbers_of_the_page_can_be_taken_away(owner):
    for _ in range(10):
        course(7, 3)
    answer = owner.get(PAGE.replace("outcomes?", "outcomes.json?") + "&by=tag")
    assert json.loads(answer.text) == make_outcome_report(START, END, "tag")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_reading_and_taking_away_stand_in_the_trail(owner):
    owner.get(PAGE)
    owner.get(PAGE.replace("outcomes?", "outcomes.json?"))
    events = db.session.scalars(
        select(Entry.event).where(Entry.event.in_([Event.LIST_READ, Event.REPORT_MADE]))
    ).all()
    assert sorted(events) == [Event.LIST_READ, Event.REPORT_MADE]


def test_the_page_takes_as_many_queries_for_a_thousand_episodes_as_for_ten(owner, queries):
    many(10)
    owner.get(PAGE)
    with queries() as few:
        owner.get(f"{PAGE}&by=tag")
    many(1000)
    with queries() as lots:
        assert "1,010" in owner.get(f"{PAGE}&by=tag").text
    assert len(few) == len(lots) <= 25


def test_of_each_stop_at_each_visit_the_last_decision_counts():
    visit = make.visit(make.client())
    note = make.note(visit.client)
    for verdict in (Verdict.ADAPT, Verdict.OVERRIDE):
        about = {"visit_id": visit.id, "note_id": note.id, "by_id": visit.therapist_id}
        make.kept(Decision(verdict=verdict, at=make.TEN, **about))
    assert safety_of(period(START, END)).decided == {Verdict.OVERRIDE: 1}


def test_reactions_are_shares_of_those_asked_and_late_records_are_counted():
    for reaction in (Reaction.BETTER, Reaction.ADVERSE, None):
        visit = make.visit(make.client(), state=VisitState.DONE)
        make.record(visit, reaction=reaction, signed_at=visit.ends_at)
    ended = make.visit(make.client(), state=VisitState.DONE)
    make.record(ended, result=Result.NOT_TREATED, signed_at=ended.ends_at)
    make.record(make.visit(make.client()), begun_at=now() - 2 * DAY)
    make.record(make.visit(make.client()), begun_at=now())
    found = safety_of(period(START, END))
    assert (found.adverse.x, found.adverse.n, found.not_asked) == (1, 2, 1)
    assert (found.not_treated, found.unsigned, found.records) == (1, 1, 6)


def test_a_proposal_that_nobody_reviewed_is_counted_until_it_is_settled():
    note = make.note(make.client())
    assert safety_of(period(START, END)).unreviewed == 1
    note.state = NoteState.CONFIRMED
    db.session.flush()
    assert safety_of(period(START, END)).unreviewed == 0


def test_no_shows_are_shares_of_held_and_missed_visits(owner):
    for state in (VisitState.DONE, VisitState.DONE, VisitState.NO_SHOW, VisitState.CANCELLED):
        make.visit(make.client(), state=state)
    text = owner.get(PAGE).text
    assert "33% of those held or missed" in text
    assert "2 visits held" in text


def test_no_therapist_is_named_on_the_page(owner):
    therapist = make.account(Role.THERAPIST, name="Someone Only Here")
    client, episode = course(7, 3)
    make.visit(client, therapist, episode_id=episode.id, state=VisitState.DONE)
    assert "Someone Only Here" not in owner.get(PAGE).text
