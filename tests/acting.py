"""Rules asked outside of a page, as if a certain person were signed in."""

import pytest
from flask_login import login_user

from clinic.accounts.actions import Colleague
from clinic.domain.roles import rights


@pytest.fixture
def acting_as(app):
    """Let actions be done as if this person had sent a form."""
    contexts = []

    def act(account):
        context = app.test_request_context()
        context.push()
        contexts.append(context)
        roles = [post.role for post in account.posts]
        login_user(Colleague(account.id, account.name, account.language, 1, rights(roles)))
        return account

    yield act
    for context in reversed(contexts):
        context.pop()
