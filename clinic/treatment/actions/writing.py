"""Beginning a session and writing its record, as long as it is a draft."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from clinic.audit.actions import deed, trace
from clinic.db import db, now
from clinic.domain.events import Event
from clinic.domain.records import ALL, DECLINED, Changes, with_sides_joined
from clinic.domain.refusal import Refusal
from clinic.domain.states import Mode, Phase, Result, VisitState
from clinic.outcomes import actions as outcomes
from clinic.treatment.actions.permitting import acting, require_draft, require_treatment
from clinic.treatment.models import Line, Record
from clinic.treatment.queries import PAIN, offers, record_of
from clinic.visits import actions as visits
from clinic.visits.actions import only_open_episode
from clinic.visits.models import Visit


@deed
def begin(visit: Visit) -> Record:
    """The therapist begins: the session runs, and its record is there to be written.

    Opened again later, or after the session was ended on the board, the record is the same one.
    """
    if visit.state is VisitState.ARRIVED:
        visits.begin(visit)
    elif visit.state not in (VisitState.IN_SESSION, VisitState.DONE):
        raise Refusal(_("The client has not arrived yet."))
    if visit.episode_id is None and visit.client:
        visit.episode_id = only_open_episode(visit.client)
        outcomes.move_to_episode(visit)
    record = record_of(visit.id)
    if record is None:
        record = Record(visit=visit, author_id=acting())
        db.session.add(record)
    db.session.flush()
    trace(Event.RECORD_BEGUN, client=visit.client_id, subject=record)
    return record


@deed
def save(record: Record, changes: Changes) -> None:
    """Keep what was typed or tapped. Nothing counts that nobody touched."""
    require_draft(record)
    for name, value in changes.columns.items():
        setattr(record, name, value)
    if changes.consent is not None and changes.consent != (record.consent_at is not None):
        record.consent_at = now() if changes.consent else None
    for phase, answer in changes.pain.items():
        keep_pain(record.visit, phase, answer)
    take_back(record, changes.take_back)
    confirm(record, changes.confirm)
    if record.result is Result.NOT_TREATED and record.lines:
        raise Refusal(_("Take the treatment lines away first: something was done."))
    touch(record)
    trace(Event.RECORD_CHANGED, client=record.visit.client_id, subject=record)


def keep_pain(visit: Visit, phase: Phase, answer: str) -> None:
    """A tap on one of the eleven buttons; the one before the session also belongs to the course."""
    assert visit.client is not None
    instrument, variant = PAIN
    is_declined = answer == DECLINED
    outcomes.enter(
        visit.client,
        instrument,
        variant,
        phase,
        None if is_declined else float(answer),
        visit=visit,
        episode=visit.episode,
        taken_at=now(),
        mode=Mode.INTERVIEW,
        declined=DECLINED if is_declined else None,
    )


def confirm(record: Record, numbers: Iterable[str]) -> None:
    """Lines of the last visit were done again as they were."""
    wanted = set(numbers)
    if not wanted:
        return
    require_treatment(record)
    for offer in offers(record.visit, record.lines):
        if ALL in wanted or str(offer.number) in wanted:
            add(record, offer.line, offered=offer.line)


def take_back(record: Record, numbers: Iterable[int]) -> None:
    """What was not done after all goes; an offered line is offered again."""
    wanted = set(numbers)
    record.lines = [line for line in record.lines if line.n not in wanted]
    db.session.flush()


@deed
def add_lines(record: Record, line: Mapping[str, Any], offered: Mapping[str, Any] | None) -> None:
    """One line for each of the regions; left and right of the same region are one line.

    ``line``: technique, regions, pressure, minutes. ``offered`` is the line of the last visit that
    was changed into the first of them.
    """
    require_draft(record)
    require_treatment(record)
    for each in lines_of(line):
        add(record, each, offered)
        offered = None
    touch(record)
    trace(Event.RECORD_CHANGED, client=record.visit.client_id, subject=record)


@deed
def change_line(record: Record, line: Line, to: Mapping[str, Any]) -> None:
    """The line becomes another; where more regions were chosen, the others follow as new lines."""
    require_draft(record)
    require_treatment(record)
    first, *others = lines_of(to)
    for name, value in first.items():
        setattr(line, name, value)
    for each in others:
        add(record, each)
    touch(record)
    trace(Event.RECORD_CHANGED, client=record.visit.client_id, subject=record)


def lines_of(line: Mapping[str, Any]) -> list[dict[str, Any]]:
    same = {name: line[name] for name in ("technique", "pressure", "minutes")}
    return [same | {"region": region} for region in with_sides_joined(line["regions"])]


def add(record: Record, words: Mapping[str, Any], offered: Mapping[str, Any] | None = None) -> None:
    number = max((line.n for line in record.lines), default=0) + 1
    record.lines.append(Line(n=number, **words, offered=dict(offered) if offered else None))
    db.session.flush()


def touch(record: Record) -> None:
    record.version += 1
    db.session.flush()
