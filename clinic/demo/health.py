"""What each client tells the form about their health, and what becomes of it.

The answers are those of the shipped questionnaire; which notes they raise is left to the real
screening. ``Fate`` says how a stop among them was met.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clinic.domain.conditions import Answer


class Fate(StrEnum):
    """How the stop of one client was met."""

    NONE = "none"
    COVERED = "covered"  #: a doctor's clearance that lasts
    ENDING = "ending"  #: a clearance that ends within a fortnight
    GUARDIAN = "guardian"  #: a guardian's consent is the clearance
    ADAPTED = "adapted"  #: decided anew at each visit
    OVERRIDDEN = "overridden"  #: once; then the doctor's letter came
    CLEARED = "cleared"  #: it did not apply after all
    REFERRED = "referred"  #: came with a fever once, and went to a doctor


@dataclass(frozen=True, slots=True)
class Health:
    """One history: answers over those of somebody healthy, medicines as typed, a likely age."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    medicines: tuple[str, ...] = ()
    ages: tuple[int, int] = (23, 64)
    fate: Fate = Fate.NONE


WELL = Health()
#: Met often; half of the clients have nothing to tell.
COMMON = (
    Health({"hx_heart": ["high_bp_ok"], "medicine_groups": ["bp"]}, ("amlodipine 5 mg",), (48, 74)),
    Health({"hx_bones": ["disc"]}, (), (30, 60)),
    Health({"hx_skin": ["eczema"], "skin_map": ["forearm_left"]}),
    Health({"hx_organs": ["diabetes"]}, ("metformin 500 mg",), (50, 76)),
    Health({"hx_heart": ["varicose"]}, (), (40, 70)),
    Health({"has_allergy": True, "allergy_details": "almond oil / 아몬드 오일"}),
    Health({"hx_bones": ["osteoporosis"]}, ("alendronate 70 mg",), (62, 79)),
    Health({"medicine_groups": ["antiplatelet"]}, ("aspirin 100 mg",), (58, 78)),
    Health({"hx_bones": ["fibromyalgia"]}, ("duloxetine 30 mg",), (35, 60)),
    Health({"hx_organs": ["thyroid"]}, ("levothyroxine 50 mcg",), (30, 65)),
    Health({"hx_cancer": "past", "cancer_details": ["none"]}, (), (52, 74)),
    Health({"hx_bones": ["hypermobile"]}, (), (20, 38)),
)

DVT = Health({"hx_heart": ["clot"]}, (), (45, 66), Fate.ENDING)
KIDNEY = Health({"hx_organs": ["kidney"]}, ("furosemide 40 mg",), (55, 73), Fate.ADAPTED)
LIVER = Health({"hx_organs": ["liver"]}, (), (44, 66), Fate.OVERRIDDEN)
SPINE = Health({"procedures_recent": ["spine"]}, (), (38, 62), Fate.COVERED)
WHIPLASH = Health({"hx_bones": ["whiplash"]}, (), (24, 50), Fate.CLEARED)
FEVER = Health({}, (), (25, 50), Fate.REFERRED)
MINOR = Health({"needs_help_consenting": True}, (), (15, 17), Fate.GUARDIAN)
