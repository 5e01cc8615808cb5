"""A client with the tablet: answers each page of the form by touch, and says little."""

from collections.abc import Mapping

from tests.journeys.visitor import Visitor

#: What a healthy person with back pain says; whatever is not here is answered with "none" or "no".
USUAL: Mapping[str, object] = {
    "date_of_birth": {"day": "5", "month": "5", "year": "1985"},
    "emergency_contact": "Park, 010-0000-0000",
    "visit_reason": ["back_pain"],
    "pain_now": "6",
    "pain_duration": "subacute",
    "pain_cause": "muscle_tension",
    "medicine_list": "-",
    "pressure_preference": "medium",
    "consent_health_data": "yes",
    "consent_treatment": "yes",
}
IGNORES = ("no", "none", "not_seen", "never", "unknown", "not_applicable")
LONGEST = 60  #: pages; the shipped form has fewer


def fill_in(client: Visitor, signature: str, look_at: tuple[str, ...] = (), **said: object) -> int:
    """Answer until the form is handed in; returns how many pages it took."""
    answers = {**USUAL, **said}
    for number in range(1, LONGEST):
        questions = client.page.locator("fieldset.question")
        for each in range(questions.count()):
            answer(client, questions.nth(each), answers, signature)
        code = client.page.locator("input[name=at]").input_value()
        if number == 1 or code in look_at:
            client.look(f"form-{code}")
        last = client.page.get_by_role("button", name="go-last").count()
        assert not last
        client.send(client.page.locator(".kiosk-form button[type=submit]").last)
        if "/kiosk/" in client.page.url:
            return number
    raise AssertionError("the form does not end")


def answer(client: Visitor, question, answers: Mapping[str, object], signature: str) -> None:
    code, kind = question.get_attribute("id"), question.get_attribute("data-kind")
    if kind == "signature":
        question.locator("input:not([type=checkbox])").fill(signature)
        client.tap(question.locator("label.choice"))
    elif kind == "date":
        for part, figures in dict(answers.get(code) or {}).items():
            question.locator(f"input[name={code}-{part}]").fill(figures)
    elif kind in ("text", "number"):
        if code in answers:
            question.locator("input, textarea").first.fill(str(answers[code]))
    elif kind != "body_map":
        choose(client, question, code, answers.get(code))


def choose(client: Visitor, question, code: str, wanted: object) -> None:
    if question.locator("input:checked").count():
        return
    values = [each.get_attribute("value") for each in question.locator("input").all()]
    picks = wanted if isinstance(wanted, list) else [wanted] if wanted else least(values)
    for value in picks:
        client.tap(question.locator(f'label.tap:has(input[name="{code}"][value="{value}"])'))


def least(values: list[str | None]) -> list[str]:
    """The answer that says least: none of these, no, or else the first."""
    for value in IGNORES:
        if value in values:
            return [value]
    return [values[0]] if values and values[0] else []
