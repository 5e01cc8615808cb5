"""Where browsers reach the clinic over TLS, its cookie, its links and its headers say so."""

import pytest
from flask import url_for
from flask_migrate import upgrade

import config
from clinic import create_app
from clinic.db import db

KEY = "a key of many different letters, 0123456789"


@pytest.fixture
def opened(own_app):
    """Opens the clinic with settings from the environment, and closes it after the test."""
    upgrade()
    apps = []

    def with_settings(**more: str):
        url = own_app.config["SQLALCHEMY_DATABASE_URI"]
        said = {"CLINIC_SECRET_KEY": KEY, "CLINIC_DATABASE_URL": url, **more}
        apps.append(create_app(config.Config(said)))
        return apps[-1]

    yield with_settings
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def behind(opened):
    """The clinic behind a proxy that speaks https."""
    return opened(CLINIC_BEHIND_PROXY="1")


def test_the_cookie_is_bound_to_this_host_and_to_tls(behind):
    assert behind.config["SESSION_COOKIE_NAME"] == "__Host-clinic"
    assert behind.config["SESSION_COOKIE_SECURE"] is True


def test_a_browser_is_told_to_come_back_by_https_only(behind):
    answer = behind.test_client().get("/healthz")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_links_that_are_handed_out_say_https(behind):
    seen = []

    @behind.after_request
    def look(response):
        seen.append(url_for("accounts.sign_in", _external=True))
        return response

    behind.test_client().get("/healthz")
    assert seen == ["https://localhost/accounts/sign-in"]


def test_on_one_computer_none_of_it_is_said(opened):
    plain = opened()
    assert plain.config["SESSION_COOKIE_NAME"] == "clinic"
    assert "Strict-Transport-Security" not in plain.test_client().get("/healthz").headers
