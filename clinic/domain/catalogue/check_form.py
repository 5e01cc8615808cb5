"""What is wrong with a questionnaire: the shipped one, or a version about to be published."""

from collections.abc import Collection, Iterator
from typing import Any

from clinic.domain.catalogue.reading import Plain

#: Which tests an answer of each kind can stand; anything else would never hold, or break.
TESTS_OF_KIND = {
    "single": {"is", "in"},
    "multi": {"has", "has_any"},
    "body_map": {"has", "has_any"},
    "boolean": {"is"},
    "date": {"age_gte", "age_lt"},
    "number": {"gte", "gt", "lte", "lt"},
    "scale": {"gte", "gt", "lte", "lt"},
    "text": set[str](),
    "signature": set[str](),
}
TESTS = {test for tests in TESTS_OF_KIND.values() for test in tests}
RAISING = ("", "yes_", "no_")


def form_problems(
    form: Plain, vocabularies: Plain, notes: Collection[str], flags: Collection[str]
) -> list[str]:
    """Everything wrong with a document of intake.yaml's schema; [] = it may be published."""
    sections = {section["code"] for section in form["sections"]}
    sources = {source["code"] for source in vocabularies["sources"]}
    found = [f"intake: no such source: {each}" for each in missing(form, sources)]
    earlier: dict[str, Plain] = {}
    for question in form["questions"]:
        where = f"intake {question['code']}"
        if question["code"] in earlier:
            found.append(f"{where}: asked twice")
        found += (
            f"{where}: {line}"
            for line in question_problems(question, earlier, vocabularies, sections)
        )
        found += (f"{where}: {line}" for line in raising_problems(question, notes, flags))
        found += (f"{where}: no such source: {each}" for each in missing(question, sources))
        earlier[question["code"]] = question
    for rule in form["computed"]:
        where = f"intake {rule['code']}"
        found += (f"{where}: {line}" for line in raising_problems(rule, notes, flags))
        found += (f"{where}: {line}" for line in condition_problems(rule["when"], earlier))
    return found


def missing(plain: Plain, sources: Collection[str]) -> list[str]:
    named = [*plain.get("sources", ()), *plain.get("default_sources", ())]
    return [each for each in named if each not in sources]


def question_problems(
    question: Plain, earlier: dict[str, Plain], vocabularies: Plain, sections: Collection[str]
) -> Iterator[str]:
    if question["section"] not in sections:
        yield f"no such section: {question['section']}"
    if question["type"] not in TESTS_OF_KIND:
        yield f"no such type: {question['type']}"
        return
    yield from option_problems(question, vocabularies)
    if "show_if" in question:
        yield from condition_problems(question["show_if"], earlier)
    for rule in question.get("rules", ()):
        yield from test_problems(rule, question)
    if question["type"] != "boolean" and any(key.startswith(("yes_", "no_")) for key in question):
        yield "only a yes-or-no question raises by yes or no"


def option_problems(question: Plain, vocabularies: Plain) -> Iterator[str]:
    """A choice has options, each once; anything else has none."""
    offered = options(question, vocabularies)
    if offered is None:
        yield f"no such list: {question['options_from']}"
        return
    if bool(offered) != (question["type"] in ("single", "multi")):
        yield "has no options" if not offered else "has options but is no choice"
    if len(set(offered)) != len(offered):
        yield "offers an option twice"
    for rule in question.get("option_rules", ()):
        for code in rule["in"]:
            if code not in offered:
                yield f"no such option: {code}"


def options(question: Plain, vocabularies: Plain) -> list[str] | None:
    """The codes that it offers; None when the list that they come from does not exist."""
    own = [option["code"] for option in question.get("options", ())]
    if "options_from" not in question:
        return own
    listed: Any = vocabularies
    for step in question["options_from"].split("."):
        if not isinstance(listed, dict) or step not in listed:
            return None
        listed = listed[step]
    return [*own, *(term["code"] for term in listed)]


def condition_problems(condition: Plain, earlier: dict[str, Plain]) -> Iterator[str]:
    """A condition looks back only, at questions that can be tested so, for answers they offer."""
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from condition_problems(part, earlier)
    if "all" in condition or "any" in condition:
        return
    asked = earlier.get(condition["q"])
    if asked is None:
        yield f"looks at {condition['q']}, which is not asked before it"
        return
    yield from test_problems(condition, asked)
    offered = {option["code"] for option in asked.get("options", ())}
    if "options_from" not in asked and asked["type"] in ("single", "multi"):
        for code in wanted(condition):
            if code not in offered:
                yield f"{asked['code']} offers no {code}"


def wanted(condition: Plain) -> list[Any]:
    found = [condition[name] for name in TESTS & condition.keys()]
    return [code for each in found for code in (each if isinstance(each, list) else [each])]


def test_problems(test: Plain, asked: Plain) -> Iterator[str]:
    """Exactly one test, of a kind that the question's answer can stand."""
    named = TESTS & test.keys()
    if len(named) != 1:
        yield f"one test is wanted, not {sorted(named)}"
    for name in sorted(named - TESTS_OF_KIND[asked["type"]]):
        yield f"{name} does not fit {asked['code']}, a {asked['type']}"


def raising_problems(plain: Plain, notes: Collection[str], flags: Collection[str]) -> Iterator[str]:
    """What an answer raises exists."""
    parts = ("options", "rules", "option_rules")
    for each in (plain, *(part for name in parts for part in plain.get(name, ()))):
        for prefix in RAISING:
            for code in each.get(f"{prefix}sets", ()):
                if code not in notes:
                    yield f"no such contraindication: {code}"
            for code in each.get(f"{prefix}flags", ()):
                if code not in flags:
                    yield f"no such flag: {code}"
