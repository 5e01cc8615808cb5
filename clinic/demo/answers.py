"""What a client of the demo answers on the tablet: complete, and in keeping with their story."""

from collections.abc import Mapping
from datetime import date
from random import Random

from clinic.demo.courses import Complaint
from clinic.demo.people import Person
from clinic.domain.conditions import Answer
from clinic.domain.questions import Form
from clinic.domain.sheets import Reply, Sheet, asked_again, asked_in_full
from clinic.domain.words import Language

NONE = {Language.ENGLISH: "none", Language.KOREAN: "없음"}
CONTACTS = {
    Language.ENGLISH: "Spouse, +44-7700-900999",
    Language.KOREAN: "배우자, 010-0000-9999",
}
WORK = {
    Language.ENGLISH: (
        "Desk work, walks at the weekend",
        "Shop assistant, on my feet all day",
        "Teacher, swims twice a week",
        "Drives for a living",
        "Retired, gardens",
    ),
    Language.KOREAN: (
        "사무직, 주말에 등산",
        "매장 근무, 하루 종일 서 있음",
        "교사, 주 2회 수영",
        "운전직",
        "은퇴, 텃밭 가꾸기",
    ),
}
#: A form is read by the one who signs it: without these nobody is treated.
AGREED: Mapping[str, Answer] = {
    "consent_health_data": True,
    "consent_treatment": True,
    "consent_sensitive_areas": True,
}


def pain_answers(
    complaint: Complaint, cause: str, onset: date, on: date, pain: int
) -> dict[str, Answer]:
    days = (on - onset).days
    return {
        "visit_reason": [complaint.reason],
        "pain_map": list(complaint.marks),
        "pain_now": pain,
        "pain_start_date": onset,
        "pain_duration": "acute" if days < 42 else "subacute" if days < 85 else "chronic",
        "pain_course": "recurrent",
        "pain_cause": cause,
        "pain_pattern": "local",
        "seen_doctor": "yes_cause_known",
    }


def answers_of(
    person: Person, rng: Random, form: Form, complaint: Mapping[str, Answer]
) -> dict[str, Answer]:
    """Everything that the whole form asks; what nothing is said about is denied."""
    given: dict[str, Answer] = {
        each.code: ["none"]
        for each in form.questions.values()
        if each.kind == "multi" and "none" in each.options
    }
    given |= {each.code: False for each in form.questions.values() if each.kind == "boolean"}
    given |= {
        "date_of_birth": person.born,
        "emergency_contact": CONTACTS[person.language],
        "occupation_activity": rng.choice(WORK[person.language]),
        "today_injury": "none",
        "visit_reason": ["relaxation"],
        "hx_cancer": "never",
        "medicine_list": "\n".join(person.health.medicines) or NONE[person.language],
        "pressure_preference": rng.choice(("light_firm", "medium", "medium", "strong")),
        "consent_signature": person.guardian_name or person.name,
    }
    return {**given, **AGREED, **complaint, **person.health.answers}


def answers_today(
    person: Person, form: Form, pain: int | None, ill: str | None
) -> dict[str, Answer]:
    """What a returning client says: nothing new, or what they have caught."""
    again = asked_again(form)
    given: dict[str, Answer] = {
        each.code: ["none"]
        for each in form.questions.values()
        if each.kind == "multi" and each.code in again
    }
    given |= {
        each.code: False
        for each in form.questions.values()
        if each.kind == "boolean" and each.code in again
    }
    given |= {"today_injury": "none", "consent_signature": person.guardian_name or person.name}
    if pain is not None:
        given["pain_now"] = pain
    if ill:
        given["today_illness"] = [ill]
    return {code: answer for code, answer in given.items() if code in again}


def sheet(
    form: Form, given: Mapping[str, Answer], on: date, carried: Mapping[str, Answer] | None
) -> Sheet:
    """The filled form, as the clinic reads it; ``carried`` stand behind a short check."""
    asked = asked_in_full(form) if carried is None else asked_again(form)
    blank = Sheet(form, {}, frozenset(), frozenset(), carried or {}, asked, on)
    replies = {code: Reply(answer) for code, answer in given.items()}
    filled = blank.with_replies(replies)
    return filled.with_replies({code: Reply(answer) for code, answer in filled.live.items()})
