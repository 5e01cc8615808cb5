"""A password that can be guessed is not taken, and the person is told what is wrong with it."""

import pytest

from clinic.domain import passwords
from clinic.domain.passwords import Fault, faults

OWN = ("Kim Minji", "minji.kim", "Calm Hands")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("fourteen chars", Fault.SHORT),
        ("k" * 1001, Fault.LONG),
        ("aaaaaaaaaaaaaaa", Fault.REPEATED),
        ("abxabxabxabxabx", Fault.REPEATED),
        ("hunter2hunter2hunter2", Fault.REPEATED),
        ("qwertyuiopasdfgh", Fault.WALK),
        ("1q2w3e4r5t6y7u8i", Fault.WALK),
        ("abcdefghijklmnop", Fault.WALK),
        ("ponmlkjihgfedcba", Fault.WALK),
        ("123456789012345", Fault.WALK),
        ("a1b2c3d4e5f6g7h8", Fault.WALK),
        ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎ", Fault.WALK),
        ("passwordpassword", Fault.REPEATED),
        ("P@ssw0rdWelcome1", Fault.COMMON),
        ("iloveyouforever!", Fault.COMMON),
        ("letmein-welcome-1", Fault.COMMON),
        ("사랑해요대한민국안녕하세요12345", Fault.COMMON),
        ("kimminji19900301", Fault.OWN),
        ("CalmHandsCalmHands", Fault.OWN),
        ("Minji Kim 2024!", Fault.OWN),
        ("1990030119900301", Fault.DATE),
    ],
)
def test_what_is_guessed_first_is_refused_and_named(password, fault):
    assert fault in faults(password, OWN)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "a completely different one",
        "seven grey kettles whistle",
        "비 오는 날의 따뜻한 보리차 한 잔",
        "дождь стучит по крыше",
        "vTq8zLr3NwYc5Hd",
        "🦊🌧️🎻 rivers of tea 🫖",
        " spaces count as well ",
    ],
)
def test_a_phrase_of_ones_own_is_taken_in_any_script(password):
    assert faults(password, OWN) == ()


def test_a_composed_and_a_decomposed_password_are_judged_alike():
    composed, decomposed = "가" * 14, "\u1100\u1161" * 14
    assert faults(composed) == faults(decomposed) == (Fault.SHORT,)


def test_only_the_person_whose_name_it_is_may_not_use_it():
    assert faults("wonseok-wonseok1", ["Won Seok"])
    assert not faults("wonseok-bicycles", OWN)


def test_a_very_long_password_is_judged_in_a_blink():
    assert faults("ab" * 500) == (Fault.REPEATED,)
    assert faults("seven grey kettles whistle " * 37) == ()


def test_twin_without_known_parts_a_walk_would_pass(monkeypatch):
    monkeypatch.setattr(passwords, "parts_of", lambda text, own: ())
    assert faults("123456789012345") == ()
