"""What the demo clinic holds: the asked shares, and rows that the real rooms could have left."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from clinic.accounts.models import Account
from clinic.audit.models import Entry
from clinic.board.queries import Reader, board_rows
from clinic.clients.models import Care, Client, ClientToken
from clinic.db import db
from clinic.demo.diary import opening
from clinic.demo.shares import Share, shares
from clinic.domain.births import is_minor
from clinic.domain.course import summarise
from clinic.domain.events import Event
from clinic.domain.names import name_tokens
from clinic.domain.readiness import Readiness
from clinic.domain.roles import Role
from clinic.domain.states import TAKES_TIME, NoteState, Result, VisitState, Why
from clinic.domain.words import Language
from clinic.intake.models import Intake
from clinic.intake.queries import transcript
from clinic.outcomes.models import EpisodeSummary, Score
from clinic.outcomes.queries import points, series_of_episodes
from clinic.safety.models import Note
from clinic.settings.queries import hours
from clinic.treatment.models import Addendum, Decision, Line, Record
from clinic.treatment.queries import is_intact, undecided_stops
from clinic.visits.models import Visit
from tests.demo.conftest import AT

DAY = date(2026, 3, 4)


def rows(kind):
    return db.session.scalars(select(kind)).all()


def test_each_share_lies_in_the_range_that_was_asked_for():
    assert [each for each in shares(DAY) if not each.is_kept] == []


@pytest.mark.parametrize("value", [0.149, 0.301])
def test_a_share_outside_its_range_is_told(value):
    assert not Share("scores missing", value, 0.15, 0.30, True).is_kept


def test_about_sixty_clients_have_names_of_1_to_40_letters_in_both_scripts():
    names = [client.name for client in rows(Client)]
    assert 55 <= len(names) <= 65
    assert len(set(names)) == len(names)
    assert (min(map(len, names)), max(map(len, names))) == (1, 40)
    assert any("-" in name for name in names)
    assert any("'" in name for name in names)
    korean = [each for each in rows(Client) if each.locale is Language.KOREAN]
    assert len(korean) > 20
    assert all("가" <= each.name[0] <= "힣" for each in korean)


def test_no_phone_number_rings_anywhere():
    numbers = [client.phone for client in rows(Client)]
    assert all(each.startswith(("010-0000-", "+44-7700-900")) for each in numbers)
    assert len(set(numbers)) == len(numbers)


def test_every_minor_has_a_guardian():
    minors = [each for each in rows(Client) if is_minor(each.birth_on, DAY, "KR")]
    assert minors
    assert all(each.guardian_name and each.guardian_relation for each in minors)


def test_each_client_is_found_by_every_part_of_the_name():
    tokens = defaultdict(set)
    for token in rows(ClientToken):
        tokens[token.client_id].add(token.token)
    assert all(name_tokens(each.name) <= tokens[each.id] for each in rows(Client))


def test_four_therapists_an_owner_and_a_reception_work_here():
    by_role = defaultdict(list)
    for account in rows(Account):
        for role in account.roles:
            by_role[role].append(account.login)
    assert sorted(by_role[Role.THERAPIST]) == [
        "therapist",
        "therapist2",
        "therapist3",
        "therapist4",
    ]
    assert by_role[Role.OWNER] == ["owner"]
    assert by_role[Role.RECEPTION] == ["reception"]
    assert all(
        each.title and each.registration for each in rows(Account) if Role.THERAPIST in each.roles
    )


@pytest.mark.parametrize("of", ["therapist_id", "room_id", "client_id"])
def test_no_two_visits_overlap(of):
    taken = defaultdict(list)
    for visit in rows(Visit):
        if visit.state in TAKES_TIME and getattr(visit, of) is not None:
            taken[getattr(visit, of)].append((visit.starts_at, visit.ends_at))
    for spans in taken.values():
        spans.sort()
        assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def test_visits_reach_back_eighteen_months_and_ahead():
    starts = sorted(visit.starts_at for visit in rows(Visit) if visit.client_id)
    assert timedelta(days=500) < AT - starts[0] < timedelta(days=560)
    assert starts[-1] > AT + timedelta(days=3)


def test_every_visit_lies_in_the_opening_hours():
    for visit in rows(Visit):
        if visit.client_id:
            first, last = opening((visit.starts_at + timedelta(hours=9)).date())
            assert first <= visit.starts_at and visit.ends_at <= last


def test_the_settings_say_the_hours_that_the_diary_kept():
    assert all(hours(DAY + timedelta(days=each)) for each in range(7))


def test_every_summary_is_what_its_scores_come_to():
    ids = set(db.session.scalars(select(Score.episode_id).where(Score.episode_id.is_not(None))))
    kept = {(row.episode_id, row.instrument, row.variant): row for row in rows(EpisodeSummary)}
    found = {}
    for series in series_of_episodes(ids):
        if summary := summarise(series[1], series[2], points(*series)):
            found[series] = summary
    assert kept.keys() == found.keys()
    for series, summary in found.items():
        row = kept[series]
        assert {name: getattr(row, name) for name in summary.__slots__} == {
            name: getattr(summary, name) for name in summary.__slots__
        }


def test_every_signature_still_fits_what_was_signed():
    signed = [each for each in rows(Record) if each.is_signed]
    assert len(signed) > 700
    assert all(is_intact(each) for each in signed)
    assert all(each.visit.record_signed_at == each.signed_at for each in signed)


def test_a_signed_record_holds_what_a_signature_needs():
    for record in rows(Record):
        if record.is_signed and record.result is Result.TREATED:
            assert record.lines and record.reaction and record.consent_at
            assert record.signer_name and record.signer_registration


def test_every_signed_form_reads_as_it_was_signed():
    signed = rows(Intake)
    assert len(signed) > 60
    assert all(transcript(each, each.locale).is_as_signed for each in signed)


def test_nobody_was_treated_past_a_stop():
    """A stop that stood at a session was decided at it, or covered by a letter."""
    for record in rows(Record):
        visit = record.visit
        if record.is_signed and record.result is Result.TREATED:
            held = visit.began_at
            assert [
                each for each in undecided_stops(visit) if held and each.stood_up_at < held
            ] == []


def test_a_client_sent_to_a_doctor_was_not_treated():
    sent = [each for each in rows(Decision) if each.verdict == "refer"]
    untreated = [each for each in rows(Record) if each.result is Result.NOT_TREATED]
    assert {each.visit_id for each in sent} == {each.visit_id for each in untreated}
    assert not any(each.lines for each in untreated)


def test_notes_are_met_in_every_way():
    assert {each.state for each in rows(Note)} == set(NoteState)


def test_something_went_wrong_and_something_was_added():
    assert db.session.scalar(select(func.count()).where(Record.reaction == "adverse")) >= 1
    assert {each.kind for each in rows(Addendum)} >= {"correction", "late_entry"}
    assert db.session.scalar(select(func.count()).where(Score.superseded_at.is_not(None))) >= 1
    assert len(rows(Line)) > 2000


def test_care_follows_from_the_visits():
    booked = {
        (each.client_id, each.therapist_id)
        for each in rows(Visit)
        if each.client_id and each.state is not VisitState.CANCELLED
    }
    assert {
        (each.client_id, each.account_id) for each in rows(Care) if each.why is Why.BOOKED
    } == booked


def test_todays_board_shows_most_of_what_it_can_and_nothing_rings():
    shown = board_rows(DAY, Reader(0, treats=False, sees_everyone=True), 365)
    assert {each.visit.state for each in shown} == set(VisitState)
    chips = {each.chip for each in shown}
    assert chips >= set(Readiness) - {Readiness.FETCH}
    assert Readiness.FETCH not in chips
    assert any(each.visit.client_id is None for each in shown)


def test_the_demo_leaves_one_entry():
    entries = rows(Entry)
    assert [each.event for each in entries] == [Event.DEMO_MADE]


def test_the_same_hour_of_another_weekday_has_a_board_too(clinic: Flask):
    from clinic.demo.board import Scene, moment_of_the_day, rows_today

    for number in range(7):
        for hour in (0, 9, 14, 23):
            day = DAY + timedelta(days=number)
            moment = moment_of_the_day(AT.replace(hour=0) + timedelta(days=number, hours=hour), day)
            assert {each.scene for each in rows_today(moment, day)} == set(Scene)
