"""What today's answers say about notes that stand already: raised again, denied, or not asked.

A note closes by itself only when the client was asked about it and said no (product rule 4); a
hidden or declined question says nothing.
"""

from collections.abc import Iterator
from datetime import date

from clinic.domain import questions
from clinic.domain.catalogue import shipped
from clinic.domain.conditions import Answers
from clinic.domain.screening import PENDING, Screening


def heard(
    answers: Answers,
    found: Screening,
    *,
    on: date,
    form: questions.Form = questions.DEFAULT,
    catalogue: shipped.Catalogue = shipped.DEFAULT,
) -> dict[str, bool]:
    """For each contraindication that the answered questions ask about: was it raised today?

    Codes that no answered question could have raised are absent. Medicines are typed, so an empty
    or other list denies nothing; and the red-flag note waits for a doctor, whatever is answered.
    """
    asked = {
        code
        for question, answer in form.live(answers, on).items()
        if answer is not None
        for code in askable(form.questions[question], catalogue)
    }
    return {code: code in found.notes for code in asked if code != PENDING}


def askable(question: questions.Question, catalogue: shipped.Catalogue) -> Iterator[str]:
    """The contraindications that some answer to this question raises."""
    fires: tuple[questions.Option | questions.Rule, ...]
    fires = (*question.options.values(), *question.rules)
    for fired in fires:
        yield from fired.sets
        for flag in fired.flags:
            note = catalogue.flags[flag].contraindication if flag in catalogue.flags else None
            if note:
                yield note
