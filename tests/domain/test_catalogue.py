from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from clinic.domain.body import CODES, Place, Side, overlap, places
from clinic.domain.catalogue import check
from clinic.domain.catalogue.reading import SAFETY_FILES, read
from clinic.domain.catalogue.shipped import DEFAULT, Catalogue
from clinic.domain.catalogue.vocabulary import RANKS, STOPPING
from clinic.domain.questions import DEFAULT as FORM
from clinic.domain.words import Language

DOCUMENTS = {name: read(name) for name in SAFETY_FILES}


def test_the_shipped_catalogue_is_whole():
    assert check.problems(DOCUMENTS) == []


def test_the_check_ends_well_and_says_so(capsys):
    assert check.main() == 0
    assert capsys.readouterr().out == "The catalogue is whole.\n"


def test_a_broken_catalogue_fails_in_words(capsys, monkeypatch):
    broken = deepcopy(DOCUMENTS)
    broken["contraindications"]["contraindications"][1]["level"] = "harmless"
    monkeypatch.setattr(check, "read", broken.__getitem__)

    assert check.main() == 1
    assert "contraindications fever: no such level: harmless" in capsys.readouterr().out


def entry(documents: dict[str, Any], code: str) -> dict[str, Any]:
    """The entry of any list in any file that has this code."""
    lists = [part for document in documents.values() for part in document.values()]
    found = [
        each for part in lists if isinstance(part, list) for each in part if isinstance(each, dict)
    ]
    return next(each for each in found if each["code"] == code)


def duplicate_note(documents: dict[str, Any]) -> None:
    documents["red_flags"]["flags"][0]["code"] = "fever"


def duplicate_question(documents: dict[str, Any]) -> None:
    documents["intake"]["questions"].append(deepcopy(entry(documents, "pain_now")))


def question_before_its_condition(documents: dict[str, Any]) -> None:
    asked = documents["intake"]["questions"]
    asked.insert(0, asked.pop(asked.index(entry(documents, "skin_map"))))


def without_the_stop(documents: dict[str, Any]) -> None:
    documents["contraindications"]["contraindications"].pop(0)


def put(code: str, *path: Any) -> Any:
    """A fault: the entry of this code gets another value at this path."""
    *way, last, value = path

    def spoil(documents: dict[str, Any]) -> None:
        part: Any = entry(documents, code)
        for step in way:
            part = part[step]
        part[last] = value

    return spoil


FAULTS = {
    "fever.name: no words in 'ko'": put("fever", "name", "ko", " "),
    "today_illness fever: no words in 'en'": put("today_illness", "options", 0, "en", ""),
    "fever stands for 2 things": duplicate_note,
    "pain_now: asked twice": duplicate_question,
    "skin_map: looks at hx_skin, which is not asked before it": question_before_its_condition,
    "red_flag_pending is gone": without_the_stop,
    "fever: no such category: hot": put("fever", "category", "hot"),
    "fever: no such action: pray": put("fever", "action", "pray"),
    "fever: no such review kind: never": put("fever", "review", "kind", "never"),
    "fever: no such review start: birth": put("fever", "review", "from", "birth"),
    "fever: only until_date may count days backwards": put("fever", "review", "days", -1),
    "fever: no such source: hearsay": put("fever", "sources", ["hearsay"]),
    "fever: names no source": put("fever", "sources", []),
    "fever: no such evidence: sure": put("fever", "evidence", "sure"),
    "fever: no such technique: tickling": put("fever", "restricts", "techniques", ["tickling"]),
    "fever: no such region: tail": put("fever", "restricts", "regions", ["tail"]),
    "fever: no such region: wing": put("fever", "restricts", "region_caps", {"wing": 1}),
    "fever: no such pressure: 6": put("fever", "restricts", "max_pressure", 6),
    "fever: no such pressure: -1": put("fever", "restricts", "region_caps", {"calf": -1}),
    "fever: no such position: upside_down": put("fever", "restricts", "positions", ["upside_down"]),
    "fever: restricts nothing": put("fever", "restricts", {}),
    "calf_left: a code may not end with a side": put("calf", "code", "calf_left"),
    "groin_triangle: no such region: lap": put("groin_triangle", "region", "lap"),
    "groin_triangle: no such pressure: 9": put("groin_triangle", "cap", 9),
    "vocabularies.levels: the rules know": put("caution", "rank", 9),
    "weight_loss: no such group: diet": put("weight_loss", "group", "diet"),
    "weight_loss: no such action: wait": put("weight_loss", "action", "wait"),
    "weight_loss: no such contraindication: x": put("weight_loss", "contraindication", "x"),
    "combo_aaa: no such flag: x": put("combo_aaa", "when", "all", ["x"]),
    "combo_aaa: holds always": put("combo_aaa", "when", {}),
    "combo_systemic: can never hold": put("combo_systemic", "when", "at_least", 9),
    "anticoagulant: no such contraindication: x": put("anticoagulant", "contraindications", ["x"]),
    "statin atorvastatin: an empty name": put("statin", "medicines", 0, "ko", ""),
    "statin atorvastatin: no such contraindication": put(
        "statin", "medicines", 0, "extra", ["x"]
    ),
    "intake temperature: no such section: tent": put("temperature", "section", "tent"),
    "temperature: no such type: guess": put("temperature", "type", "guess"),
    "temperature: no such contraindication: x": put(
        "temperature", "rules", [{"gte": 38, "sets": ["x"]}]
    ),
    "temperature: one test is wanted, not []": put("temperature", "rules", [{"sets": ["fever"]}]),
    "temperature: has does not fit temperature, a number": put(
        "temperature", "rules", [{"has": 3, "sets": ["fever"]}]
    ),
    "temperature: today_illness offers no chill": put(
        "temperature", "show_if", "has", "chill"
    ),
    "temperature: is does not fit today_illness, a multi": put(
        "temperature", "show_if", {"q": "today_illness", "is": "fever"}
    ),
    "temperature: only a yes-or-no question": put("temperature", "yes_sets", ["fever"]),
    "today_injury: no such flag: x": put("today_injury", "options", 0, "flags", ["x"]),
    "today_injury: offers an option twice": put("today_injury", "options", 1, "code", "none"),
    "today_injury: has no options": put("today_injury", "options", []),
    "pain_cause: no such list: back_pain.luck": put(
        "pain_cause", "options_from", "back_pain.luck"
    ),
    "pain_quality: no such option: sour": put("pain_quality", "option_rules", 0, "in", ["sour"]),
    "calc_age_70: no such flag: x": put("calc_age_70", "flags", ["x"]),
    "calc_age_70: looks at birthday": put("calc_age_70", "when", "q", "birthday"),
}  # fmt: skip


@pytest.mark.parametrize("words", FAULTS)
def test_each_fault_is_found_and_named(words):
    documents = deepcopy(DOCUMENTS)
    FAULTS[words](documents)

    assert any(words in line for line in check.problems(documents))


def test_the_catalogue_has_what_its_read_me_counts():
    levels = [each.level for each in DEFAULT.contraindications.values()]

    assert len(levels) == 136
    assert {level: levels.count(level) for level in RANKS} == {
        "caution": 38, "local": 33, "conditional": 30, "absolute": 35,
    }  # fmt: skip
    assert (len(DEFAULT.flags), len(DEFAULT.combinations)) == (42, 11)
    assert len(FORM.questions) == 62
    assert len(DEFAULT.medicine_classes) == 23
    assert sum(len(each.medicines) for each in DEFAULT.medicine_classes.values()) == 124


def test_the_levels_that_stop_are_those_that_keep_a_booking_from_going_ahead():
    booking = {level.code for level in DEFAULT.levels.values() if level.booking != "warn"}

    assert booking == STOPPING


def test_every_phrase_is_said_in_both_languages():
    for each in DEFAULT.contraindications.values():
        for phrase in (each.name, each.advice):
            assert phrase.said_in(Language.ENGLISH).strip()
            assert any("가" <= letter <= "힣" for letter in phrase.said_in(Language.KOREAN))


def test_what_is_loaded_cannot_be_changed():
    with pytest.raises(TypeError):
        DEFAULT.contraindications["fever"] = None  # type: ignore[index]
    with pytest.raises(AttributeError):
        DEFAULT.contraindications["fever"].level = None  # type: ignore[misc]


def test_building_it_again_gives_the_same():
    again = Catalogue.of(
        DOCUMENTS["vocabularies"],
        DOCUMENTS["contraindications"],
        DOCUMENTS["red_flags"],
        DOCUMENTS["medications"],
    )

    assert again == DEFAULT


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("calf_left", "calf_left", True),
        ("calf_left", "calf_right", False),
        ("calf", "calf_right", True),
        ("calf_left", "calf", True),
        ("calf", "shin", False),
        ("calf_left", "shin_left", False),
        ("scalp", "scalp", True),
    ],
)
def test_two_places_may_be_the_same_spot_unless_region_or_side_differ(one, other, same):
    assert overlap(one, other) is same


def test_every_place_of_the_map_has_a_code_that_reads_back():
    assert len(places()) == 9 + 2 * 22
    for place in places():
        assert Place.of(place.code) == place
        assert place.code in CODES


def test_a_paired_region_may_be_recorded_without_its_side():
    place = Place.of("calf")

    assert place is not None
    assert (place.code, place.side) == ("calf", None)
    assert Place.of("calf_right") == Place(place.region, Side.RIGHT)


@pytest.mark.parametrize("code", ["knee", "scalp_left", "calf_middle", "", "left", "front:calf"])
def test_there_is_no_such_place(code):
    assert Place.of(code) is None
    assert code not in CODES


def test_a_place_is_drawn_where_it_can_be_seen():
    calf, arm = Place.of("calf_left"), Place.of("upper_arm_left")

    assert calf and arm
    assert (calf.is_seen_from("back"), calf.is_seen_from("front")) == (True, False)
    assert (arm.is_seen_from("back"), arm.is_seen_from("front")) == (True, True)


def test_the_evidence_page_names_every_entry_and_source_with_how_sure_we_are():
    page = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")

    for each in DEFAULT.contraindications.values():
        named = ", ".join(f"`{source}`" for source in each.sources)
        assert f"(`{each.code}`) | {each.level} | `{each.evidence}` | {named} |" in page
    for source in DEFAULT.sources.values():
        assert f"| `{source.code}` | `{source.how}` | " in page
    assert "No clinician, no pharmacist and no native Korean editor has reviewed" in page
