"""What a member of staff is told of, whoever tells it."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """The kinds of notice; their words are in ``clinic.notices.views``."""

    OWNER_RESET = "owner reset"
    GLASS_BROKEN = "glass broken"
    STOP_DECIDED = "stop decided"
    URGENT = "urgent"
    DESK_CALLS = "desk calls"
    UNSIGNED_RECORD = "unsigned record"
    CLEARANCE_ENDS = "clearance ends"
    CONFLICT = "conflict"
