"""A typed number is read when there is one way to read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.typed import NotOneNumber, Typo, number_typed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("7.5", 7.5),
        ("-1", -1),
        ("７", 7),
        ("7.0", 7.0),
        ("", None),
        ("  ", None),
    ],
)
def test_one_number_is_read(text, number):
    assert number_typed(text) == number


@pytest.mark.parametrize(
    ("text", "typo"),
    [
        ("7/10", Typo.SHARE),
        ("7 of 10", Typo.SHARE),
        ("6-7", Typo.RANGE),
        ("6 ~ 7", Typo.RANGE),
        ("6 or 7", Typo.RANGE),
        ("70%", Typo.PERCENT),
        ("70 %", Typo.PERCENT),
        ("7,5", Typo.COMMA),
        ("seven", Typo.WORDS),
        ("1e3", Typo.WORDS),
        ("nan", Typo.WORDS),
        ("inf", Typo.WORDS),
        ("1" * 10, Typo.WORDS),
    ],
)
def test_what_is_not_one_number_is_refused_for_what_it_looks_like(text, typo):
    with pytest.raises(NotOneNumber) as refused:
        number_typed(text)
    assert refused.value.typo is typo


@given(st.text(max_size=30))
def test_anything_typed_is_a_number_or_refused(text):
    try:
        number = number_typed(text)
    except NotOneNumber:
        return
    assert number is None or abs(number) < 10**9
