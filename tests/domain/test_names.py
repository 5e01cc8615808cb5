"""Finding a name by what is typed."""

from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clinic.domain.names import (
    folded,
    has_hidden_signs,
    has_letters,
    initials,
    name_tokens,
    sought,
    tidy,
    words,
)


def finds(typed: str, name: str) -> bool:
    """As the search does it: each word typed begins one of the name's tokens."""
    stretches = [sought(word) for word in words(typed)]
    return bool(stretches) and all(
        any(low <= token < high for token in name_tokens(name)) for low, high in stretches
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ㄱㅁㅅ", "김민수"),
        ("ㅁㅅ", "김민수"),
        ("ㄱ", "김민수"),
        ("ㄱㅅ", "김서연"),
        ("ㄳ", "김서연"),  # the keyboard joined them
        ("김", "김민수"),
        ("김ㅁ", "김민수"),
        ("김미", "김민수"),
        ("민수", "김민수"),
        ("민수", "남궁민수"),
        ("김민수", "김 민수"),
        ("김 민수", "김민수"),
        ("ㄱㅁㅅ", "김 민수"),
        ("min", "Kim Min-ji"),
        ("JI", "Kim Min-ji"),
        ("kim ji", "Kim Min-ji"),
        ("ji kim", "Kim Min-ji"),
        ("marin", "Sofia Marín"),
        ("Marín", "Sofia Marin"),
        ("strasse", "Anna Straße"),
        ("o", "Daniel O'Kafor"),
        ("kafor", "Daniel O'Kafor"),
        ("a", "A"),
    ],
)
def test_a_name_is_found_by_the_start_of_any_part(typed, name):
    for way in ("NFC", "NFD"):
        assert finds(normalize(way, typed), name)
        assert finds(typed, normalize(way, name))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ㅁㄱ", "김민수"),
        ("ㅅ", "김민수"),
        ("김마", "김민수"),
        ("inji", "Kim Minji"),
        ("kim lee", "Kim Minji"),
        ("", "Kim Minji"),
        ("-", "Kim Minji"),
        ("김민", "김미수"),
    ],
)
def test_other_texts_find_nothing(typed, name):
    assert not finds(typed, name)


def test_the_initials_of_a_name():
    assert initials("김민수") == "ㄱㅁㅅ"
    assert initials("kim") == ""


@given(st.text(min_size=1, max_size=40))
@example("ㄳ")
def test_whoever_types_the_whole_name_finds_it(name):
    name = tidy(name)
    if words(name):
        assert finds(name, name)


@given(st.text(alphabet=[chr(n) for n in range(0xAC00, 0xD7A4)], min_size=1, max_size=40))
def test_hangul_is_found_while_it_is_typed_in_either_way_of_writing(name):
    for length in range(1, len(name) + 1):
        for way in ("NFC", "NFD"):
            assert finds(normalize(way, name[:length]), name)
            assert finds(normalize(way, initials(name)[:length]), name)


def test_a_long_name_of_one_word_is_found():
    name = "ﷺ" * 40
    assert all(len(token) <= 60 for token in name_tokens(name))
    assert finds(name, name)


def test_tidying_keeps_every_letter():
    assert tidy("  김 \n 민수 ") == "김 민수"
    assert tidy(normalize("NFD", "김민수 Marín")) == "김민수 Marín"
    assert folded("KIM") == "kim"


@pytest.mark.parametrize("name", ["", " ", "--", "\u0301", "\u200b"])
def test_no_name_at_all(name):
    assert not has_letters(name)


def test_signs_that_nobody_sees():
    assert has_hidden_signs("Kim\u202eeeL")
    assert has_hidden_signs("Kim\x07")
    assert not has_hidden_signs("김민수 👍🏽 O’Neil")
