"""A page that could not be given says what happened, what was kept, and what to do next."""

import re
from html import unescape

import pytest
from flask_migrate import upgrade
from werkzeug.exceptions import default_exceptions

from clinic.web import errors
from clinic.web.access import public
from clinic.web.errors import EXPLAINED, explain


@pytest.fixture
def failing(own_app, monkeypatch):
    """An app with one page that fails as asked: /fails/<code>."""

    @public
    def fails(code: int) -> str:
        if code == 0:
            raise RuntimeError("a secret of the house")
        raise default_exceptions[code]()

    own_app.add_url_rule("/fails/<int:code>", "fails", fails, methods=["GET", "POST"])
    monkeypatch.setitem(own_app.config, "PROPAGATE_EXCEPTIONS", False)
    return own_app.test_client()


@pytest.mark.parametrize("code", sorted(EXPLAINED.keys() - {401}))
def test_each_error_is_said_in_our_words_with_the_next_step(failing, code):
    answer = failing.get(f"/fails/{code}", headers={"Accept-Language": "en"})
    assert answer.status_code == code
    assert len(re.findall("<h1>", answer.text)) == 1
    assert default_exceptions[code].description not in answer.text
    words = errors.OUT_OF_REACH if code == 503 else explain(code)
    for sentence in (words.happened, words.kept, words.next):
        with failing.application.test_request_context():
            assert str(sentence) in unescape(answer.text)


def test_an_accident_shows_no_trace_of_itself(failing):
    answer = failing.get("/fails/0")
    assert answer.status_code == 500
    assert "secret of the house" not in answer.text and "Traceback" not in answer.text


def test_a_code_without_words_of_its_own_has_those_of_its_kind():
    assert explain(418) is EXPLAINED[400] and explain(507) is EXPLAINED[500]


def test_what_could_not_be_written_can_be_sent_again_with_its_key(failing):
    upgrade()
    sent = {"form_key": "key-of-this-form", "text": "lower back <b>", "password": "hush"}
    page = failing.post("/fails/503?day=1", data=sent)
    assert page.status_code == 503 and page.headers["Retry-After"]
    assert 'name="form_key" value="key-of-this-form"' in page.text
    assert 'value="lower back &lt;b&gt;"' in page.text
    assert 'action="/fails/503?day=1"' in page.text
    assert "hush" not in page.text


def test_an_error_page_is_shown_when_nobody_can_be_known(failing, monkeypatch):
    """The records are out of reach: who reads the page, and in which language, cannot be asked."""

    def unreachable() -> str:
        raise AssertionError("the error page asked who reads it")

    monkeypatch.setattr("clinic.web.language.chosen", unreachable)
    babel = failing.application.extensions["babel"]
    monkeypatch.setattr(babel, "locale_selector", unreachable)
    page = failing.get("/fails/503", headers={"Accept-Language": "ko"})
    assert page.status_code == 503 and '<html lang="ko">' in page.text


def test_the_error_of_a_page_does_not_swallow_a_redirect(app):
    assert app.test_client().get("/accounts/sign-in/").status_code in (308, 404)
