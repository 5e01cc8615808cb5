"""How far a visit has come, and which step may follow which.

Every step before the signature can be undone (product rule 12), so each state knows the one that
it came from: it follows from the moments that the visit keeps.
"""

from enum import StrEnum

from clinic.domain.states import VisitState

S = VisitState


class Step(StrEnum):
    ARRIVE = "arrive"
    BEGIN = "begin"
    FINISH = "finish"
    NO_SHOW = "no_show"
    CANCEL = "cancel"


LEADS_TO = {
    Step.ARRIVE: S.ARRIVED,
    Step.BEGIN: S.IN_SESSION,
    Step.FINISH: S.DONE,
    Step.NO_SHOW: S.NO_SHOW,
    Step.CANCEL: S.CANCELLED,
}
#: A session may begin at once, without anyone at the desk; it may end without having begun, when
#: the client is not treated.
FROM = {
    Step.ARRIVE: {S.BOOKED},
    Step.BEGIN: {S.BOOKED, S.ARRIVED},
    Step.FINISH: {S.ARRIVED, S.IN_SESSION},
    Step.NO_SHOW: {S.BOOKED},
    Step.CANCEL: {S.BOOKED, S.ARRIVED},
}
#: Doing these once more changes nothing: the desk and the therapist may both tap.
CALM = {Step.BEGIN: {S.IN_SESSION, S.DONE}, Step.FINISH: {S.DONE}}


def may(step: Step, state: VisitState) -> bool:
    return state in FROM[step]


def is_done_already(step: Step, state: VisitState) -> bool:
    return state in CALM.get(step, ())


def came_from(state: VisitState, *, arrived: bool, began: bool) -> VisitState | None:
    """The state before the last step; nothing comes before a booking."""
    if state is S.BOOKED:
        return None
    if state is S.DONE and began:
        return S.IN_SESSION
    if state in (S.DONE, S.CANCELLED, S.IN_SESSION) and arrived:
        return S.ARRIVED
    return S.BOOKED
