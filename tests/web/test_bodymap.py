"""The body map: every place of the vocabulary, under its own code, on its own side."""

import re

import pytest
from flask import get_template_attribute

from clinic.domain.body import places
from clinic.web.bodymap import VIEWS, region_name, shapes


def box(app, view: str, **given) -> str:
    with app.test_request_context():
        return str(get_template_attribute("macros/body.html", "bodymap")("where", view, **given))


def middle(path: str) -> float:
    across = [float(x) for x in re.findall(r"(-?[\d.]+) -?[\d.]+", path)]
    return sum(across) / len(across)


def test_every_place_of_the_vocabulary_is_drawn_and_no_other():
    drawn = {shape.code for view in VIEWS for shape in shapes(view)}
    assert drawn == {place.code for place in places()}


@pytest.mark.parametrize("view", VIEWS)
def test_a_region_is_drawn_where_the_vocabulary_says_it_is_seen(view):
    seen = {place.code for place in places() if place.is_seen_from(view)}
    assert {shape.code for shape in shapes(view)} == seen


def test_left_is_left_on_the_back_and_right_on_the_front():
    for view, left_is_at_the_pictures_left in (("back", True), ("front", False)):
        for shape in shapes(view):
            if shape.code.endswith("_left"):
                assert (middle(shape.path) < 220) is left_is_at_the_pictures_left


@pytest.mark.parametrize("view", VIEWS)
def test_each_region_is_a_named_box_and_none_is_ticked(app, view):
    html = box(app, view)
    assert re.findall(r'value="([\w]+)"', html) == [shape.code for shape in shapes(view)]
    assert "checked" not in html and ":" not in "".join(re.findall(r'value="([^"]+)"', html))
    assert html.count("visually-hidden") == len(shapes(view))


def test_a_choice_outside_the_close_view_is_carried_over(app):
    html = box(app, "back", chosen=["calf_left", "lower_back_left"], close=True)
    assert '<input type="hidden" name="where" value="calf_left">' in html
    assert 'value="lower_back_left" checked' in html


def test_a_place_to_keep_off_says_so(app):
    html = box(app, "back", off_limits=["spine_thoracic"])
    assert "Mid-back spine, keep off" in html


def test_a_place_is_named_with_its_side(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert region_name("lower_back_left") == "Lower back, left"
        assert region_name("sacrum_coccyx") == "Sacrum and tailbone"
        assert region_name("no_such_place") == "no_such_place"
