"""The states and kinds that rows of the clinic may have, in the clinic's words."""

from enum import StrEnum


class VisitState(StrEnum):
    BOOKED = "booked"
    ARRIVED = "arrived"
    IN_SESSION = "in_session"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


#: A visit in one of these takes its therapist's and its room's time.
TAKES_TIME = frozenset(
    {VisitState.BOOKED, VisitState.ARRIVED, VisitState.IN_SESSION, VisitState.DONE}
)


#: Only in one of these is there a session to write about.
HELD = frozenset({VisitState.IN_SESSION, VisitState.DONE})


class NoteState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    CLOSED = "closed"


class Level(StrEnum):
    """How much a contraindication forbids, strictest first."""

    ABSOLUTE = "absolute"
    CONDITIONAL = "conditional"
    LOCAL = "local"
    CAUTION = "caution"


class Verdict(StrEnum):
    """What a therapist decides about a stop, at one visit (product rule 4)."""

    CLEAR = "clear"
    ADAPT = "adapt"
    REFER = "refer"
    OVERRIDE = "override"


class Reaction(StrEnum):
    """How the client took the treatment."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    ADVERSE = "adverse"


class Result(StrEnum):
    TREATED = "treated"
    NOT_TREATED = "not_treated"


class Phase(StrEnum):
    """When a score was asked: the before-score of a visit also belongs to the course."""

    BEFORE = "before"
    AFTER = "after"
    COURSE = "course"


class Mode(StrEnum):
    """How answers reached the clinic."""

    KIOSK = "kiosk"
    DESK = "desk"
    DICTATED = "dictated"
    PAPER = "paper"
    INTERVIEW = "interview"
    IMPORTED = "imported"


class How(StrEnum):
    """How one answer was given."""

    ASKED = "asked"
    SHORT_CHECK = "short_check"
    DECLINED = "declined"


class Why(StrEnum):
    """Why a member of staff may see a client's record."""

    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    HANDED_OVER = "handed_over"
    BREAK_GLASS = "break_glass"


class AddendumKind(StrEnum):
    CORRECTION = "correction"
    LATE_ENTRY = "late_entry"
    REPLY = "reply"


class Cause(StrEnum):
    """The presumed cause of a complaint, in the words of the intake form."""

    UNKNOWN = "unknown"
    STRAIN = "strain"
    INJURY = "injury"
    WORK = "work"
    OTHER = "other"
