from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.domain.body import CODES
from clinic.domain.catalogue.entries import SITE, Restriction
from clinic.domain.catalogue.shipped import DEFAULT
from clinic.domain.contraindications import ENDANGERMENT, Limit, Note, combine, covered
from clinic.domain.limits import Limits, Reason
from clinic.domain.states import Level

ENTRIES = DEFAULT.contraindications
TECHNIQUES = sorted(DEFAULT.techniques)
POSITIONS = sorted(DEFAULT.positions)
PLACES = sorted(CODES)

places = st.frozensets(st.sampled_from(PLACES), max_size=3)
free_restrictions = st.builds(
    Restriction,
    st.frozensets(st.sampled_from([*TECHNIQUES, "all"]), max_size=3),
    st.frozensets(st.sampled_from([*PLACES, SITE]), max_size=3),
    st.none() | st.integers(0, 5),
    st.dictionaries(st.sampled_from([*PLACES, SITE]), st.integers(0, 5), max_size=2).map(
        lambda caps: tuple(sorted(caps.items()))
    ),
    st.frozensets(st.sampled_from(POSITIONS), max_size=2),
)
from_catalogue = st.builds(Note.of, st.sampled_from(list(ENTRIES.values())), places)
free_text = st.builds(
    Note, st.sampled_from(["free1", "free2"]), st.sampled_from(Level), free_restrictions, places
)
notes = from_catalogue | free_text
lines = st.tuples(
    st.none() | st.sampled_from(TECHNIQUES),
    st.none() | st.sampled_from(PLACES),
    st.none() | st.integers(0, 5),
    st.none() | st.sampled_from(POSITIONS),
)
THOROUGH = settings(max_examples=300, deadline=None)


def note(code: str, *regions: str) -> Note:
    return Note.of(ENTRIES[code], regions)


def limits(limits: Limits, *line: object) -> set[Limit]:
    return {reason.limit for reason in limits.check(*line)}  # type: ignore[arg-type]


@THOROUGH
@given(st.lists(notes, max_size=5), st.integers(0, 1000), lines)
def test_the_order_and_number_of_times_do_not_matter(several, seed, line):
    shuffled = several + several[:2]
    Random(seed).shuffle(shuffled)

    assert combine(several) == combine(shuffled)
    assert combine(several).check(*line) == combine(shuffled).check(*line)
    assert combine(several).lines == combine(shuffled).lines


@THOROUGH
@given(st.lists(notes, max_size=5), notes, lines)
def test_adding_a_note_never_relaxes_anything(several, one_more, line):
    before, after = combine(several), combine([*several, one_more])

    assert set(before.check(*line)) <= set(after.check(*line))
    assert set(before.stops) <= set(after.stops)
    assert before.firmest(line[1]) >= after.firmest(line[1])
    ranks = {None: 0, **{level: term.rank for level, term in DEFAULT.levels.items()}}
    assert ranks[before.level] <= ranks[after.level]


@THOROUGH
@given(st.lists(notes, max_size=4), lines)
def test_what_the_whole_allows_each_note_allows(several, line):
    whole = set(combine(several).check(*line))

    parts = [combine([each]).check(*line) for each in several] or [combine(()).check(*line)]
    assert whole == {reason for part in parts for reason in part}


@THOROUGH
@given(st.lists(notes, max_size=4), lines)
def test_every_reason_names_a_note_that_was_given_or_a_delicate_site(several, line):
    known = {each.code for each in several} | {site.code for site in ENDANGERMENT}

    assert {reason.note for reason in combine(several).check(*line)} <= known


@THOROUGH
@given(st.lists(notes, max_size=4), st.sampled_from(TECHNIQUES), st.sampled_from(PLACES))
def test_the_firmest_pressure_is_the_last_that_is_not_too_firm(several, technique, region):
    whole = combine(several)
    firmest = whole.firmest(region)
    too_firm = {Limit.PRESSURE, Limit.PLACE_PRESSURE, Limit.ENDANGERMENT}
    shut = {Limit.EVERYTHING, Limit.KEEP_OFF}

    if firmest < 5:
        assert limits(whole, technique, region, firmest + 1, None) & (too_firm | shut)
    if firmest > 0:
        assert not limits(whole, technique, region, firmest, None) & (too_firm | shut)


def test_without_a_note_the_delicate_places_keep_their_caps():
    nothing = combine(())

    assert (nothing.level, nothing.stops, nothing.lines) == (None, (), ())
    for site in ENDANGERMENT:
        assert nothing.firmest(site.region) == site.cap
        assert not nothing.check("effleurage", site.region, site.cap, "prone")
        assert nothing.check("effleurage", site.region, site.cap + 1, "prone") == (
            Reason(site.code, Limit.ENDANGERMENT, site.cap),
        )


def test_the_delicate_places_count_on_either_side():
    assert combine(()).firmest("knee_back_left") == combine(()).firmest("knee_back") == 2


def test_a_therapist_trained_for_a_site_can_be_given_other_sites():
    assert combine((), sites=()).firmest("knee_back") == 5


def test_the_strictest_level_wins_and_the_stops_are_named():
    several = [note("diabetes"), note("dvt_history"), note("spinal_fracture")]

    assert combine(several).level == "absolute"
    assert combine(several).stops == ("dvt_history", "spinal_fracture")
    assert combine(several[:1]).level == "caution"
    assert combine(several[:1]).stops == ()


def test_the_lowest_cap_applies():
    several = [note("med_antiplatelet"), note("med_anticoagulant")]
    whole = combine(several)

    assert whole.firmest("lower_back") == 2
    assert whole.check("effleurage", "lower_back", 3, None) == (
        Reason("med_anticoagulant", Limit.PRESSURE, 2),
    )


def test_a_restriction_keeps_its_technique_region_pair():
    whole = combine([note("disc_radiculopathy"), note("thyroid_disease")])

    assert Limit.TECHNIQUE in limits(whole, "tapotement", "lower_back_left", 1, None)
    assert Limit.TECHNIQUE not in limits(whole, "tapotement", "neck_front", 1, None)
    assert Limit.TECHNIQUE not in limits(whole, "trigger_point", "lower_back_left", 3, None)
    assert not whole.check("tapotement", "calf_left", 3, None)


def test_a_restriction_without_regions_holds_everywhere():
    whole = combine([note("hypermobility")])

    assert all(whole.check("stretching", place, 1, None) for place in PLACES)


def test_site_is_the_notes_own_place_with_its_side():
    whole = combine([note("open_wound", "calf_left")])

    assert whole.check("effleurage", "calf_left", 1, None) == (
        Reason("open_wound", Limit.KEEP_OFF),
    )
    assert not whole.check("effleurage", "calf_right", 1, None)
    assert whole.check("effleurage", "calf", 1, None), "without a side it may be the left one"
    assert whole.awaiting_place == frozenset()


def test_a_note_whose_place_is_not_recorded_restricts_everywhere():
    whole = combine([note("open_wound")])

    assert all(whole.check("effleurage", place, 1, None) for place in PLACES)
    assert whole.check("effleurage", None, 1, None)
    assert whole.awaiting_place == {"open_wound"}
    assert whole.lines[0].limit is Limit.EVERYTHING


def test_an_unknown_place_beside_named_regions_still_means_everywhere():
    implant = "spinal_surgery_or_implant"

    assert combine([note(implant)]).check("deep_tissue", "calf_left", 1, None)
    assert not combine([note(implant, "lower_back_left")]).check("thai", "calf_left", 1, None)


def test_a_cap_at_an_unknown_place_holds_everywhere():
    whole = combine([note("stroke_history")])

    assert whole.firmest("calf_left") == 2
    assert combine([note("stroke_history", "forearm_left")]).firmest("calf_left") == 3


def test_only_notes_that_speak_of_their_place_wait_for_it():
    assert combine([note("hypermobility"), note("scar_immature")]).awaiting_place == {
        "scar_immature"
    }


def test_cap_zero_means_keep_off_however_lightly():
    whole = combine([note("pregnancy_uncomplicated")])

    assert limits(whole, "heat", "abdomen_upper", 0, None) >= {Limit.KEEP_OFF}
    assert whole.firmest("abdomen_upper") == 0
    assert Limit.KEEP_OFF in limits(whole, None, "abdomen_lower", None, None)


def test_a_position_is_barred_for_the_whole_session():
    whole = combine([note("pregnancy_uncomplicated")])

    assert whole.check("effleurage", "calf_left", 1, "prone") == (
        Reason("pregnancy_uncomplicated", Limit.POSITION),
    )
    assert not whole.check("effleurage", "calf_left", 1, "side_left")


def test_an_absolute_note_in_free_text_bars_everything_though_it_restricts_nothing_by_name():
    whole = combine([Note("free", Level.ABSOLUTE)])

    assert whole.check(None, None, None, None) == (Reason("free", Limit.EVERYTHING),)
    assert whole.firmest("calf_left") == 0


def test_a_local_note_in_free_text_keeps_off_its_place():
    whole = combine([Note("free", Level.LOCAL, regions=frozenset({"elbow_left"}))])

    assert whole.check("effleurage", "elbow_left", 1, None) == (Reason("free", Limit.KEEP_OFF),)
    assert not whole.check("effleurage", "elbow_right", 1, None)
    assert combine([Note("free", Level.LOCAL)]).awaiting_place == {"free"}


def test_a_caution_in_free_text_restricts_nothing_by_itself():
    assert not combine([Note("free", Level.CAUTION)]).check("thai", "calf_left", 5, "prone")


def test_what_is_not_chosen_yet_is_not_judged():
    whole = combine([note("med_anticoagulant"), note("pregnancy_uncomplicated")])

    assert not whole.check("effleurage", "calf_left", None, None)
    assert not whole.check(None, "calf_left", 1, None)
    assert limits(whole, "deep_tissue", None, None, None) == {Limit.TECHNIQUE}


def test_a_session_cap_of_zero_is_no_massage():
    whole = combine([Note("free", Level.CAUTION, Restriction(max_pressure=0))])

    assert whole.check("heat", "calf_left", 0, None) == (Reason("free", Limit.EVERYTHING),)


def test_a_note_is_taken_as_it_is_stored():
    stored = Note("x", "local", {"techniques": ["all"], "regions": ["site"]}, ["hand_wrist_left"])  # type: ignore[arg-type]

    assert stored == Note(
        "x",
        Level.LOCAL,
        Restriction(frozenset({"all"}), frozenset({"site"})),
        frozenset({"hand_wrist_left"}),
    )
    assert Note("x", "caution", None, None) == Note("x", Level.CAUTION)  # type: ignore[arg-type]


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="harmless"):
        Note("x", "harmless")  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry.code)
def test_what_a_note_keeps_of_its_entry_reads_back_the_same(entry):
    assert Restriction.of(entry.restricts.plain()) == entry.restricts


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry.code)
def test_every_technique_that_an_entry_bars_is_barred_there_and_only_there(entry):
    own = {"forearm_left"}
    whole = combine([Note.of(entry, own)], sites=())
    given = entry.restricts
    named = {place for place in given.regions if place != SITE}
    there = sorted(named | (own if SITE in given.regions else set())) or ["calf_left"]
    techniques = TECHNIQUES if "all" in given.techniques else sorted(given.techniques)

    for technique in techniques:
        for place in there:
            assert entry.code in {why.note for why in whole.check(technique, place, 1, None)}
    if given.regions and "all" not in given.techniques:
        elsewhere = "scalp"
        assert all(
            Limit.TECHNIQUE not in limits(whole, technique, elsewhere, 1, None)
            for technique in techniques
        )


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry.code)
def test_every_cap_and_position_of_an_entry_bites(entry):
    whole = combine([Note.of(entry, {"forearm_left"})], sites=())
    given = entry.restricts

    for place, cap in given.region_caps:
        where = "forearm_left" if place == SITE else place
        assert whole.firmest(where) <= cap
        assert whole.check(None, where, cap + 1, None)
    if given.max_pressure is not None:
        assert whole.firmest("scalp") <= given.max_pressure
        assert whole.check(None, "scalp", given.max_pressure + 1, None)
    for position in given.positions:
        assert Reason(entry.code, Limit.POSITION) in whole.check(None, None, None, position)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry.code)
def test_taking_an_entrys_restriction_away_lets_the_line_through(entry):
    """The twin of the two above: it is this restriction that bites, and nothing else."""
    bare = replace(entry, level=Level.CAUTION, restricts=Restriction())

    assert not combine([Note.of(bare)], sites=()).check("thai", "calf_left", 5, "prone")


def test_the_card_lists_what_is_taken_away_once_and_by_whom():
    whole = combine(
        [
            note("med_antiplatelet"),
            note("med_anticoagulant"),
            note("open_wound", "calf_left"),
            note("pregnancy_uncomplicated"),
            note("disc_radiculopathy"),
        ]
    )
    said = {(line.limit, line.codes, line.places): line for line in whole.lines}

    assert said[Limit.PRESSURE, (), ()].cap == 2
    assert said[Limit.PRESSURE, (), ()].notes == ("med_anticoagulant",)
    assert said[Limit.KEEP_OFF, (), ("calf_left",)].notes == ("open_wound",)
    assert said[Limit.POSITION, ("prone",), ()].notes == ("pregnancy_uncomplicated",)
    assert said[Limit.TECHNIQUE, ("cupping",), ()].notes == (
        "med_anticoagulant", "med_antiplatelet", "pregnancy_uncomplicated",
    )  # fmt: skip
    assert said[Limit.PLACE_PRESSURE, (), ("spine_lumbar",)].cap == 1
    assert (Limit.PLACE_PRESSURE, (), ("lower_back",)) not in said, "the session keeps 2 anyway"


def test_a_technique_barred_at_places_names_them():
    whole = combine([note("disc_radiculopathy")])
    line = next(line for line in whole.lines if line.codes == ("thai",))

    assert line.places == ("lower_back", "sacroiliac", "spine_cervical", "spine_lumbar")


def test_a_technique_barred_everywhere_names_the_notes_that_bar_it_everywhere():
    whole = combine([note("disc_radiculopathy"), note("hypermobility")])
    line = next(line for line in whole.lines if line.codes == ("thai",))

    assert (line.places, line.notes) == ((), ("hypermobility",))


def test_each_line_of_the_card_is_said_once():
    whole = combine([Note.of(entry) for entry in ENTRIES.values()])
    keys = [(line.limit, line.codes, line.places) for line in whole.lines]

    assert len(keys) == len(set(keys))
    assert whole.lines[0].limit is Limit.EVERYTHING


def test_a_covered_conditional_note_keeps_its_limits_and_no_longer_stops():
    whole = combine(covered(note("bleeding_disorder"), Restriction()))

    assert (whole.level, whole.stops) == ("caution", ())
    assert whole.firmest("calf_left") == 2
    assert whole.check("cupping", "calf_left", 1, None)


def test_a_covered_absolute_note_gives_way_to_what_the_letter_says():
    letter = Restriction(frozenset({"deep_tissue"}), max_pressure=3)
    whole = combine(covered(note("red_flag_pending"), letter))

    assert (whole.level, whole.stops) == ("caution", ())
    assert not whole.check("effleurage", "calf_left", 3, None)
    assert whole.check("deep_tissue", "calf_left", 3, None)
    assert whole.firmest("calf_left") == 3


def test_a_letter_adds_its_limits_to_a_conditional_notes_own():
    letter = Restriction(max_pressure=1)
    whole = combine(covered(note("bleeding_disorder"), letter))

    assert whole.firmest("calf_left") == 1


def test_a_letter_about_a_local_note_leaves_it_local():
    assert combine(covered(note("open_wound", "calf_left"), Restriction())).level == "local"
