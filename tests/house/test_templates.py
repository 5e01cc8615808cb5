"""House rules about the pages' sources."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|javascript:|\shx-on|\shx-vals=.js:",
    re.IGNORECASE,
)
POSTS = re.compile(
    r"<form\b(?=[^>]*\b(?:method=.post|hx-post|hx-put|hx-delete)).*?</form>",
    re.DOTALL | re.IGNORECASE,
)
#: Either of these macros gives the form its token and its one-time key.
CARRIERS = ("own_fields()", "hidden_fields(")

each_template = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates"))
)


@pytest.fixture(autouse=True)
def undone() -> None:
    """Read from the source: no database is needed."""


def bare_forms(source: str) -> list[str]:
    """The forms that change something and lack the token or the key."""
    return [form for form in POSTS.findall(source) if not carries_both(form)]


def carries_both(form: str) -> bool:
    named = all(f'name="{name}"' in form for name in ("csrf_token", "form_key"))
    return named or any(each in form for each in CARRIERS)


@each_template
def test_no_style_script_or_handler_is_written_into_a_page(path):
    assert not INLINE.search(path.read_text())


@pytest.mark.parametrize(
    "inline",
    ['<p style="x">', "<style>", "<a onclick=x>", "<script>x</script>", '<a href="javascript:x">'],
)
def test_twin_what_is_written_into_a_page_is_found(inline):
    assert INLINE.search(inline)
    assert not INLINE.search('<script src="x.js" defer></script><p class="style">on time = now</p>')


@each_template
def test_every_form_that_changes_something_has_a_token_and_a_key(path):
    source = path.read_text()
    if path.name == "bare.html":  # it sends again what was sent, the key among it
        source = source.replace('name="{{ name }}"', 'name="form_key"')
    assert not bare_forms(source)


def test_twin_a_form_without_a_key_is_found():
    token = '<input name="csrf_token">'
    assert bare_forms(f'<form method="post">{token}</form>')
    assert bare_forms('<form class="x" hx-post="/x"></form>')
    assert not bare_forms('<form method="post">{{ own_fields() }}</form>')
    assert not bare_forms('<form method="get"></form>')


@each_template
def test_no_page_asks_another_site_for_anything(path):
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", path.read_text())
