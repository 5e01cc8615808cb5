"""What is wrong with the catalogue, in words: `python -m clinic.domain.catalogue.check`.

Every code that is named exists and is unique, both languages are there, conditions look back only,
tests fit the questions they ask, and every source that is named is listed.
"""

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from clinic.domain.catalogue.check_form import form_problems
from clinic.domain.catalogue.reading import SAFETY_FILES, Plain, read

LEVELS = {"caution": 1, "local": 2, "conditional": 3, "absolute": 4}
REVIEW_KINDS = {"lapses", "recheck", "clearance", "until_date"}
#: A paired region is recorded with one of these; no code of its own may end so.
SIDES = ("_left", "_right")
PENDING = "red_flag_pending"


def problems(documents: Mapping[str, Plain]) -> list[str]:
    """Everything that is wrong with these documents, by the names of their files; [] = nothing."""
    vocabularies = documents["vocabularies"]
    entries = documents["contraindications"]["contraindications"]
    signs = documents["red_flags"]
    found = [
        *(line for name, plain in documents.items() for line in wordless(plain, name)),
        *vocabulary_problems(vocabularies),
        *(line for entry in entries for line in entry_problems(entry, vocabularies)),
        *red_flag_problems(signs, vocabularies, codes(entries)),
        *medicine_problems(documents["medications"], vocabularies, codes(entries)),
        *form_problems(documents["intake"], vocabularies, codes(entries), codes(signs["flags"])),
        *twice("a note, flag or combination", entries, signs["flags"], signs["combos"]),
    ]
    if PENDING not in codes(entries):
        found.append(f"contraindications: {PENDING} is gone, and no red flag could stop a session")
    return found


def codes(plains: Iterable[Plain]) -> frozenset[str]:
    return frozenset(each["code"] for each in plains)


def wordless(plain: Any, where: str) -> Iterator[str]:
    """Each phrase that lacks one of its two languages; a medicine's `ko` is a name, no phrase."""
    if isinstance(plain, Mapping):
        where = f"{where} {plain['code']}" if "code" in plain else where
        if {"en", "ko"} & plain.keys() and "generic" not in plain:
            for language in ("en", "ko"):
                if not str(plain.get(language) or "").strip():
                    yield f"{where}: no words in '{language}'"
        for name, part in plain.items():
            yield from wordless(part, f"{where}.{name}" if isinstance(part, Mapping) else where)
    elif isinstance(plain, list):
        for part in plain:
            yield from wordless(part, where)


def twice(what: str, *lists: Iterable[Plain]) -> Iterator[str]:
    """Codes that two entries share; the chain of reasons tells them apart by code alone."""
    for code, times in Counter(each["code"] for part in lists for each in part).items():
        if times > 1:
            yield f"{what}: the code {code} stands for {times} things"


def unknown(where: str, what: str, named: Iterable[Any], known: Collection[Any]) -> Iterator[str]:
    for each in named:
        if each not in known:
            yield f"{where}: no such {what}: {each}"


def vocabulary_problems(plain: Plain) -> Iterator[str]:
    for name, part in plain.items():
        if isinstance(part, list):
            yield from twice(f"vocabularies.{name}", part)
    levels = {each["code"]: each["rank"] for each in plain["levels"]}
    if levels != LEVELS:
        yield f"vocabularies.levels: the rules know {LEVELS}, the file has {levels}"
    yield from unknown("vocabularies", "review kind", codes(plain["review_kinds"]), REVIEW_KINDS)
    for region in plain["body_regions"]:
        if region["code"].endswith(SIDES):
            yield f"vocabularies.body_regions {region['code']}: a code may not end with a side"
    for site in plain["endangerment_sites"]:
        where = f"vocabularies.endangerment_sites {site['code']}"
        yield from unknown(where, "region", [site["region"]], codes(plain["body_regions"]))
        yield from unknown(where, "pressure", [site["cap"]], pressures(plain))
        yield from evidence_problems(where, site, plain)


def pressures(vocabularies: Plain) -> frozenset[int]:
    return frozenset(each["value"] for each in vocabularies["pressure_levels"])


def evidence_problems(where: str, plain: Plain, vocabularies: Plain) -> Iterator[str]:
    """Each claim names where it comes from, and how sure we are."""
    if not plain.get("sources"):
        yield f"{where}: names no source"
    yield from unknown(where, "source", plain.get("sources", ()), codes(vocabularies["sources"]))
    if "evidence" in plain:
        known = codes(vocabularies["evidence"])
        yield from unknown(where, "evidence", [plain["evidence"]], known)


def entry_problems(entry: Plain, vocabularies: Plain) -> Iterator[str]:
    where = f"contraindications {entry['code']}"
    yield from unknown(where, "category", [entry["category"]], codes(vocabularies["categories"]))
    yield from unknown(where, "level", [entry["level"]], LEVELS)
    if "action" in entry:
        yield from unknown(where, "action", [entry["action"]], codes(vocabularies["actions"]))
    review = entry["review"]
    yield from unknown(where, "review kind", [review["kind"]], REVIEW_KINDS)
    yield from unknown(where, "review start", [review["from"]], codes(vocabularies["review_from"]))
    if review["days"] < 0 and review["kind"] != "until_date":
        yield f"{where}: only until_date may count days backwards"
    yield from evidence_problems(where, entry, vocabularies)
    yield from restriction_problems(where, entry["restricts"], vocabularies)


def restriction_problems(where: str, restricts: Plain, vocabularies: Plain) -> Iterator[str]:
    techniques = codes(vocabularies["techniques"]) | {"all"}
    regions = codes(vocabularies["body_regions"]) | {"site"}
    caps = restricts.get("region_caps", {})
    yield from unknown(where, "technique", restricts.get("techniques", ()), techniques)
    yield from unknown(where, "region", [*restricts.get("regions", ()), *caps], regions)
    positions = codes(vocabularies["positions"])
    yield from unknown(where, "position", restricts.get("positions", ()), positions)
    given = [*caps.values(), restricts.get("max_pressure", 0)]
    yield from unknown(where, "pressure", given, pressures(vocabularies))
    if not restricts:
        yield f"{where}: restricts nothing"


def red_flag_problems(signs: Plain, vocabularies: Plain, notes: Collection[str]) -> Iterator[str]:
    flags = codes(signs["flags"])
    for each in [*signs["flags"], *signs["combos"]]:
        where = f"red_flags {each['code']}"
        yield from unknown(where, "group", [each["group"]], codes(signs["groups"]))
        yield from unknown(where, "action", [each["action"]], codes(vocabularies["actions"]))
        yield from evidence_problems(where, each, vocabularies)
        if "contraindication" in each:
            yield from unknown(where, "contraindication", [each["contraindication"]], notes)
    for group in signs["groups"]:
        yield from evidence_problems(f"red_flags {group['code']}", group, vocabularies)
    for combination in signs["combos"]:
        yield from combination_problems(combination, flags)


def combination_problems(combination: Plain, flags: Collection[str]) -> Iterator[str]:
    where, when = f"red_flags {combination['code']}", combination["when"]
    named = [code for part in ("all", "any", "flags") for code in when.get(part, ())]
    yield from unknown(where, "flag", named, flags)
    if not named:
        yield f"{where}: holds always"
    if not 0 <= when.get("at_least", 0) <= len(when.get("flags", ())):
        yield f"{where}: can never hold"


def medicine_problems(
    medicines: Plain, vocabularies: Plain, notes: Collection[str]
) -> Iterator[str]:
    yield from twice("medications", medicines["classes"])
    for each in medicines["classes"]:
        where = f"medications {each['code']}"
        yield from unknown(where, "contraindication", each["contraindications"], notes)
        yield from evidence_problems(where, each, vocabularies)
        for medicine in each["medicines"]:
            extra = medicine.get("extra", ())
            yield from unknown(f"{where} {medicine['generic']}", "contraindication", extra, notes)
            names = [medicine["generic"], medicine["ko"]]
            names += [*medicine["brands"], *medicine["brands_ko"]]
            if not all(str(name).strip() for name in names):
                yield f"{where} {medicine['generic']}: an empty name would match every text"


def main() -> int:
    found = problems({name: read(name) for name in SAFETY_FILES})
    for line in found:
        print(line)
    print(f"{len(found)} problems in the catalogue" if found else "The catalogue is whole.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
