"""When everybody comes: past visits, today's board, and what is booked ahead."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from clinic.demo.board import BREAK, STATES, Row, Scene, rows_today, span_of
from clinic.demo.courses import Course, courses_of, relaxing_days
from clinic.demo.diary import Diary, Span
from clinic.demo.house import FIRST, MINUTES, REST, SHORT, USUAL
from clinic.demo.people import Part, Person
from clinic.domain.states import TAKES_TIME, VisitState
from clinic.web.clock import moment_of

#: Where a day is full or free of work, the visit moves by so many days.
NEARBY = (0, 1, -1, 2, -2, 3)
LEAVE = 3  #: the therapist who goes on leave soon
LEAVE_STARTS, LEAVE_LASTS = 10, 5  #: days from the day of the demo


@dataclass(frozen=True, slots=True)
class Slot:
    """One visit as it is planned."""

    day: date
    span: Span
    therapist: int
    kind: str
    state: VisitState
    course: Course | None = None
    scene: Scene | None = None


@dataclass
class Schedule:
    """Everybody's visits, none of which overlap."""

    day: date
    moment: datetime
    diary: Diary = field(default_factory=Diary)
    today: dict[int, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.diary.take(BREAK.therapist, self.day, span_of(BREAK, self.moment))
        for row in rows_today(self.moment, self.day):
            if STATES[row.scene] in TAKES_TIME:
                self.diary.take(row.therapist, self.day, span_of(row, self.moment))
            self.today[row.person] = row
        for number in range(LEAVE_LASTS):
            self.leave(self.day + timedelta(days=LEAVE_STARTS + number))

    def leave(self, day: date) -> None:
        self.diary.take(LEAVE, day, self.whole(day))

    def whole(self, day: date) -> Span:
        midnight = moment_of(day, datetime.min.time())
        return midnight, midnight + timedelta(hours=23)

    def visits_of(self, person: Person, rng: Random) -> list[Slot]:
        """One client's visits, in the order of time."""
        row = self.today.get(person.number)
        found: list[Slot] = []
        for course in courses_of(person, rng, self.day, row is not None):
            found += self.placed(person, rng, course.days, course, row)
        if person.part is Part.RELAXING:
            days = relaxing_days(rng, self.day, row is not None)
            found += self.placed(person, rng, days, None, row)
        if person.part is Part.NEW:
            first = self.day if row else self.day + timedelta(days=rng.randint(1, 4))
            found += self.placed(person, rng, (first,), None, row)
        if row and person.part is not Part.NEW and rng.random() < 0.65:
            ahead = self.day + timedelta(days=rng.randint(3, 9))
            found += self.placed(person, rng, (ahead,), found[-1].course, row)
        return found

    def placed(
        self,
        person: Person,
        rng: Random,
        days: tuple[date, ...],
        course: Course | None,
        row: Row | None,
    ) -> list[Slot]:
        found = []
        for number, day in enumerate(days):
            if row and day == self.day:
                found.append(self.slot_today(row, course, person))
                continue
            kind = self.kind(person, rng, number == 0 and day < self.day or person.part is Part.NEW)
            may_fail = 0 < number < len(days) - 1
            after = found[-1].day if found else date.min
            if slot := self.slot(person, rng, day, after, kind, course, may_fail):
                found.append(slot)
        return found

    def kind(self, person: Person, rng: Random, is_first: bool) -> str:
        if is_first:
            return FIRST
        if person.part is Part.RELAXING:
            return REST
        return SHORT if rng.random() < 0.2 else USUAL

    def slot_today(self, row: Row, course: Course | None, person: Person) -> Slot:
        kind = next((name for name, minutes in MINUTES.items() if minutes == row.minutes), USUAL)
        span = span_of(row, self.moment)
        return Slot(self.day, span, row.therapist, kind, STATES[row.scene], course, row.scene)

    def slot(
        self,
        person: Person,
        rng: Random,
        day: date,
        after: date,
        kind: str,
        course: Course | None,
        may_fail: bool,
    ) -> Slot | None:
        """A free time on that day or near it, with the usual therapist or another one."""
        state = self.state(rng, day, may_fail)
        for near in self.days_near(day, after):
            for therapist in self.therapists(person, rng):
                if span := self.diary.find(rng, therapist, near, MINUTES[kind]):
                    return Slot(near, span, therapist, kind, state, course)
        return None

    def state(self, rng: Random, day: date, may_fail: bool) -> VisitState:
        if day > self.day:
            return VisitState.BOOKED
        chance = rng.random()
        if may_fail and chance < 0.07:
            return VisitState.CANCELLED if chance < 0.04 else VisitState.NO_SHOW
        return VisitState.DONE

    def days_near(self, day: date, after: date) -> Iterator[date]:
        """That day and those near it, on the same side of today and after the visit before."""
        for step in NEARBY:
            near = day + timedelta(days=step)
            if near > after and near != self.day and (near < self.day) == (day <= self.day):
                yield near

    def therapists(self, person: Person, rng: Random) -> list[int]:
        """The usual one first; one visit in ten another one, and whoever is free after that."""
        others = rng.sample([each for each in range(4) if each != person.therapist], 3)
        if rng.random() < 0.1:
            return [others[0], person.therapist, *others[1:]]
        return [person.therapist, *others]
