"""What a form says to those who see it and to those who hear it."""

import re

import pytest
from flask import get_template_attribute, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    widgets,
)
from wtforms.validators import InputRequired, Optional

from clinic.web.forms import VersionedForm

PAGE = """{% from "macros/forms.html" import field, form_page, taps %}
{% from "macros/scale.html" import scale_field %}
{% call form_page(form, submit="Keep", cancel="/back") %}
{% for each in form if each.widget.input_type != "hidden" %}{{ field(each) }}{% endfor %}
{% endcall %}"""


class Sample(VersionedForm):
    name = StringField("Name", [InputRequired("Say the name.")], description="As on the card.")
    room = StringField("Room", [Optional()])
    side = RadioField(
        "Side",
        choices=[SelectChoice("l", "Left"), SelectChoice("r", "Right")],
        validators=[InputRequired()],
    )
    days = SelectMultipleField(
        "Days",
        choices=[SelectChoice("mon", "Monday")],
        widget=widgets.ListWidget(),
        option_widget=widgets.CheckboxInput(),
    )
    agrees = BooleanField("Agrees", [InputRequired()])
    pain = RadioField(
        "Pain", choices=[SelectChoice(str(n)) for n in range(11)], validators=[Optional()]
    )


@pytest.fixture
def form(app):
    with app.test_request_context(method="POST"):
        yield Sample(MultiDict({"version": "3"}))


@pytest.fixture
def refused(form):
    form.validate()
    return form


def element(html: str, pattern: str) -> str:
    found = re.search(pattern, html, re.DOTALL)
    assert found, pattern
    return found[0]


def named_by(html: str, ids: str) -> str:
    """What a screen reader reads for these ids."""
    return " ".join(element(html, rf'id="{each}".*?</(?:p|div)>') for each in ids.split())


def test_a_refused_field_is_described_by_its_hint_and_its_error(refused):
    html = render_template_string(PAGE, form=refused)
    box = element(html, r'<input[^>]*name="name"[^>]*>')
    assert 'aria-invalid="true"' in box
    described = re.search(r'aria-describedby="([^"]+)"', box)[1]
    assert described == "name-hint name-error"
    assert "As on the card." in named_by(html, described)
    assert "Say the name." in named_by(html, described)


def test_a_field_with_nothing_wrong_says_so_by_silence(form):
    html = render_template_string(PAGE, form=form)
    assert "aria-invalid" not in html and "data-summary" not in html
    assert "aria-describedby" not in element(html, r'<input[^>]*name="room"[^>]*>')


def test_each_field_has_its_label(form):
    html = render_template_string(PAGE, form=form)
    assert '<label for="name">Name</label>' in html
    assert re.search(r'<label for="room">Room\s*<span class="optional">', html)


def test_a_group_has_a_legend_and_its_error_belongs_to_the_group(refused):
    html = render_template_string(PAGE, form=refused)
    group = element(html, r'<fieldset[^>]*id="side".*?</fieldset>')
    assert "<legend>Side</legend>" in group and 'aria-describedby="side-error"' in group
    assert group.count('type="radio"') == 2 and "checked" not in group


def test_the_summary_leads_to_each_field_that_is_wrong(refused):
    refused.refuse("The rule says no.")
    summary = element(render_template_string(PAGE, form=refused), r'<div class="summary".*?</div>')
    assert 'role="alert"' in summary and "The rule says no." in summary
    for name in ("name", "side", "agrees"):
        assert f'href="#{name}"' in summary
    assert 'href="#room"' not in summary


def test_where_the_summary_leads_is_there(refused):
    html = render_template_string(PAGE, form=refused)
    for target in re.findall(r'href="#([\w-]+)"', html):
        assert f'id="{target}"' in html


def test_what_was_saved_meanwhile_is_shown_and_read_aloud(form):
    form.room.theirs = "Room 2"
    html = render_template_string(PAGE, form=form)
    assert "Room 2" in named_by(html, "room-theirs")
    assert 'aria-describedby="room-theirs"' in element(html, r'<input[^>]*name="room"[^>]*>')


def test_a_form_carries_its_key_and_its_version(form):
    html = render_template_string(PAGE, form=form)
    assert re.search(
        r'type="hidden" value="[\w-]{20,}"', element(html, r'<input id="form_key".*?>')
    )
    assert 'value="3"' in element(html, r'<input id="version".*?>')


def test_a_form_carries_the_browsers_token(app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    with app.test_request_context():
        assert 'name="csrf_token"' in render_template_string(PAGE, form=Sample())


def test_a_form_has_one_primary_button(form):
    assert render_template_string(PAGE, form=form).count("b-main") == 1


def scale(app, **given) -> str:
    with app.test_request_context():
        draw = get_template_attribute("macros/scale.html", "scale")
        return str(draw("pain", "Pain now", "none", "worst", **given))


def test_nothing_is_chosen_on_a_scale_that_was_not_asked(app):
    html = scale(app)
    assert html.count('type="radio"') == 11 and "checked" not in html and "not asked yet" in html


def test_zero_is_an_answer(app):
    html = scale(app, value=0)
    assert 'value="0" checked' in html and "not asked yet" not in html


@pytest.mark.parametrize(
    ("typed", "chosen"), [({}, None), ({"pain": "0"}, "0"), ({"pain": "7"}, "7")]
)
def test_a_scale_shows_what_its_field_holds(app, typed, chosen):
    with app.test_request_context(method="POST"):
        form = Sample(MultiDict(typed))
        html = str(get_template_attribute("macros/scale.html", "scale_field")(form.pain))
    assert re.findall(r'value="(\d+)" checked', html) == ([chosen] if chosen else [])


def test_a_scales_error_is_read_with_the_scale(app):
    html = scale(app, errors=["Ask first."], hint="Now.")
    assert 'aria-describedby="pain-hint pain-error"' in html and "Ask first." in html
