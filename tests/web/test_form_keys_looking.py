"""A question about what is being typed uses up nothing, and keeps nothing."""

import pytest

from clinic.domain.roles import Role
from clinic.web import transaction
from tests import make
from tests.conftest import sign_in


@pytest.fixture
def desk(app):
    return sign_in(app, make.account(Role.RECEPTION))


def ask_while_typing(desk) -> list[int]:
    """The same form's key, with another letter each time."""
    names = ("S", "Se", "Seo")
    sent = [{"form_key": "of-this-form", "name": name} for name in names]
    return [desk.post("/clients/likely", data=each).status_code for each in sent]


def test_who_is_likely_can_be_asked_with_every_letter(desk):
    assert ask_while_typing(desk) == [200, 200, 200]
    form = {"form_key": "of-this-form", "name": "Seo Yu-na", "locale": "en"}
    assert desk.post("/clients/new", data=form).status_code == 303


def test_twin_where_asking_counts_as_sending_the_form_is_used_up(app, desk, monkeypatch):
    monkeypatch.delattr(app.view_functions["clients.likely"], "only_looks")
    assert transaction.SAFE and ask_while_typing(desk) == [200, 409, 409]
