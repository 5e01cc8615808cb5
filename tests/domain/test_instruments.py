"""The registry keeps its promises: sources, licences, languages, no text that is not ours to ship."""

from pathlib import Path

import pytest

from clinic.domain.instruments import (
    INSTRUMENTS,
    NRS,
    ODI,
    Direction,
    Entry,
    UnknownInstrument,
    default_measures,
    instrument_named,
    own_measure,
)
from clinic.domain.words import Language, Words

EVERY = pytest.mark.parametrize("measure", INSTRUMENTS.values(), ids=lambda each: each.id)
BEND = Words(en="Finger to floor, cm", ko="손끝-바닥 거리, cm")


@EVERY
def test_every_measure_says_what_it_is_and_whose(measure):
    assert measure.name.en and measure.name.ko and measure.measures.en and measure.measures.ko
    assert measure.lowest < measure.highest
    assert measure.licence.status and measure.licence.owner and measure.citation
    assert measure.licence.ship in {"full", "structure", "score_only"}
    assert measure.direction or all(each.direction for each in measure.variants.values())


@EVERY
def test_every_threshold_has_a_source_and_says_how_sure_we_are(measure):
    for threshold in filter(None, (measure.noticeable, measure.error)):
        assert threshold.source
        assert threshold.sure in {"verified", "memory", "computed"}
        assert threshold.points is None or 0 < threshold.points < measure.highest


@EVERY
def test_what_may_only_be_scored_ships_no_wording(measure):
    texts = [text for item in measure.items.values() for text in (item.text, item.low, item.high)]
    if measure.licence.ship == "score_only":
        assert measure.entry is Entry.TOTAL
        assert not any(texts) and not measure.stems and not measure.languages


@EVERY
def test_bands_rise_from_the_lowest_score(measure):
    starts = [start for start, _ in measure.bands]
    assert starts == sorted(set(starts))
    assert not starts or starts[0] == measure.lowest


def test_the_numbers_that_the_reports_stand_on():
    assert (NRS.range, NRS.points, NRS.direction) == ((0, 10), 2, Direction.LOWER)
    assert (ODI.range, ODI.points, ODI.error_points) == ((0, 100), 10, 9.2)
    hurst_bolton = INSTRUMENTS["pgic7_hb"]
    assert (hurst_bolton.range, hurst_bolton.is_change) == ((1, 7), True)
    assert hurst_bolton.direction is Direction.HIGHER
    assert INSTRUMENTS["pgic7"].direction is Direction.LOWER
    assert [each.id for each in INSTRUMENTS.values() if each.pain_0_10] == ["nrs_pain"]
    assert list(NRS.variants) == ["now", "average_7d", "worst_7d"]
    assert len(INSTRUMENTS["rmdq24"].items) == 24


def test_the_questionnaire_that_asks_for_thoughts_of_death_is_not_here():
    assert "phq9" not in INSTRUMENTS


def test_mood_is_asked_only_when_the_owner_decides_so():
    assert {each.id for each in INSTRUMENTS.values() if each.needs_owner} == {"phq4", "gad7"}
    for language in Language:
        assert not any(each.needs_owner for each in default_measures(language))


def test_a_client_is_offered_only_what_exists_in_their_language():
    for language in Language:
        assert all(language in each.languages for each in default_measures(language))
    assert INSTRUMENTS["rmdq24"].languages == {Language.ENGLISH}
    assert INSTRUMENTS["pgic7"].languages == {Language.ENGLISH, Language.KOREAN}
    korean = [each.id for each in default_measures(Language.KOREAN)]
    assert korean[:3] == ["nrs_pain", "psfs", "pgic7"]
    assert all(not INSTRUMENTS[each].validated for each in korean[3:])


def test_a_measure_is_found_by_its_id_or_is_itself():
    assert instrument_named("nrs_pain") is NRS
    assert instrument_named(NRS) is NRS
    with pytest.raises(UnknownInstrument):
        instrument_named("nrs")


def test_a_clinic_may_add_a_measure_of_its_own():
    bend = own_measure(
        "bend", BEND, range=(0, 60), direction=Direction.LOWER, points=5, source="our own trial"
    )
    assert (bend.points, bend.validated, bend.step, bend.decimals) == (5, False, 1, 0)
    assert bend.languages == {Language.ENGLISH, Language.KOREAN}
    assert bend.noticeable.sure == "clinic"
    fine = own_measure("fine", BEND, range=(0, 1), step=0.25, direction=Direction.HIGHER)
    assert (fine.points, fine.decimals) == (None, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"range": (5, 5)},
        {"step": 0},
        {"points": 2, "source": " "},
        {"points": 0, "source": "a book"},
    ],
)
def test_an_own_measure_that_cannot_be_right_is_refused(wrong):
    plan = {"range": (0, 10), "direction": Direction.LOWER, **wrong}
    with pytest.raises(ValueError):
        own_measure("bend", BEND, **plan)


def test_the_direction_of_a_bank_is_that_of_its_variant():
    promis = INSTRUMENTS["promis"]
    assert promis.direction_of() is None
    assert promis.direction_of("anxiety") is Direction.LOWER
    assert promis.direction_of("physical_function") is Direction.HIGHER
    assert promis.direction_of("no such form") is None
    assert NRS.direction_of("now") is Direction.LOWER


@EVERY
def test_the_evidence_page_says_what_the_catalogue_says(measure):
    page = Path(__file__).parents[2].joinpath("docs", "evidence-measures.md")
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line[0:1] == "|"]
    (row,) = (line for line in rows if line.startswith(f"| `{measure.id}` | {measure.name.en} |"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[2] == f"{measure.lowest:g}–{measure.highest:g}"
    for cell, points in ((cells[4], measure.points), (cells[5], measure.error_points)):
        assert cell.split(" ")[0] == ("none" if points is None else f"{points:g}")
    assert any(measure.licence.owner in line and f"`{measure.id}`" in line for line in rows)
