"""Who may see whom."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from clinic.audit.models import Entry
from clinic.clients import actions, queries
from clinic.clients.models import Care
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Role
from clinic.domain.states import Why
from tests import make


def opens(find, client) -> bool:
    try:
        return find(client.id) is client
    except NotFound:
        return False


@pytest.mark.parametrize(
    ("role", "name_open", "record_open"),
    [(Role.RECEPTION, True, False), (Role.OWNER, True, False), (Role.THERAPIST, False, False)],
)
def test_without_care_nobody_opens_a_record(acting_as, role, name_open, record_open):
    client = make.client()
    acting_as(make.account(role))
    assert opens(queries.client_or_404, client) is name_open
    assert opens(queries.clinical_client_or_404, client) is record_open
    assert not queries.has_care(client.id)


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.OWNER])
def test_with_care_the_record_opens(acting_as, role):
    client, account = make.client(), make.account(role)
    make.care(client, acting_as(account))
    assert opens(queries.client_or_404, client)
    assert opens(queries.clinical_client_or_404, client)
    assert queries.has_care(client.id)


def test_care_that_has_ended_opens_nothing(acting_as):
    client = make.client()
    make.care(client, acting_as(make.account()), ends_at=now() - timedelta(seconds=1))
    assert not opens(queries.client_or_404, client)
    assert not opens(queries.clinical_client_or_404, client)


def test_anothers_care_opens_nothing(acting_as):
    client = make.client()
    make.care(client, make.account())
    acting_as(make.account())
    assert not opens(queries.clinical_client_or_404, client)


@pytest.mark.parametrize("number", [0, -1, 2**31, 10**30])
def test_a_number_that_no_client_has_is_not_there(acting_as, number):
    acting_as(make.account(Role.OWNER))
    for find in (queries.client_or_404, queries.clinical_client_or_404):
        with pytest.raises(NotFound):
            find(number)


def test_care_given_twice_is_one_row_with_the_later_end(app):
    client, account = make.client(), make.account()
    for days in (1, 400):
        actions.give_care(client, account, Why.BOOKED, now() + timedelta(days=days))
    [row] = db.session.scalars(select(Care))
    assert row.ends_at > now() + timedelta(days=399)


def test_broken_glass_opens_one_record_for_an_hour_and_is_written_down(acting_as):
    client, other = make.client(), make.client()
    acting_as(make.account(Role.OWNER))
    actions.break_glass(client, "the therapist is ill")

    assert opens(queries.clinical_client_or_404, client)
    assert not opens(queries.clinical_client_or_404, other)
    assert now() < queries.broken_glass(client.id) <= now() + timedelta(minutes=60)
    assert db.session.scalars(select(Entry.event)).all() == [Event.GLASS_BROKEN]


def test_glass_broken_again_keeps_both_reasons(acting_as):
    client = make.client()
    acting_as(make.account(Role.OWNER))
    actions.break_glass(client, "the therapist is ill")
    actions.break_glass(client, "a lawyer has asked")
    assert db.session.scalar(select(Care.reason)) == "the therapist is ill\na lawyer has asked"


@pytest.mark.parametrize("reason", ["", "curious", "         .         "])
def test_glass_is_not_broken_without_a_reason(acting_as, reason):
    client = make.client()
    acting_as(make.account(Role.OWNER))
    with pytest.raises(Refusal):
        actions.break_glass(client, reason)
    assert not queries.has_care(client.id)
