"""What a filled questionnaire denies: the entries that it asked about and that no answer raised."""

from collections.abc import Iterator

from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.questions import Option, Question, Rule
from clinic.domain.screening import Screening
from clinic.domain.sheets import Sheet


def asked_about(sheet: Sheet, screening: Screening) -> dict[str, bool]:
    """For each entry that today's answers settle: whether they raise it.

    An entry is denied only when every question in view that could raise it was asked today and
    answered; declined, blank or signed long ago is "not asked", and settles nothing.
    """
    open_question: set[str] = set()
    settled: set[str] = set()
    for code, answer in sheet.known.items():
        could_raise = set(entries_of(sheet.form.questions[code]))
        is_answered = code in sheet.asked and code not in sheet.declined and answer is not None
        (settled if is_answered else open_question).update(could_raise)
    raised = dict.fromkeys(screening.notes, True)
    return dict.fromkeys(settled - open_question, False) | raised


def entries_of(question: Question) -> Iterator[str]:
    """Every contraindication that some answer to this question raises, by itself or by a flag."""
    for option in question.options.values():
        yield from raised_by(option)
    for rule in question.rules:
        yield from raised_by(rule)


def raised_by(source: Option | Rule) -> Iterator[str]:
    yield from source.sets
    for flag in source.flags:
        entry = DEFAULT.flags[flag].contraindication if flag in DEFAULT.flags else None
        if entry:
            yield entry
