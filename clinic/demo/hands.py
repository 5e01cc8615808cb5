"""What the hands do: treatment lines for an area of the body, within what the notes allow."""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

from clinic.domain.limits import Limits


class Line(NamedTuple):
    technique: str
    region: str
    pressure: int
    minutes: int

    @property
    def words(self) -> dict[str, Any]:
        return self._asdict()


LINES = {
    "low": (
        Line("effleurage", "lower_back", 2, 5),
        Line("petrissage", "lower_back", 3, 15),
        Line("trigger_point", "buttock_left", 3, 5),
        Line("myofascial_release", "lower_back_left", 3, 10),
        Line("stretching", "thigh_back", 2, 5),
        Line("petrissage", "sacroiliac", 3, 5),
        Line("heat", "lower_back", 1, 10),
    ),
    "mid": (
        Line("effleurage", "mid_back", 2, 5),
        Line("petrissage", "mid_back", 3, 15),
        Line("friction", "shoulder_blade_right", 3, 5),
        Line("shiatsu", "mid_back", 3, 10),
        Line("stretching", "shoulder_joint", 2, 5),
    ),
    "neck": (
        Line("effleurage", "shoulder_top", 2, 5),
        Line("petrissage", "neck_back", 2, 10),
        Line("trigger_point", "shoulder_top_left", 3, 5),
        Line("myofascial_release", "shoulder_blade", 3, 15),
        Line("stretching", "neck_back", 1, 5),
    ),
    "head": (
        Line("head_face", "scalp", 2, 15),
        Line("petrissage", "neck_back", 2, 10),
        Line("effleurage", "shoulder_top", 2, 10),
        Line("trigger_point", "shoulder_top_right", 3, 5),
    ),
    "rest": (
        Line("swedish", "lower_back", 2, 15),
        Line("swedish", "shoulder_blade", 2, 15),
        Line("effleurage", "calf", 2, 10),
        Line("aromatherapy", "neck_back", 2, 10),
        Line("reflexology", "foot_ankle", 2, 10),
    ),
}
POSITIONS = {"low": "prone", "mid": "prone", "neck": "prone", "head": "supine", "rest": "prone"}


def lines_today(rng: Random, area: str, last: Sequence[Line], limits: Limits) -> list[Line]:
    """Mostly as last time, with a change now and then; the first time, three or four to begin."""
    if last:
        chosen = [changed(rng, each) if rng.random() < 0.18 else each for each in last]
        if rng.random() < 0.15:
            others = [each for each in LINES[area] if each[:2] not in {was[:2] for was in last}]
            chosen += rng.sample(others, min(1, len(others)))
        if len(chosen) > 4 or (len(chosen) > 3 and rng.random() < 0.2):
            chosen.pop(rng.randrange(len(chosen)))
    else:
        wanted = LINES[area]
        chosen = sorted(rng.sample(wanted, rng.randint(3, 4)), key=wanted.index)
    allowed = [within(each, limits, POSITIONS[area]) for each in chosen]
    return [each for each in allowed if each] or [Line("effleurage", "shoulder_top", 1, 10)]


def changed(rng: Random, line: Line) -> Line:
    """A little firmer or milder, or shorter or longer."""
    if rng.random() < 0.5:
        return line._replace(pressure=min(max(line.pressure + rng.choice((-1, 1)), 1), 4))
    return line._replace(minutes=min(max(line.minutes + rng.choice((-5, 5)), 5), 20))


def within(line: Line, limits: Limits, position: str) -> Line | None:
    """The line as firm as the notes allow; None where they forbid the technique or the place."""
    for pressure in range(line.pressure, 0, -1):
        if not limits.check(line.technique, line.region, pressure, position):
            return line._replace(pressure=pressure)
    return None
