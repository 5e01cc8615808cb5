"""Making the demo clinic: one deed, one transaction, one entry in the trail."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random

from clinic.audit.actions import deed, trace
from clinic.db import db
from clinic.demo import closing
from clinic.demo.board import NEW, Scene, moment_of_the_day
from clinic.demo.courses import OPEN_FOR
from clinic.demo.diary import opening
from clinic.demo.house import House, furnish
from clinic.demo.intakes import agree_on_paper, withdraw_consent
from clinic.demo.people import PARTS, cast
from clinic.demo.planting import plant, plant_blocks
from clinic.demo.schedule import Schedule
from clinic.demo.sessions import Sessions
from clinic.demo.telling import Story
from clinic.domain.events import Event
from clinic.outcomes.actions import rebuild_summaries
from clinic.treatment.models import Record
from clinic.web.clock import local

SEED = 1
#: How often ``tick`` is called.
STEPS = len(PARTS) + 3


@deed
def make(
    at: datetime, passwords: Mapping[str, str], tick: Callable[[], None], seed: int = SEED
) -> None:
    """Fill an empty database with the clinic as it is ``at`` this moment.

    ``passwords`` by user name. ``tick`` is called after each step, for a progress bar.
    """
    day = local(at).date()
    schedule = Schedule(day, moment_of_the_day(at, day))
    house = furnish(seed, passwords, opening(day)[0] - timedelta(days=OPEN_FOR + 40))
    plant_blocks(house, schedule)
    tick()
    stories, records = tell_all(seed, house, schedule, tick)
    finish(stories, records, house, schedule, Random(f"{seed}/closing"), tick)
    db.session.flush()
    trace(Event.DEMO_MADE, detail={"seed": seed, "clients": len(stories), "records": len(records)})


def tell_all(
    seed: int, house: House, schedule: Schedule, tick: Callable[[], None]
) -> tuple[list[Story], list[Record]]:
    """Everybody's rows, one client after the other."""
    stories, records = [], []
    for person in cast(seed, schedule.day):
        story = plant(house, person, schedule, Random(f"{seed}/story/{person.number}"))
        records += Sessions(story, schedule.day).write()
        if any(slot.scene is Scene.NO_CONSENT for slot in story.slots):
            withdraw_consent(story.client, schedule.moment - timedelta(days=5))
        if person.number == NEW:
            agree_on_paper(story, schedule.moment - timedelta(days=2))
        db.session.flush()
        stories.append(story)
        tick()
    return stories, records


def finish(
    stories: list[Story],
    records: list[Record],
    house: House,
    schedule: Schedule,
    rng: Random,
    tick: Callable[[], None],
) -> None:
    closing.give_care(stories)
    signed = closing.sign_all(records, house, schedule.day, rng)
    tick()
    closing.add_addenda(signed, house, rng)
    closing.correct_one_score(signed)
    closing.ring_the_bell(records, house, schedule.moment)
    episodes = {each.episode_id for story in stories for each in story.visits if each.episode_id}
    rebuild_summaries(sorted(episodes))
    tick()
