"""After all stories are told: signatures, who may see whom, summaries, what the bell says."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from clinic.clients.models import Care
from clinic.db import db
from clinic.demo import words
from clinic.demo.house import House
from clinic.demo.telling import Story
from clinic.domain.care import care_until
from clinic.domain.digest import digest
from clinic.domain.notices import NoticeKind
from clinic.domain.states import AddendumKind, Phase, Reaction, Result, Verdict, VisitState, Why
from clinic.notices.models import Notice
from clinic.outcomes.models import Score
from clinic.treatment.models import Addendum, Decision, Record
from clinic.treatment.queries import content_of
from clinic.visits.actions import REASONS
from clinic.visits.models import Visit
from clinic.web.clock import local

MINUTE = timedelta(minutes=1)
#: Whose last session before today is not signed yet, counted from 0.
FORGETFUL = (0, 2)
LATE = 7  #: records signed a day or more after the session
ADDED_TO = 4
ADVERSE = 4


def sign_all(records: Sequence[Record], house: House, day: date, rng: Random) -> list[Record]:
    """Close what was held, but for two drafts; returns those that are signed."""
    held = sorted(
        (each for each in records if each.visit.state is VisitState.DONE),
        key=lambda record: record.visit.starts_at,
    )
    earlier = [each for each in held if local(each.visit.starts_at).date() < day]
    drafts = [last_of(earlier, house.therapists[number].id) for number in FORGETFUL]
    for draft in drafts:
        draft.reaction, draft.a, draft.p = None, "", ""
    signed = [each for each in held if each not in drafts]
    treated = [each for each in signed if each in earlier and each.result is Result.TREATED]
    for record in rng.sample(treated, ADVERSE):
        record.reaction = Reaction.ADVERSE
        record.adverse = words.ADVERSE[house.writes(record.author)]
    late = rng.sample(treated[:-40], LATE)
    freeze(signed, late, rng)
    return signed


def last_of(held: Sequence[Record], therapist_id: int) -> Record:
    return [
        each
        for each in held
        if each.visit.therapist_id == therapist_id and each.result is Result.TREATED
    ][-1]


def freeze(records: Sequence[Record], late: Sequence[Record], rng: Random) -> None:
    """Put name, moment and digest under each record, as the treatment room does."""
    for record in records:
        ended_at = record.visit.ended_at
        assert ended_at is not None
        hours = rng.randint(25, 60) if record in late else 0
        record.visit.record_signed_at = (
            ended_at + timedelta(hours=hours) + rng.randint(2, 7) * MINUTE
        )
    db.session.flush()
    with db.session.no_autoflush:  # a signed row takes no second UPDATE
        for record in records:
            record.signed_at = record.visit.record_signed_at
            record.signed_by_id = record.author_id
            record.signer_name = record.author.name
            record.signer_title = record.author.title
            record.signer_registration = record.author.registration
            record.digest = digest(content_of(record))
    db.session.flush()


def add_addenda(signed: Sequence[Record], house: House, rng: Random) -> None:
    """Corrections and late entries stand beside records, which stay as they were signed."""
    for number, record in enumerate(rng.sample(signed[:-30], ADDED_TO)):
        signed_at = record.signed_at
        assert signed_at is not None
        kind = AddendumKind.CORRECTION if number % 2 == 0 else AddendumKind.LATE_ENTRY
        db.session.add(
            Addendum(
                visit_id=record.visit_id,
                kind=kind,
                text=words.ADDENDA[house.writes(record.author)][number % 2],
                by_id=record.author_id,
                at=signed_at + rng.randint(20, 300) * MINUTE,
            )
        )


def correct_one_score(signed: Sequence[Record]) -> None:
    """A slip of the pen, put right after the signature; the wrong value stays to be seen."""
    ids = [each.visit_id for each in signed[len(signed) // 2 :]]
    wrong = db.session.scalars(
        select(Score)
        .where(Score.visit_id.in_(ids), Score.phase == Phase.AFTER, Score.value >= 1)
        .order_by(Score.id)
    ).first()
    assert wrong is not None and wrong.visit_id is not None and wrong.value is not None
    visit = db.session.get_one(Visit, wrong.visit_id)
    assert visit.record_signed_at is not None
    at = visit.record_signed_at + 90 * MINUTE
    wrong.superseded_at, wrong.reason = at, "Typed the number of the row above"
    db.session.flush()
    same = ("client_id", "episode_id", "visit_id", "instrument", "variant", "phase", "taken_at")
    kept = {name: getattr(wrong, name) for name in (*same, "mode", "locale", "entered_by_id")}
    db.session.add(Score(**kept, value=wrong.value - 1, entered_at=at))


def give_care(stories: Iterable[Story]) -> None:
    """Who may see whom follows from the visits, as in the visits' room."""
    for story in stories:
        for therapist in {each.therapist_id for each in story.visits}:
            mine = [each for each in story.visits if each.therapist_id == therapist]
            for why, states in REASONS.items():
                add_care(story, therapist, why, [each for each in mine if each.state in states])


def add_care(story: Story, therapist_id: int, why: Why, visits: Sequence[Visit]) -> None:
    if visits:
        db.session.add(
            Care(
                client_id=story.client.id,
                account_id=therapist_id,
                why=why,
                began_at=visits[0].created_at,
                ends_at=care_until(max(each.ends_at for each in visits)),
            )
        )


def ring_the_bell(records: Sequence[Record], house: House, at: datetime) -> None:
    """What the owner and the therapists find at their bell."""
    owner = house.accounts["owner"].id
    overrides = select(Visit.client_id, Decision.at).where(
        Decision.visit_id == Visit.id, Decision.verdict == Verdict.OVERRIDE
    )
    for client_id, decided_at in db.session.execute(overrides):
        url = f"/clients/{client_id}"
        add_notice(owner, NoticeKind.STOP_DECIDED, url, client_id, decided_at, seen=True)
    for record in records:
        if record.signed_at is None and record.visit.state is VisitState.DONE:
            url = f"/visits/{record.visit_id}/record"
            who = record.visit.client_id
            add_notice(record.author_id, NoticeKind.UNSIGNED_RECORD, url, who, at)


def add_notice(
    account_id: int,
    kind: NoticeKind,
    url: str,
    client_id: int | None,
    at: datetime,
    seen: bool = False,
) -> None:
    seen_at = at + timedelta(hours=20) if seen else None
    db.session.add(
        Notice(
            account_id=account_id,
            kind=kind,
            client_id=client_id,
            url=url,
            made_at=at,
            seen_at=seen_at,
        )
    )
