"""What is still allowed: asked for each treatment line, and listed for the top of the card.

Everything here is codes, never sentences: pages put it in words, in the reader's language.
Pressure runs from 0 (no contact) to 5 (walton_2011).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from clinic.domain.body import overlap
from clinic.domain.states import Level

#: As a set of places: no place named means anywhere on the body.
EVERYWHERE: frozenset[str] = frozenset()


class Limit(StrEnum):
    """In which way a treatment line goes too far, the widest first."""

    EVERYTHING = "everything"  #: no massage at all
    KEEP_OFF = "keep_off"  #: nothing at this place
    TECHNIQUE = "technique"  #: not this technique here
    PRESSURE = "pressure"  #: too firm for the whole session
    PLACE_PRESSURE = "place_pressure"  #: too firm for this place
    POSITION = "position"  #: not lying or sitting like this
    ENDANGERMENT = "endangerment"  #: too firm for a place that is delicate in everyone


ORDER = {limit: number for number, limit in enumerate(Limit)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a treatment line is not allowed. `note` is the note's code, or the endangerment site's."""

    note: str
    limit: Limit
    cap: int | None = None  #: the firmest pressure that would be allowed


@dataclass(frozen=True, slots=True)
class Line:
    """One line for the top of the session card: what is taken away, and by which notes."""

    limit: Limit
    codes: tuple[str, ...] = ()  #: the techniques or the position; empty for places and caps
    places: tuple[str, ...] = ()  #: empty = everywhere
    cap: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that one note takes away. The techniques belong to the places named with them."""

    limit: Limit
    note: str
    places: frozenset[str] = EVERYWHERE
    techniques: frozenset[str] = frozenset()
    cap: int | None = None
    position: str | None = None

    def is_at(self, region: str | None) -> bool:
        """Does it hold at this place? A place that was not given is only reached from everywhere."""
        if not self.places:
            return True
        return region is not None and any(overlap(region, place) for place in self.places)

    def bites(self, technique: str | None, pressure: int | None, position: str | None) -> bool:
        """At its place: does it forbid this much?"""
        if self.cap is not None:
            return pressure is not None and pressure > self.cap
        if self.techniques:
            return technique in self.techniques
        if self.position is not None:
            return position == self.position
        return True


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client's open notes come to today, over the caps that hold for everyone."""

    level: Level | None  #: the strictest; None without a note
    stops: tuple[str, ...]  #: the notes that stop the session unless decided
    awaiting_place: frozenset[str]  #: they restrict everywhere until somebody marks where
    bars: frozenset[Bar]

    def check(
        self,
        technique: str | None,
        region: str | None,
        pressure: int | None,
        position: str | None,
    ) -> tuple[Reason, ...]:
        """Why this line is not allowed; empty = allowed.

        What is None is not chosen yet and is not judged, so a page can ask whether a technique is
        possible at all. Before a signature all four have to be given.
        """
        found = {
            Reason(bar.note, bar.limit, bar.cap)
            for bar in self.bars
            if bar.is_at(region) and bar.bites(technique, pressure, position)
        }
        return tuple(sorted(found, key=lambda why: (ORDER[why.limit], why.note, why.cap or 0)))

    def firmest(self, region: str | None) -> int:
        """The firmest pressure allowed at a place, 0 to 5; 0 = keep off."""
        here = [bar for bar in self.bars if bar.is_at(region)]
        if any(bar.limit in (Limit.EVERYTHING, Limit.KEEP_OFF) for bar in here):
            return 0
        return min((bar.cap for bar in here if bar.cap is not None), default=5)

    @property
    def lines(self) -> tuple[Line, ...]:
        """For the top of the card, widest first. Endangerment sites hold always and are not said.

        A technique that is barred everywhere is not repeated for a place, nor a cap that the whole
        session keeps anyway.
        """
        parts = (self._everything, self._places, self._techniques, self._caps, self._positions)
        return tuple(line for part in parts for line in part())

    def _of(self, limit: Limit) -> list[Bar]:
        return [bar for bar in self.bars if bar.limit is limit]

    def _everything(self) -> Iterator[Line]:
        if bars := self._of(Limit.EVERYTHING):
            yield Line(Limit.EVERYTHING, notes=named(bars))

    def _places(self) -> Iterator[Line]:
        for place, bars in grouped(self._of(Limit.KEEP_OFF), lambda bar: bar.places):
            yield Line(Limit.KEEP_OFF, places=(place,), cap=0, notes=named(bars))

    def _techniques(self) -> Iterator[Line]:
        for technique, bars in grouped(self._of(Limit.TECHNIQUE), lambda bar: bar.techniques):
            everywhere = [bar for bar in bars if not bar.places]
            places = () if everywhere else tuple(sorted({at for bar in bars for at in bar.places}))
            yield Line(Limit.TECHNIQUE, (technique,), places, notes=named(everywhere or bars))

    def _caps(self) -> Iterator[Line]:
        session = lowest(self._of(Limit.PRESSURE))
        if session:
            yield Line(Limit.PRESSURE, cap=session[0].cap, notes=named(session))
        allowed = session[0].cap if session and session[0].cap else 5
        for place, bars in grouped(self._of(Limit.PLACE_PRESSURE), lambda bar: bar.places):
            held = lowest(bars)
            if (held[0].cap or 0) < allowed:
                yield Line(Limit.PLACE_PRESSURE, (), (place,), held[0].cap, named(held))

    def _positions(self) -> Iterator[Line]:
        banned = grouped(self._of(Limit.POSITION), lambda bar: [bar.position or ""])
        for position, bars in banned:
            yield Line(Limit.POSITION, (position,), notes=named(bars))


def named(bars: Iterable[Bar]) -> tuple[str, ...]:
    return tuple(sorted({bar.note for bar in bars}))


def lowest(bars: list[Bar]) -> list[Bar]:
    """Those that set the lowest cap."""
    least = min((bar.cap for bar in bars if bar.cap is not None), default=None)
    return [bar for bar in bars if bar.cap == least]


def grouped(bars: Iterable[Bar], by: Callable[[Bar], Iterable[str]]) -> list[tuple[str, list[Bar]]]:
    """The bars under each of the codes that they name, in the order of the codes."""
    found: dict[str, list[Bar]] = {}
    for bar in bars:
        for code in by(bar):
            found.setdefault(code, []).append(bar)
    return sorted(found.items())
