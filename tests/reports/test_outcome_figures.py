"""The figures of the report, read from the clinic's own rows."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from clinic.audit.models import Actor, Entry
from clinic.db import db
from clinic.domain.course import OF_THE_COURSE
from clinic.domain.events import Event
from clinic.domain.outcomes import CourseScore, outcomes, series_of
from clinic.domain.refusal import Refusal
from clinic.domain.states import VisitState
from clinic.episodes.models import Episode
from clinic.outcomes.models import Score
from clinic.reports.actions import make_outcome_report
from clinic.reports.queries.outcomes import outcome_figures
from clinic.visits.models import Visit
from clinic.web.clock import local
from tests import make
from tests.reports.courses import DAY, add, course, many

START, END = date(2026, 1, 1), date(2026, 12, 31)


def only(rows):
    (row,) = rows
    return row


def series(figures):
    return only(only(figures["groups"])["series"])


def test_a_group_of_ten_has_its_figures_and_one_of_nine_is_withheld():
    for _ in range(10):
        course(7, 3)
    for _ in range(9):
        course(7, 3, tag="neck")
    back, neck = outcome_figures(START, END, "tag")["groups"]
    assert back["series"][0]["change"]["mean"] == -4
    assert neck["series"][0]["withheld"]
    assert neck["series"][0]["n_followup"] == 9
    assert neck["series"][0]["change"] is None


def test_by_nothing_everybody_is_in_one_group():
    course(7, 3)
    course(6, 5, tag="neck")
    figures = outcome_figures(START, END)
    assert (figures["by"], only(figures["groups"])["tag"]) == (None, None)
    assert only(figures["groups"])["clients"] == 2


def test_a_period_is_counted_on_the_clinics_clock():
    midnight_in_seoul = datetime(2026, 2, 28, 15, tzinfo=UTC)
    course(7, 3, began=midnight_in_seoul)
    assert outcome_figures(date(2026, 3, 1), END)["groups"]
    assert not outcome_figures(START, date(2026, 2, 28))["groups"]


def test_a_score_after_the_period_does_not_change_it():
    course(7, 5, 1)
    assert series(outcome_figures(START, END))["n_followup"] == 1
    first_only = outcome_figures(START, (make.TEN + 27 * DAY).date())
    assert series(first_only)["missing"] == {"dropped_out": 1}


@pytest.mark.parametrize(
    ("state", "day", "reason"),
    [
        (VisitState.DONE, 20, "not_asked"),
        (VisitState.DONE, 10, "dropped_out"),
        (VisitState.NO_SHOW, 20, "dropped_out"),
    ],
)
def test_a_missing_follow_up_says_why(state, day, reason):
    client, episode = course(7)
    make.visit(client, episode_id=episode.id, starts_at=make.TEN + day * DAY, state=state)
    assert series(outcome_figures(START, END))["missing"] == {reason: 1}


def test_declining_when_due_is_told_apart_from_not_being_asked():
    course(7, None)
    assert series(outcome_figures(START, END))["missing"] == {"declined": 1}


def test_an_answer_about_change_counts_where_it_was_given():
    course(6, 7, instrument="pgic7_hb", variant="")
    found = series(outcome_figures(START, END))
    assert (found["n_baseline"], found["n_followup"], found["variant"]) == (0, 1, None)
    assert outcome_figures(START, make.TEN.date())["groups"]
    assert not outcome_figures(START, (make.TEN - DAY).date())["groups"]


def test_one_measure_may_be_asked_for_alone():
    client, episode = course(7, 3)
    add(client, episode, 20, make.TEN, "odi", "")
    both = only(outcome_figures(START, END)["groups"])["series"]
    assert [each["instrument"] for each in both] == ["nrs_pain", "odi"]
    assert series(outcome_figures(START, END, None, "odi"))["instrument"] == "odi"


def test_a_person_with_two_merged_cards_is_one_client():
    client, _ = course(7, 3)
    twin, _ = course(6, 3)
    twin.merged_into_id = client.id
    db.session.flush()
    assert only(outcome_figures(START, END)["groups"])["clients"] == 1


@pytest.mark.parametrize(
    ("start", "end"),
    [(END, START), (date.min, END), (START, date.max)],
)
def test_a_period_that_is_none_is_refused(start, end):
    with pytest.raises(Refusal):
        outcome_figures(start, end)


def raw_scores():
    rows = db.session.execute(
        select(Score, Episode.tag)
        .join(Episode, Episode.id == Score.episode_id)
        .where(Score.superseded_at.is_(None), Score.phase.in_(OF_THE_COURSE))
        .order_by(Score.taken_at, Score.id)
    )
    return [
        CourseScore(
            row.client_id,
            row.episode_id,
            tag,
            row.instrument,
            row.variant or None,
            local(row.taken_at).date(),
            row.value,
            bool(row.declined),
        )
        for row, tag in rows
    ]


def held_until(end):
    rows = db.session.execute(
        select(Visit.episode_id, Visit.starts_at).where(Visit.state == VisitState.DONE)
    )
    found = {}
    for episode_id, at in rows:
        if (day := local(at).date()) <= end:
            found[episode_id] = max(day, found.get(episode_id, day))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_what_the_summaries_say_is_what_the_raw_scores_say(seed):
    chance = random.Random(seed)
    for _ in range(30):
        instrument, variant = chance.choice([("nrs_pain", "now"), ("odi", ""), ("pgic7_hb", "")])
        values = [chance.choice([None, 1, 2, 5, 7]) for _ in range(chance.randint(1, 5))]
        began = make.TEN + chance.randint(-60, 60) * DAY
        client, episode = course(
            *values,
            tag=chance.choice(["a", "b"]),
            instrument=instrument,
            variant=variant,
            began=began,
            gap=chance.choice([1, 7, 14, 15, 40]),
        )
        seen = began + chance.randint(0, 90) * DAY
        make.visit(client, episode_id=episode.id, starts_at=seen, state=VisitState.DONE)
    for start, end in ((START, END), (date(2026, 2, 1), date(2026, 3, 20))):
        rows = series_of(raw_scores(), start, end, held_until(end))
        assert outcome_figures(start, end, "tag") == outcomes(rows, start, end, "tag")


def test_a_thousand_episodes_are_read_with_as_many_queries_as_ten(queries):
    many(10)
    with queries() as few:
        outcome_figures(START, END, "tag")
    many(1000)
    with queries() as lots:
        figures = outcome_figures(START, END, "tag")
    assert only(figures["groups"])["clients"] == 1010
    assert len(few) == len(lots) <= 25


def test_a_report_that_is_taken_away_leaves_one_entry_with_its_period():
    make_outcome_report(START, END, "tag")
    entry = db.session.scalars(select(Entry).where(Entry.event == Event.REPORT_MADE)).one()
    assert entry.actor == Actor.COMMAND_LINE
    assert entry.detail == {"from": "2026-01-01", "to": "2026-12-31", "by": "tag"}
    assert timedelta(0) <= datetime.now(UTC) - entry.at < timedelta(minutes=1)
