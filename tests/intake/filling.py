"""A client who fills in forms, for tests: the answers of someone with ordinary low-back pain."""

import re
from datetime import date
from typing import Any

from sqlalchemy import select

from clinic.clients.models import Client
from clinic.db import db
from clinic.domain.conditions import Answer
from clinic.domain.questions import DEFAULT, Question
from clinic.domain.sheets import SIGNATURE, Reply
from clinic.domain.states import Mode
from clinic.intake import actions
from clinic.intake.models import Intake
from clinic.visits.models import Visit

#: Nothing is wrong but a back that hurts; what is not named here is answered by "none" or "no".
USUAL: dict[str, Any] = {
    "date_of_birth": date(1984, 7, 30),
    "emergency_contact": "Lee Sora, sister, 010-0000-0000",
    "visit_reason": ["back_pain"],
    "pain_map": ["lower_back_left", "buttock_left"],
    "pain_now": 6,
    "pain_start_date": date(2026, 1, 15),
    "pain_duration": "subacute",
    "pain_cause": "strain",
    "pain_pattern": "local",
    "seen_doctor": "yes_cause_known",
    "medicine_list": "none",
    "consent_health_data": True,
    "consent_treatment": True,
    "consent_signature": "Lee Jun",
}


def answer_to(asked: Question, **other: Any) -> Answer:
    """What this client says: something else, the usual, or the calm answer; optional is blank."""
    if asked.code in other:
        return other[asked.code]
    if asked.code in USUAL:
        return USUAL[asked.code]
    if not asked.required:
        return None
    if asked.kind == "single":
        return "never" if "never" in asked.options else "none"
    return {"boolean": False, "multi": ["none"], "text": "none", "number": asked.lowest}[asked.kind]


def every_answer(**other: Any) -> dict[str, Answer]:
    return {code: answer_to(asked, **other) for code, asked in DEFAULT.questions.items()}


def typed(asked: Question, answer: Answer) -> dict[str, Any]:
    """The answer as a browser sends it."""
    if answer is None:
        return {}
    if isinstance(answer, bool):
        return {asked.code: "yes" if answer else "no"}
    if isinstance(answer, date):
        parts = {"year": answer.year, "month": answer.month, "day": answer.day}
        return {f"{asked.code}-{part}": str(value) for part, value in parts.items()}
    if asked.kind == SIGNATURE:
        return {asked.code: answer, f"{asked.code}-tick": "yes"}
    return {asked.code: answer}


def questions_on(page: str) -> list[Question]:
    """The questions that a page shows, by its fieldsets."""
    codes = re.findall(r'<fieldset class="question[^"]*" id="(\w+)"', page)
    return [DEFAULT.questions[code] for code in codes]


def page_code(page: str) -> str:
    found = re.search(r'name="at" value="(\w+)"', page)
    assert found, page
    return found[1]


def filled(page: str, **other: Any) -> dict[str, Any]:
    """What this client sends from this page."""
    sent: dict[str, Any] = {"at": page_code(page)}
    for asked in questions_on(page):
        sent |= typed(asked, answer_to(asked, **other))
    return sent


def fill_in(browser: Any, url: str, until: str = "", **other: Any) -> Any:
    """Page by page to the end, or until the question ``until`` is on the page; the last answer."""
    for _page in range(60):
        shown = browser.get(url)
        if shown.status_code != 200 or (until and f'id="{until}"' in shown.text):
            return shown
        answer = browser.post(url.partition("?")[0], data=filled(shown.text, **other))
        if answer.status_code != 303:
            return answer
        if "at=" not in answer.location:
            return answer
        url = answer.location
    raise AssertionError("the form has no end")


CHECKED = re.compile(r"<input[^>]* checked")


def rows(model):
    return list(db.session.scalars(select(model)))


def the(model):
    (row,) = rows(model)
    return row


def signed(client: Client, visit: Visit | None = None, **other) -> Intake:
    """An intake that this client filled in and signed, without a browser."""
    intake = actions.begin(client, visit, Mode.KIOSK)
    given = {code: Reply(each) for code, each in every_answer(**other).items()}
    actions.submit(intake, "Lee Jun", given)
    return intake
