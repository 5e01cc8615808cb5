"""From the answers of a health questionnaire to proposed notes, red flags and what to do.

The order (docs/evidence.md): live answers, then notes and flags by answers, medicines, computed
flags, each flag's own contraindication, combinations (looked up on flags only), and at last
`red_flag_pending`, set by a flag or combination whose action stops the session. A note's own
action never stops a session; it only raises the action that is shown. Weak flags alone record or
advise: a single flag discriminates poorly (finucane_2020, downie_2013).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from clinic.domain import questions
from clinic.domain.catalogue import shipped
from clinic.domain.catalogue.entries import Combination, RedFlag
from clinic.domain.catalogue.vocabulary import strictest
from clinic.domain.conditions import Answer, Answers
from clinic.domain.medicines import recognise

#: The note that stands while a red flag awaits a doctor's assessment.
PENDING = "red_flag_pending"
#: The action of someone of whom nothing was found.
NOTHING_FOUND = "note"


class From(StrEnum):
    """What kind of thing raised a note or a flag."""

    ANSWER = "answer"  #: code = question, detail = option, `yes`, `no` or the rule that held
    MEDICINE = "medicine"  #: code = question, detail = generic name
    COMPUTED = "computed"  #: code = question, detail = the computed rule
    FLAG = "flag"  #: code = red flag
    COMBINATION = "combination"  #: code = combination


class Cause(NamedTuple):
    """One reason why a note or flag was raised."""

    kind: From
    code: str
    detail: str = ""


Causes = Mapping[str, tuple[Cause, ...]]


@dataclass(frozen=True, slots=True)
class Screening:
    """What a set of answers comes to. Notes are proposals until a therapist confirms them."""

    notes: frozenset[str]
    flags: frozenset[str]
    action: str  #: the highest action of flags, combinations and notes
    level: str | None  #: the strictest level of the notes
    because: Causes  #: for each note, flag and combination, what raised it
    combinations: frozenset[str] = frozenset()

    def answers_behind(self, code: str) -> tuple[Cause, ...]:
        """The client's own answers at the end of the chain that raised this note or flag."""
        return tuple(dict.fromkeys(self._answers_behind(code)))

    def _answers_behind(self, code: str) -> Iterator[Cause]:
        for cause in self.because.get(code, ()):
            if cause.kind in (From.FLAG, From.COMBINATION):
                yield from self._answers_behind(cause.code)
            else:
                yield cause


def screen(
    answers: Answers,
    *,
    on: date,
    form: questions.Form = questions.DEFAULT,
    catalogue: shipped.Catalogue = shipped.DEFAULT,
) -> Screening:
    """Judge the answers on a day. Raises AnswerError for an unknown question or a wrong type.

    Codes that the clinic's catalogue has retired raise nothing.
    """
    findings = Findings(form, catalogue, form.live(answers, on), on)
    findings.from_answers()
    findings.from_medicines()
    findings.from_computed()
    findings.from_flags()
    findings.from_combinations()
    return findings.screening()


@dataclass(slots=True)
class Findings:
    """What has been found so far, while the rules are gone through in their order."""

    form: questions.Form
    catalogue: shipped.Catalogue
    live: dict[str, Answer]
    on: date
    notes: dict[str, list[Cause]] = field(default_factory=dict)
    flags: dict[str, list[Cause]] = field(default_factory=dict)
    combinations: dict[str, list[Cause]] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)

    def from_answers(self) -> None:
        for code, answer in self.answered():
            for shown, fired in self.form.questions[code].raised_by(answer, self.on):
                cause = Cause(From.ANSWER, code, shown)
                self.raise_notes(fired.sets, cause)
                self.raise_flags(fired.flags, cause)

    def answered(self) -> Iterator[tuple[str, Answer]]:
        for code, answer in self.live.items():
            if answer is not None:
                yield code, answer

    def from_medicines(self) -> None:
        classes = tuple(self.catalogue.medicine_classes.values())
        for code, answer in self.answered():
            if self.form.questions[code].reads_medicines:
                for match in recognise(str(answer), classes):
                    cause = Cause(From.MEDICINE, code, match.generic)
                    self.raise_notes(match.contraindications, cause)

    def from_computed(self) -> None:
        for rule in self.form.computed:
            if rule.when.holds(self.live, self.on):
                for question in rule.when.questions():
                    self.raise_flags(rule.flags, Cause(From.COMPUTED, question, rule.code))

    def from_flags(self) -> None:
        for code in self.flags:
            self.act_on(self.catalogue.flags[code], Cause(From.FLAG, code))

    def from_combinations(self) -> None:
        """Looked up on flags only: a combination never makes another one hold."""
        for each in self.catalogue.combinations.values():
            if each.holds(self.flags.keys()):
                met = [Cause(From.FLAG, code) for code in self.flags if code in each.flags]
                self.combinations[each.code] = met
                self.act_on(each, Cause(From.COMBINATION, each.code))

    def act_on(self, sign: RedFlag | Combination, cause: Cause) -> None:
        """A sign's own note and action; a stopping action leaves `red_flag_pending` behind."""
        self.actions.append(sign.action)
        if sign.contraindication:
            self.raise_notes([sign.contraindication], cause)
        if self.catalogue.actions[sign.action].stops:
            self.raise_notes([PENDING], cause)

    def raise_notes(self, codes: Iterable[str], cause: Cause) -> None:
        note(self.notes, self.catalogue.contraindications, codes, cause)

    def raise_flags(self, codes: Iterable[str], cause: Cause) -> None:
        note(self.flags, self.catalogue.flags, codes, cause)

    def screening(self) -> Screening:
        entries = [self.catalogue.contraindications[code] for code in self.notes]
        actions = [*self.actions, *(each.action for each in entries if each.action)]
        found = {**self.notes, **self.flags, **self.combinations}
        return Screening(
            notes=frozenset(self.notes),
            flags=frozenset(self.flags),
            action=max(actions, key=self.rank, default=NOTHING_FOUND),
            level=strictest(each.level for each in entries),
            because={code: tuple(causes) for code, causes in found.items()},
            combinations=frozenset(self.combinations),
        )

    def rank(self, action: str) -> int:
        return self.catalogue.actions[action].rank


def note(
    found: dict[str, list[Cause]], known: Mapping[str, object], codes: Iterable[str], cause: Cause
) -> None:
    """Add a cause to each code that the catalogue still knows; the same cause counts once."""
    for code in codes:
        if code in known:
            causes = found.setdefault(code, [])
            if cause not in causes:
                causes.append(cause)
