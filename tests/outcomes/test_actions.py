"""A score is kept once, corrected beside the old one, and summed up in the same transaction."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from clinic.db import db
from clinic.domain.answers import AnswerError
from clinic.domain.change import Change
from clinic.domain.course import summarise
from clinic.domain.refusal import Refusal
from clinic.domain.states import Mode, Phase
from clinic.outcomes import actions
from clinic.outcomes.models import EpisodeSummary, Score
from clinic.outcomes.queries import points, scores_of
from tests import make

WEEK = timedelta(days=7)


def entered(
    client, value, weeks=0, phase=Phase.COURSE, instrument="nrs_pain", variant="now", **given
):
    return actions.enter(
        client,
        instrument,
        variant,
        phase,
        value,
        taken_at=make.TEN + weeks * WEEK,
        mode=Mode.DESK,
        **given,
    )


def summary(episode) -> EpisodeSummary | None:
    db.session.expire_all()
    return db.session.get(EpisodeSummary, (episode.id, "nrs_pain", "now"))


@pytest.fixture
def client():
    return make.client()


@pytest.fixture
def episode(client):
    return make.episode(client)


def test_the_summary_follows_each_score(client, episode):
    for week, value in enumerate((7, 6, 3, 4)):
        entered(client, value, week, episode=episode)
    row = summary(episode)
    assert (row.n, row.baseline, row.latest, row.best) == (4, 7, 4, 3)
    assert row.verdict == Change.BETTER


def test_the_score_after_a_session_is_not_part_of_the_course(client, episode):
    visit = make.visit(client, episode_id=episode.id)
    entered(client, 7, phase=Phase.BEFORE, visit=visit)
    entered(client, 2, phase=Phase.AFTER, visit=visit)
    assert summary(episode).n == 1
    assert len(scores_of(visit)) == 2


def test_a_declined_score_is_an_answer_and_no_zero(client, episode):
    row = entered(client, None, episode=episode, declined="did not want to")
    assert row.value is None
    assert summary(episode) is None


def test_the_same_place_holds_one_score_and_the_one_before_stays(client, episode):
    visit = make.visit(client, episode_id=episode.id)
    first = entered(client, 7, phase=Phase.BEFORE, visit=visit)
    assert entered(client, 7, phase=Phase.BEFORE, visit=visit) is first
    second = entered(client, 5, phase=Phase.BEFORE, visit=visit)
    assert [each.id for each in scores_of(visit)] == [second.id]
    assert first.superseded_at
    assert summary(episode).baseline == 5


def test_a_correction_needs_a_reason_and_happens_once(client, episode):
    wrong = entered(client, 7, episode=episode)
    with pytest.raises(Refusal):
        actions.correct(wrong, 5, " ")
    actions.correct(wrong, 5, "misheard")
    with pytest.raises(Refusal):
        actions.correct(wrong, 4, "again")
    assert summary(episode).latest == 5
    assert db.session.scalar(select(Score.reason).where(Score.id == wrong.id)) == "misheard"


@pytest.mark.parametrize("value", [-1, 11, 7.5])
def test_what_the_instrument_cannot_have_is_refused(client, value):
    with pytest.raises(AnswerError):
        entered(client, value)
    assert db.session.scalars(select(Score)).all() == []


def test_a_visit_that_gets_its_complaint_later_takes_its_scores_along(client, episode):
    visit = make.visit(client)
    entered(client, 7, phase=Phase.BEFORE, visit=visit)
    visit.episode_id = episode.id
    db.session.flush()
    actions.move_to_episode(visit)
    assert summary(episode).baseline == 7


def test_the_first_visit_that_reached_the_noticeable_change_is_remembered(client, episode):
    visits = [make.visit(client, episode_id=episode.id) for _ in range(3)]
    for week, (visit, value) in enumerate(zip(visits, (7, 6, 4), strict=True)):
        entered(client, value, week, phase=Phase.BEFORE, visit=visit)
    assert summary(episode).first_noticeable_visit_id == visits[2].id


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    deeds=st.lists(
        st.tuples(
            st.sampled_from(["add", "decline", "correct", "empty"]),
            st.integers(0, 10),
            st.integers(0, 9),
        ),
        max_size=8,
    )
)
def test_the_summary_is_what_the_scores_come_to_after_any_deeds(client, deeds):
    episode = make.episode(client, region=None)
    rows: list[Score] = []
    for deed, value, week in deeds:
        standing = [row for row in rows if row.superseded_at is None]
        if deed == "add":
            rows.append(entered(client, value, week, episode=episode))
        elif deed == "decline":
            rows.append(entered(client, None, week, episode=episode, declined="no"))
        elif standing:
            new = value if deed == "correct" else None
            rows.append(actions.correct(standing[value % len(standing)], new, "again"))
    expected = summarise("nrs_pain", "now", points(episode.id, "nrs_pain", "now"))
    row = summary(episode)
    assert (row is None) == (expected is None)
    if row and expected:
        for name in ("n", "baseline", "latest", "best", "first_noticeable_visit_id", "verdict"):
            assert getattr(row, name) == getattr(expected, name)


def test_twin_a_summary_that_is_not_kept_is_found_out(client, monkeypatch):
    monkeypatch.setattr(actions, "summarise_series", lambda *which: None)
    episode = make.episode(client)
    entered(client, 5, episode=episode)
    assert points(episode.id, "nrs_pain", "now") and summary(episode) is None
