"""Phone numbers in one look, and what they are found by."""

import pytest

from clinic.domain.phones import is_number, phone_tokens, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("01012345678", "010-1234-5678"),
        ("010-1234-5678", "010-1234-5678"),
        ("010 1234 5678", "010-1234-5678"),
        ("+82 10-1234-5678", "010-1234-5678"),
        ("+82 (0)10 1234 5678", "010-1234-5678"),
        ("0111234567", "011-123-4567"),
        ("02 123 4567", "02-123-4567"),
        ("0212345678", "02-1234-5678"),
        ("0311234567", "031-123-4567"),
        ("050712345678", "0507-1234-5678"),
        ("15881234", "1588-1234"),
        ("+49 30 123456", "+49-30-123456"),
        ("1234", "1234"),
    ],
)
def test_a_korean_number_is_kept_in_one_look(typed, kept):
    assert tidy(typed, "KR") == kept
    assert tidy(kept, "KR") == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("(555) 010-1234", "555-010-1234"), ("+1 555 010 1234", "+1-555-010-1234")],
)
def test_elsewhere_the_groups_stay(typed, kept):
    assert tidy(typed, "US") == kept
    assert tidy(kept, "US") == kept


def test_a_number_is_found_from_the_start_of_each_group():
    assert phone_tokens("010-1234-5678") == {"01012345678", "12345678", "5678"}
    assert phone_tokens("+49-30-1234567") == {"49301234567", "301234567", "1234567", "4567"}
    assert phone_tokens("") == frozenset()


@pytest.mark.parametrize("typed", ["12", "call me", "010-1234-5678 (mother)", "1" * 21, "--"])
def test_what_is_no_number(typed):
    assert not is_number(typed)
