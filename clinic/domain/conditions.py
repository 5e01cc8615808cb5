"""When a question is shown and when a rule fires: tests on the answers that are live so far.

A condition on an unanswered or hidden question is false. Schema: `show_if` and `rules` in the
head of intake.yaml.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic.domain.catalogue.reading import Plain

#: question code -> single `str`, multi and body map `list[str]`, boolean `bool`, date `date`,
#: number and scale `int | float`, text `str`; None = unanswered.
Answer = str | list[str] | bool | date | int | float | None
Answers = Mapping[str, Answer]


def age_on(born: date, day: date) -> int:
    """Age in completed years. Someone born on 29 February completes a year on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


Reading = Callable[[Any, Any, date], bool]

TESTS: dict[str, Reading] = {
    "is": lambda answer, wanted, on: answer == wanted,
    "in": lambda answer, wanted, on: answer in wanted,
    "has": lambda answer, wanted, on: wanted in answer,
    "has_any": lambda answer, wanted, on: not set(wanted).isdisjoint(answer),
    "gte": lambda answer, limit, on: answer >= limit,
    "gt": lambda answer, limit, on: answer > limit,
    "lte": lambda answer, limit, on: answer <= limit,
    "lt": lambda answer, limit, on: answer < limit,
    "age_gte": lambda born, years, on: age_on(born, on) >= years,
    "age_lt": lambda born, years, on: age_on(born, on) < years,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One test of one answer; the name of the test is a key of TESTS."""

    question: str
    name: str
    wanted: Any

    def holds(self, live: Answers, on: date) -> bool:
        answer = live.get(self.question)
        return not is_blank(answer) and TESTS[self.name](answer, self.wanted, on)

    def questions(self) -> Iterator[str]:
        yield self.question

    def __str__(self) -> str:
        return f"{self.name} {self.wanted}"


@dataclass(frozen=True, slots=True)
class Every:
    """All of them must hold."""

    parts: tuple["Condition", ...]

    def holds(self, live: Answers, on: date) -> bool:
        return all(part.holds(live, on) for part in self.parts)

    def questions(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.questions()


@dataclass(frozen=True, slots=True)
class Either:
    """One of them must hold."""

    parts: tuple["Condition", ...]

    def holds(self, live: Answers, on: date) -> bool:
        return any(part.holds(live, on) for part in self.parts)

    def questions(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.questions()


Condition = Comparison | Every | Either


def condition(plain: Plain) -> Condition:
    """From `{q, <test>: wanted}`, `{all: [...]}` or `{any: [...]}`."""
    if "all" in plain:
        return Every(tuple(map(condition, plain["all"])))
    if "any" in plain:
        return Either(tuple(map(condition, plain["any"])))
    return test_of(plain["q"], plain)


def test_of(question: str, plain: Plain) -> Comparison:
    """The one test that a rule or a condition names."""
    (name,) = TESTS.keys() & plain.keys()
    wanted = plain[name]
    return Comparison(question, name, tuple(wanted) if isinstance(wanted, list) else wanted)


def is_blank(answer: Answer) -> bool:
    """Unanswered: nothing, nothing marked, or only blanks. False and zero are answers."""
    return answer is None or answer == [] or (isinstance(answer, str) and not answer.strip())
