"""The house before the first client: staff, rooms, kinds of visit, opening hours, the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import NamedTuple

from clinic.accounts.actions import hashed
from clinic.accounts.models import Account, Post
from clinic.db import db
from clinic.demo.diary import WEEK
from clinic.demo.names import english_name, korean_name
from clinic.domain.policies import OPENING_HOURS
from clinic.domain.questions import Form
from clinic.domain.roles import Role
from clinic.domain.transcripts import digest
from clinic.domain.words import Language
from clinic.intake.actions.publishing import in_one_line, shipped
from clinic.intake.models import FormVersion
from clinic.intake.queries import HEALTH, form_of
from clinic.settings.actions import keep
from clinic.settings.models import Room, VisitType


class Position(NamedTuple):
    login: str
    role: Role
    title: str
    writes: Language


#: Who signs in; the therapists in the order of the board's table.
STAFF = (
    Position("owner", Role.OWNER, "Owner", Language.ENGLISH),
    Position("reception", Role.RECEPTION, "Reception", Language.ENGLISH),
    Position("therapist", Role.THERAPIST, "Massage therapist", Language.ENGLISH),
    Position("therapist2", Role.THERAPIST, "Senior massage therapist", Language.KOREAN),
    Position("therapist3", Role.THERAPIST, "안마사", Language.KOREAN),
    Position("therapist4", Role.THERAPIST, "Massage therapist", Language.ENGLISH),
)
ROOMS = ("Pine", "Maple", "Willow", "Bamboo")
FIRST, USUAL, SHORT, REST = "First visit", "Treatment", "Short treatment", "Relaxation"
MINUTES = {FIRST: 75, USUAL: 60, SHORT: 45, REST: 50}


@dataclass(frozen=True)
class House:
    accounts: Mapping[str, Account]
    therapists: list[Account]
    rooms: list[Room]
    types: Mapping[str, VisitType]
    version: FormVersion
    form: Form

    def writes(self, account: Account) -> Language:
        """In which language this therapist writes records."""
        return next(each.writes for each in STAFF if each.login == account.login)


def furnish(seed: int, passwords: Mapping[str, str], opened_at: datetime) -> House:
    """Open the house ``opened_at``; ``passwords`` by user name."""
    rng = Random(f"{seed}/house")
    accounts = {each.login: account(each, rng, passwords[each.login], opened_at) for each in STAFF}
    rooms = [Room(name=name) for name in ROOMS]
    types = {name: VisitType(name=name, minutes=minutes) for name, minutes in MINUTES.items()}
    db.session.add_all([*accounts.values(), *rooms, *types.values()])
    keep(OPENING_HOURS, WEEK)
    version = form_version(opened_at)
    db.session.add(version)
    db.session.flush()
    therapists = [accounts[each.login] for each in STAFF if each.role is Role.THERAPIST]
    return House(accounts, therapists, rooms, types, version, form_of(version))


def form_version(opened_at: datetime) -> FormVersion:
    """The shipped form, published on the day the house opened: its row takes no later change."""
    content = shipped()
    sha256 = digest(in_one_line(content))
    return FormVersion(
        form=HEALTH, number=1, content=content, sha256=sha256, published_at=opened_at
    )


def account(post: Position, rng: Random, password: str, opened_at: datetime) -> Account:
    name = korean_name(rng) if post.writes is Language.KOREAN else english_name(rng)
    is_licensed = post.role is Role.THERAPIST
    return Account(
        login=post.login,
        name=name,
        title=post.title,
        registration=f"DEMO-{rng.randint(1000, 9999)}" if is_licensed else "",
        password_hash=hashed(password),
        posts=[Post(role=post.role)],
        created_at=opened_at,
    )
