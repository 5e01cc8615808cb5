"""What a filled questionnaire says about the complaint: where, since when, why; and each note's place.

Nothing is concluded that the client did not say: no map, no date, no cause stays unknown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clinic.domain.body import CODES, parted
from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.conditions import Answers, Comparison, Either, Every
from clinic.domain.questions import Form, Question
from clinic.domain.review import due_date

#: Reasons for coming that are a complaint, and where each hurts unless the map says (intake.yaml,
#: `visit_reason`). Recovery, stress and relaxation owe no pain score and open no episode.
PAIN_REASONS: dict[str, str | None] = {
    "back_pain": "lower_back",
    "neck_shoulder": "neck_back",
    "headache": "scalp",
    "other_pain": None,
}
#: Which question dates what a review counts from (contraindications.yaml, `review.from`).
DATED_BY = {"procedure": "procedure_date", "due_date": "pregnancy_due_date"}
WEEKS = "pregnancy_weeks"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is to be treated, in the client's own words."""

    region: str | None  #: a region without its side: one episode is one complaint
    onset_on: date | None
    cause: str | None


def complaint(live: Answers) -> Complaint | None:
    """The complaint, or None of somebody who came without pain."""
    reasons = live.get("visit_reason")
    pains = [each for each in reasons if each in PAIN_REASONS] if isinstance(reasons, list) else []
    if not pains:
        return None
    onset, cause = live.get("pain_start_date"), live.get("pain_cause")
    return Complaint(
        region=main_region(marked(live, "pain_map")) or PAIN_REASONS[pains[0]],
        onset_on=onset if isinstance(onset, date) else None,
        cause=cause if isinstance(cause, str) else None,
    )


def main_region(places: Iterable[str]) -> str | None:
    """Of the marked places the one that a back-pain clinic names first, without its side."""
    found = {parted(each)[0] for each in places}
    order = ["lower_back", *DEFAULT.regions]
    return next((each for each in order if each in found), None)


def marked(live: Answers, question: str) -> list[str]:
    places = live.get(question)
    return [each for each in places if each in CODES] if isinstance(places, list) else []


def places_of(form: Form, live: Answers, question: str, option: str) -> list[str]:
    """Where the client marked what this option says: the map that is shown because of it."""
    for each in form.questions.values():
        if each.kind == "body_map" and shown_for(each, question, option):
            return marked(live, each.code)
    return []


def shown_for(map_question: Question, question: str, option: str) -> bool:
    """Is this map asked because of that option? A pain map belongs to a complaint, not a note."""
    tests = map_question.show_if
    parts = tests.parts if isinstance(tests, Every | Either) else (tests,)
    return question != "visit_reason" and any(
        isinstance(each, Comparison)
        and each.question == question
        and (each.wanted == option or isinstance(each.wanted, tuple) and option in each.wanted)
        for each in parts
    )


def starts_on(code: str, live: Answers, on: date) -> date | None:
    """The date that the note's review counts from, where the client gave it.

    A pregnancy without a due date is counted from the weeks that were said.
    """
    start = DEFAULT.contraindications[code].review.start
    said = live.get(DATED_BY.get(start, ""))
    if isinstance(said, date):
        return said
    weeks = live.get(WEEKS)
    return due_date(int(weeks), on) if start == "due_date" and isinstance(weeks, int) else None
