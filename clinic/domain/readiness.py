"""What the desk must know before a visit begins: one word, never the clinical reason."""

from dataclasses import dataclass
from enum import StrEnum

from clinic.domain.states import VisitState


class Readiness(StrEnum):
    """The highest that holds is shown (product.md, the desk's chip)."""

    FETCH = "fetch"  #: an answer calls for the therapist now
    STOP = "stop"  #: a stop on which nobody has decided at this visit
    CONSENT = "consent"
    FORM = "form"
    FORM_OLD = "form_old"
    SCORE = "score"
    READY = "ready"


@dataclass(frozen=True)
class Facts:
    """What is missing or in the way, before one visit."""

    is_urgent: bool = False
    has_stop: bool = False
    lacks_consent: bool = False
    lacks_form: bool = False
    form_is_old: bool = False
    lacks_score: bool = False


#: In these states there is still something to get ready.
AHEAD = frozenset({VisitState.BOOKED, VisitState.ARRIVED, VisitState.IN_SESSION})


def readiness(facts: Facts) -> Readiness:
    """The first that holds, in the order of the enum."""
    in_the_way = (
        (facts.is_urgent, Readiness.FETCH),
        (facts.has_stop, Readiness.STOP),
        (facts.lacks_consent, Readiness.CONSENT),
        (facts.lacks_form, Readiness.FORM),
        (facts.form_is_old, Readiness.FORM_OLD),
        (facts.lacks_score, Readiness.SCORE),
    )
    return next((word for holds, word in in_the_way if holds), Readiness.READY)


class NextStep(StrEnum):
    """The one button of a row."""

    ACKNOWLEDGE = "acknowledge"
    CHECK_IN = "check_in"
    CALL = "call"
    HAND_OVER = "hand_over"
    START = "start"
    OPEN_CARD = "open_card"
    FINISH = "finish"
    BOOK_NEXT = "book_next"


#: The client can give these on the tablet.
ON_THE_TABLET = frozenset({Readiness.CONSENT, Readiness.FORM, Readiness.FORM_OLD, Readiness.SCORE})


def next_step(state: VisitState, chip: Readiness | None, *, treats: bool) -> NextStep | None:
    """What is done next about a visit; ``treats``: the reader treats this client."""
    if chip is Readiness.FETCH:
        return NextStep.ACKNOWLEDGE
    if state is VisitState.BOOKED:
        return NextStep.CHECK_IN
    if state is VisitState.ARRIVED:
        return step_after_arrival(chip, treats=treats)
    if state is VisitState.IN_SESSION:
        return NextStep.OPEN_CARD if treats else NextStep.FINISH
    if state is VisitState.DONE and treats:
        return NextStep.OPEN_CARD
    return None if state is VisitState.CANCELLED else NextStep.BOOK_NEXT


def step_after_arrival(chip: Readiness | None, *, treats: bool) -> NextStep:
    if chip in ON_THE_TABLET:
        return NextStep.HAND_OVER
    if treats:
        return NextStep.OPEN_CARD
    return NextStep.CALL if chip is Readiness.STOP else NextStep.START
