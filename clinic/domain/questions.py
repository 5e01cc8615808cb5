"""The health questionnaire: what is asked, when it is shown, and what an answer raises.

The shipped form is intake.yaml, whose head states the schema; a clinic's published version is a
document of the same schema. An answer only proposes notes: the therapist confirms or dismisses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Self

from clinic.domain.answers import AnswerError, AnswerFault
from clinic.domain.catalogue.reading import Plain, read
from clinic.domain.catalogue.shipped import DEFAULT as CATALOGUE
from clinic.domain.catalogue.shipped import VOCABULARIES, Catalogue
from clinic.domain.catalogue.vocabulary import Term, words
from clinic.domain.conditions import (
    Answer,
    Answers,
    Comparison,
    Condition,
    condition,
    is_blank,
    test_of,
)
from clinic.domain.kinds import refuse_wrong_type
from clinic.domain.words import Words


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a single or multiple question, with what choosing it raises."""

    code: str
    name: Words
    exclusive: bool  #: "none of these" clears the others
    sets: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A test of a number, date or scale, or a yes or no, with what it raises."""

    test: Comparison
    shown: str  #: how the reason is written down: `gte 180`, `yes`
    sets: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the questionnaire; some are asked again before every session."""

    code: str
    name: Words
    each_visit: bool

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(plain["code"], words(plain["name"]), plain["each_visit"])


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `kind` says what an answer must be (`clinic.domain.kinds`)."""

    code: str
    section: str
    kind: str
    required: bool
    text: Words
    help: Words | None
    options: Mapping[str, Option]
    rules: tuple[Rule, ...]
    show_if: Condition | None  #: None = always shown
    sensitive: bool  #: health or very private: "prefer not to say" is allowed
    reads_medicines: bool
    lowest: float | None
    highest: float | None
    step: float | None
    unit: str | None
    own_sources: tuple[str, ...]

    def is_shown(self, live: Answers, on: date) -> bool:
        return self.show_if is None or self.show_if.holds(live, on)

    def raised_by(self, answer: Answer, on: date) -> Iterator[tuple[str, Option | Rule]]:
        """Which of its options or rules the answer fires, and how each is written down."""
        if self.options:
            for code in answer if isinstance(answer, list) else [answer]:
                yield str(code), self.options[str(code)]
        for rule in self.rules:
            if rule.test.holds({self.code: answer}, on):
                yield rule.shown, rule

    def sources(self, form: "Form", catalogue: Catalogue = CATALOGUE) -> tuple[str, ...]:
        """Its own sources; else those of the notes and flags it raises; else the form's."""
        raising: tuple[Option | Rule, ...] = (*self.options.values(), *self.rules)
        notes = [catalogue.contraindications.get(code) for each in raising for code in each.sets]
        flags = [catalogue.flags.get(code) for each in raising for code in each.flags]
        raised = [source for entry in (*notes, *flags) if entry for source in entry.sources]
        return self.own_sources or tuple(dict.fromkeys(raised)) or form.sources


@dataclass(frozen=True, slots=True)
class Computed:
    """Flags that follow from several answers together rather than from one question."""

    code: str
    flags: tuple[str, ...]
    when: Condition

    @classmethod
    def of(cls, plain: Plain) -> Self:
        return cls(plain["code"], tuple(plain["flags"]), condition(plain["when"]))


@dataclass(frozen=True, slots=True)
class Form:
    """A published questionnaire. Its content never changes; a change is a new version."""

    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    computed: tuple[Computed, ...]
    sources: tuple[str, ...] = ()

    @classmethod
    def of(cls, plain: Plain, vocabularies: Plain = VOCABULARIES) -> Self:
        """From a document with the schema of intake.yaml; shared lists come from vocabularies."""
        made = [question(each, vocabularies) for each in plain["questions"]]
        return cls(
            tuple(map(Section.of, plain["sections"])),
            MappingProxyType({each.code: each for each in made}),
            tuple(map(Computed.of, plain["computed"])),
            tuple(plain.get("default_sources", ())),
        )

    def live(self, answers: Answers, on: date) -> dict[str, Answer]:
        """The questions that are shown, in order, each with its answer or None.

        `show_if` is evaluated in order, on the answers that are live so far: the old answer of a
        question that is now hidden is not among them. Raises AnswerError for a question that the
        form does not have, or an answer of the wrong type, hidden or not.
        """
        self.check(answers)
        live: dict[str, Answer] = {}
        for each in self.questions.values():
            if each.is_shown(live, on):
                answer = answers.get(each.code)
                live[each.code] = None if is_blank(answer) else answer
        return live

    def check(self, answers: Answers) -> None:
        """Raise AnswerError for the first answer that no question of this form could have."""
        for code, answer in answers.items():
            if code not in self.questions:
                raise AnswerError(AnswerFault.UNKNOWN_ITEM, code)
            if answer is not None:
                asked = self.questions[code]
                refuse_wrong_type(asked.kind, code, answer, asked.options.keys())

    def faults(self, answers: Answers, on: date) -> dict[str, AnswerFault]:
        """What keeps a filled form from being signed, by question; only shown ones count.

        Required and unanswered, outside the range, or "none of these" together with another.
        """
        found = {
            code: fault_of(self.questions[code], answer)
            for code, answer in self.live(answers, on).items()
        }
        return {code: fault for code, fault in found.items() if fault}

    def asked_each_visit(self) -> tuple[Question, ...]:
        """The questions of the sections that are repeated before every session."""
        repeated = {section.code for section in self.sections if section.each_visit}
        return tuple(each for each in self.questions.values() if each.section in repeated)


def fault_of(asked: Question, answer: Answer) -> AnswerFault | None:
    """Why this answer cannot stand on a signed form, if it cannot."""
    if answer is None:
        return AnswerFault.MISSING if asked.required else None
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        too_low = asked.lowest is not None and answer < asked.lowest
        too_high = asked.highest is not None and answer > asked.highest
        return AnswerFault.OUT_OF_RANGE if too_low or too_high else None
    if isinstance(answer, list) and len(set(answer)) > 1:
        alone = any(asked.options[code].exclusive for code in answer if code in asked.options)
        return AnswerFault.CONTRADICTION if alone else None
    return None


def question(plain: Plain, lists: Plain) -> Question:
    """One question of the document, with its options and rules made ready."""
    return Question(
        code=plain["code"],
        section=plain["section"],
        kind=plain["type"],
        required=plain["required"],
        text=words(plain["text"]),
        help=words(plain["help"]) if "help" in plain else None,
        options=MappingProxyType({each.code: each for each in _options(plain, lists)}),
        rules=tuple(_rules(plain)),
        show_if=condition(plain["show_if"]) if "show_if" in plain else None,
        sensitive=plain.get("sensitive", False),
        reads_medicines=plain.get("matches") == "medications",
        lowest=plain.get("min"),
        highest=plain.get("max"),
        step=plain.get("step"),
        unit=plain.get("unit"),
        own_sources=tuple(plain.get("sources", ())),
    )


def _options(plain: Plain, lists: Plain) -> Iterator[Option]:
    for each in plain.get("options", ()):
        yield Option(each["code"], words(each), each.get("exclusive", False), *_raised(each))
    if "options_from" in plain:
        for term in map(Term.of, listed(plain["options_from"], lists)):
            rules = [rule for rule in plain.get("option_rules", ()) if term.code in rule["in"]]
            sets = tuple(code for rule in rules for code in rule.get("sets", ()))
            flags = tuple(code for rule in rules for code in rule.get("flags", ()))
            yield Option(term.code, term.name, False, sets, flags)


def listed(path: str, lists: Plain) -> list[dict[str, Any]]:
    """The shared list at a path such as `back_pain.cause`."""
    found: Any = lists
    for step in path.split("."):
        found = found[step]
    return list(found)


def _rules(plain: Plain) -> Iterator[Rule]:
    for each in plain.get("rules", ()):
        test = test_of(plain["code"], each)
        yield Rule(test, str(test), *_raised(each))
    for shown, wanted in (("yes", True), ("no", False)):
        raised = _raised(plain, f"{shown}_")
        if any(raised):
            yield Rule(Comparison(plain["code"], "is", wanted), shown, *raised)


def _raised(plain: Plain, prefix: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(plain.get(f"{prefix}sets", ())), tuple(plain.get(f"{prefix}flags", ()))


#: The questionnaire that this product ships.
DEFAULT = Form.of(read("intake"))
