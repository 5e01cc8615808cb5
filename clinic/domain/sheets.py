"""A health questionnaire in somebody's hands: its pages, what is still to be asked, what is wrong.

A sheet is the whole form, or for a returning client whose signed form is still valid only what is
asked before every session, with the last signed answers standing behind it (product rule 17).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from clinic.domain.answers import AnswerFault
from clinic.domain.conditions import Answer, Answers
from clinic.domain.questions import Form, Question, fault_of

#: A form that was begun may be finished within this long; each visit's questions only that day.
RESUMES_FOR = timedelta(days=14)
PAIN_NOW = "pain_now"
SIGNATURE = "signature"
#: Which agreement is given by which question (intake.yaml, section `consent`).
CONSENTS = {
    "consent_treatment": "treatment",
    "consent_health_data": "health_records",
    "consent_messages": "messages",
    "consent_sensitive_areas": "sensitive_areas",
}
#: Without these the clinic may neither keep the form nor treat.
NEEDED = frozenset({"treatment", "health_records"})
#: The only question whose date lies ahead, and how far: a pregnancy's length.
AHEAD = {"pregnancy_due_date": timedelta(days=310)}
LONGEST_TEXT = 2000
OLDEST = timedelta(days=365 * 130)
#: How much of a page a question fills; a page of the tablet holds four without much scrolling.
ROOM_ON_A_PAGE = 4
FEW_OPTIONS = 4


class FormDue(StrEnum):
    """How a client's last signed form stands on a day."""

    MISSING = "missing"
    OUT_OF_DATE = "out_of_date"
    VALID = "valid"


class Amiss(StrEnum):
    """What is wrong with an answer beyond its type and range."""

    AHEAD = "ahead"  #: a date that has not come yet
    TOO_OLD = "too_old"  #: a date before anyone living was born
    NOT_AGREED = "not_agreed"  #: without this agreement the form cannot be kept
    TOO_LONG = "too_long"
    BOTH = "both"  #: an answer and "prefer not to say"


Fault = AnswerFault | Amiss


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said to one question: an answer, nothing, or "prefer not to say"."""

    answer: Answer = None
    declined: bool = False


@dataclass(frozen=True)
class Page:
    """Questions that are asked together; the page is known by the first it could hold."""

    code: str
    section: str
    questions: tuple[Question, ...]

    @property
    def may_be_declined(self) -> bool:
        return all(each.sensitive for each in self.questions)


@dataclass(frozen=True)
class Sheet:
    """What was answered so far, on a day, and what that leaves to ask."""

    form: Form
    given: Answers
    declined: frozenset[str]
    seen: frozenset[str]  #: on a page that was passed, answered or left blank
    carried: Answers  #: the last signed answers to what this sheet does not ask
    asked: frozenset[str]
    on: date

    @cached_property
    def known(self) -> dict[str, Answer]:
        """Today's answers over the carried ones, hidden ones left out, in the form's order."""
        given = {code: value for code, value in self.given.items() if code in self.asked}
        return self.form.live({**self.carried, **given}, self.on)

    @cached_property
    def live(self) -> dict[str, Answer]:
        """The questions that this sheet shows, each with its answer or None."""
        return {code: answer for code, answer in self.known.items() if code in self.asked}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages that have something to show."""
        found = []
        for page in pages_of(self.form, self.asked):
            shown = tuple(each for each in page.questions if each.code in self.live)
            if shown:
                found.append(Page(page.code, page.section, shown))
        return tuple(found)

    @cached_property
    def reached(self) -> int:
        """The number of the first page that was not passed, or of the last one."""
        for number, page in enumerate(self.pages):
            if any(
                each.code not in self.seen or each.code in self.faults for each in page.questions
            ):
                return number
        return len(self.pages) - 1

    def page(self, code: str | None) -> Page:
        """The page that is asked for, if it was reached; else the one to go on with."""
        for page in self.pages[: self.reached + 1]:
            if page.code == code:
                return page
        return self.pages[self.reached]

    def number(self, page: Page) -> int:
        """Counted from one, as a reader counts."""
        return next(n for n, each in enumerate(self.pages, 1) if each.code == page.code)

    def before(self, page: Page) -> Page | None:
        number = self.number(page)
        return self.pages[number - 2] if number > 1 else None

    def after(self, page: Page) -> Page | None:
        """The next page, given what is answered now; None after the last."""
        later = self.pages[self.number(page) :]
        return later[0] if later else None

    def with_replies(self, replies: Mapping[str, Reply]) -> "Sheet":
        """The sheet as it will be when these are kept."""
        declined = {code for code, said in replies.items() if said.declined}
        given = {code: said.answer for code, said in replies.items() if not said.declined}
        kept = {code: answer for code, answer in self.given.items() if code not in replies}
        return replace(
            self,
            given=kept | given,
            declined=self.declined - replies.keys() | declined,
            seen=self.seen | replies.keys(),
        )

    @cached_property
    def faults(self) -> dict[str, Fault]:
        """What keeps the sheet from being signed, by question. Hidden questions have none."""
        found = {
            code: fault(self.form.questions[code], answer, code in self.declined, self.on)
            for code, answer in self.live.items()
        }
        return {code: each for code, each in found.items() if each}


def fault(asked: Question, answer: Answer, declined: bool, on: date) -> Fault | None:
    """Why this answer cannot stand, if it cannot. A declined question needs none."""
    if declined and asked.sensitive:
        return Amiss.BOTH if answer is not None else None
    if isinstance(answer, date) and (wrong := date_fault(asked.code, answer, on)):
        return wrong
    if isinstance(answer, str) and len(answer) > LONGEST_TEXT:
        return Amiss.TOO_LONG
    if answer is False and CONSENTS.get(asked.code) in NEEDED:
        return Amiss.NOT_AGREED
    return fault_of(asked, answer)


def date_fault(code: str, answer: date, on: date) -> Amiss | None:
    if answer > on + AHEAD.get(code, timedelta()):
        return Amiss.AHEAD
    return Amiss.TOO_OLD if answer < on - OLDEST else None


def pages_of(form: Form, asked: frozenset[str]) -> Iterator[Page]:
    """The questions in pages: one section each, and no question with one that it depends on.

    The division does not depend on the answers, so a page keeps its name.
    """
    page: list[Question] = []
    for each in form.questions.values():
        if each.code in asked:
            if page and not fits(each, page):
                yield Page(page[0].code, page[0].section, tuple(page))
                page = []
            page.append(each)
    if page:
        yield Page(page[0].code, page[0].section, tuple(page))


def fits(question: Question, page: list[Question]) -> bool:
    on_it = {each.code for each in page}
    depends = set(question.show_if.questions()) if question.show_if else set()
    return (
        question.section == page[0].section
        and on_it.isdisjoint(depends)
        and sum(map(room_taken, page)) + room_taken(question) <= ROOM_ON_A_PAGE
    )


def room_taken(question: Question) -> int:
    if question.kind in ("multi", "body_map") or len(question.options) > FEW_OPTIONS:
        return ROOM_ON_A_PAGE
    return 2 if question.kind in ("single", "scale") else 1


def asked_in_full(form: Form) -> frozenset[str]:
    return frozenset(form.questions)


def asked_again(form: Form) -> frozenset[str]:
    """What a returning client is asked: each visit's sections, the pain now, and to sign."""
    return frozenset(
        {each.code for each in form.asked_each_visit()}
        | {PAIN_NOW}
        | {each.code for each in form.questions.values() if each.kind == SIGNATURE}
    )


def carried_over(signed: Answers, form: Form) -> Mapping[str, Answer]:
    """Of the last signed answers, those that stay: never the ones that each visit asks anew."""
    again = asked_again(form)
    return {code: answer for code, answer in signed.items() if code not in again}


def as_stored(answer: Answer) -> object:
    """The answer as it is kept: a date as its ISO text, everything else as it is."""
    return answer.isoformat() if isinstance(answer, date) else answer


def as_answered(question: Question, stored: object) -> Answer:
    """The kept answer as the rules read it."""
    if question.kind == "date" and isinstance(stored, str):
        return date.fromisoformat(stored)
    return stored  # type: ignore[return-value]
