"""The owner's outcome report, computed from plain rows: do our clients get better, and how sure?

Definitions, all of them per episode and series (instrument and variant, phase "course"):

- baseline: the first score of the series; the episode belongs to the period that holds it.
- follow-up: the last score at least 14 days after the baseline and inside the period.
- change: follow-up minus baseline, of those who have both.
- an instrument that itself asks for the change (PGIC) has no baseline: its last score in the
  period is the follow-up.

Nothing is rounded. A series in which fewer than 10 people were counted is withheld.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from clinic.domain.instruments import INSTRUMENTS
from clinic.domain.scales import Instrument
from clinic.domain.statistics import (
    MeanChange,
    ResponseRate,
    Share,
    mean,
    mean_change,
    responders,
    sample_sd,
)

FOLLOW_UP_AFTER = timedelta(days=14)
FEWEST = 10  #: people in a series, under which its figures are withheld
FIGURES = ("baseline", "followup", "change", "responders", "at_most")
FLOOR = 3  #: the baseline pain from which the second set of responder rates counts (IMMPACT)


Measures = Mapping[str, Instrument]  #: by id; a clinic that has its own adds them to INSTRUMENTS


class CourseScore(NamedTuple):
    """One entry of a course that was not superseded. `value` None: asked and declined, or no score."""

    client: int
    episode: int
    tag: str | None
    instrument: str
    variant: str | None
    taken_on: date
    value: float | None
    declined: bool = False


class SeriesRow(NamedTuple):
    """One episode's part in a series. `missing` says why there is no follow-up, else it is None."""

    client: int
    episode: int
    tag: str | None
    instrument: str
    variant: str | None
    baseline: float | None
    baseline_on: date | None
    followup: float | None
    followup_on: date | None
    missing: str | None


def series_of(
    scores: Iterable[CourseScore],
    start: date,
    end: date,
    last_seen: Mapping[int, date] | None = None,
    measures: Measures = INSTRUMENTS,
) -> list[SeriesRow]:
    """Choose baseline and follow-up of each episode and series that belongs to the period.

    `start` and `end` both belong to it. `last_seen`: episode → the day of its last visit held
    by the end of the period. An episode whose first score lies before the period belongs to an earlier one and is left out.
    Scores of one day keep the order they came in. A missing follow-up is, in this order:
    declined (asked when due, and declined) · not_due (14 days had not passed when the period ended)
    · not_asked (a visit was held when it was due) · dropped_out (no visit since it was due).
    """

    def key(score: CourseScore) -> tuple[int, str, str]:
        return score.episode, score.instrument, score.variant or ""

    rows = []
    for _, group in groupby(sorted(scores, key=key), key):
        course = sorted(group, key=lambda score: score.taken_on)
        if measures[course[0].instrument].is_change:
            row = _last_answer(course, start, end)
        else:
            row = _before_and_after(course, start, end, last_seen or {})
        if row is not None:
            rows.append(row)
    return rows


def _last_answer(course: Sequence[CourseScore], start: date, end: date) -> SeriesRow | None:
    inside = [each for each in course if each.value is not None and start <= each.taken_on <= end]
    if not inside:
        return None
    last = inside[-1]
    return SeriesRow(*last[:5], None, None, last.value, last.taken_on, None)


def _before_and_after(
    course: Sequence[CourseScore],
    start: date,
    end: date,
    last_seen: Mapping[int, date],
) -> SeriesRow | None:
    first = next((each for each in course if each.value is not None), None)
    if first is None or not start <= first.taken_on <= end:
        return None
    due = first.taken_on + FOLLOW_UP_AFTER
    later = [each for each in course if due <= each.taken_on <= end]
    scored = [each for each in later if each.value is not None]
    began = SeriesRow(*first[:5], first.value, first.taken_on, None, None, None)
    if scored:
        return began._replace(followup=scored[-1].value, followup_on=scored[-1].taken_on)
    seen = last_seen.get(first.episode)
    return began._replace(missing=_why_missing(later, due, end, seen))


def _why_missing(later: Sequence[CourseScore], due: date, end: date, seen: date | None) -> str:
    if any(each.declined for each in later):
        return "declined"
    if due > end:
        return "not_due"
    return "not_asked" if later or (seen is not None and seen >= due) else "dropped_out"


def outcomes(
    rows: Iterable[SeriesRow],
    start: date,
    end: date,
    by: str | None = "tag",
    measures: Measures = INSTRUMENTS,
) -> dict[str, Any]:
    """The report as the command prints it; `by` None puts everybody into one group without a tag.

    `at_most` counts the follow-up scores of 0, and of 1 and less. `clients` are those with any row.
    """
    return {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "by": by,
        "groups": _groups(list(rows), by, measures),
    }


def outcomes_from_floor(
    rows: Iterable[SeriesRow],
    start: date,
    end: date,
    by: str | None = "tag",
    floor: float = FLOOR,
    measures: Measures = INSTRUMENTS,
) -> dict[str, Any]:
    """The same for 0-10 pain alone, of those whose baseline was at least the floor.

    30 % of a baseline of 1 or 2 is trivial, so the page sets this beside the rates of everybody.
    """
    high = [
        row
        for row in rows
        if measures[row.instrument].pain_0_10 and row.baseline is not None and row.baseline >= floor
    ]
    return outcomes(high, start, end, by, measures)


def _groups(rows: list[SeriesRow], by: str | None, measures: Measures) -> list[dict[str, Any]]:
    def tag_of(row: SeriesRow) -> str | None:
        return row.tag if by == "tag" else None

    groups = []
    for tag in sorted({tag_of(row) for row in rows}, key=lambda tag: (tag is None, tag or "")):
        members = [row for row in rows if tag_of(row) == tag]
        clients = len({row.client for row in members})
        series = _all_series(members, measures)
        groups.append({"tag": tag, "clients": clients, "series": series})
    return groups


def _all_series(rows: Sequence[SeriesRow], measures: Measures) -> list[dict[str, Any]]:
    order = list(measures)

    def key(row: SeriesRow) -> tuple[int, str]:
        return order.index(row.instrument), row.variant or ""

    series = [list(group) for _, group in groupby(sorted(rows, key=key), key)]
    return [_series(measures[each[0].instrument], each) for each in series]


def _series(measure: Instrument, rows: Sequence[SeriesRow]) -> dict[str, Any]:
    """One series of one group: who was counted, who is missing and why, then the figures."""
    n_baseline = sum(row.baseline is not None for row in rows)
    n_followup = sum(row.followup is not None for row in rows)
    counted = n_followup if measure.is_change else min(n_baseline, n_followup)
    withheld = counted < FEWEST
    return {
        "instrument": measure.id,
        "variant": rows[0].variant,
        "n_baseline": n_baseline,
        "n_followup": n_followup,
        "missing": _reasons(rows),
        **(dict.fromkeys(FIGURES) if withheld else _figures(measure, rows)),
        "withheld": withheld,
    }


def _reasons(rows: Sequence[SeriesRow]) -> dict[str, int]:
    reasons = sorted(row.missing for row in rows if row.missing is not None)
    return {reason: reasons.count(reason) for reason in dict.fromkeys(reasons)}


def _figures(measure: Instrument, rows: Sequence[SeriesRow]) -> dict[str, Any]:
    before = [row.baseline for row in rows]
    after = [row.followup for row in rows]
    found = [each for each in after if each is not None]
    own_change = measure.is_change
    return {
        "baseline": None if own_change else _spread([each for each in before if each is not None]),
        "followup": _spread(found),
        "change": None if own_change else _change(mean_change(before, after)),
        "responders": None if own_change else _responders(measure, rows),
        "at_most": {str(most): sum(each <= most for each in found) for most in (0, 1)},
    }


def _spread(values: Sequence[float]) -> dict[str, float | None]:
    return {"mean": mean(values), "sd": sample_sd(values)}


def _change(found: MeanChange) -> dict[str, Any]:
    ci = None if found.ci is None else list(found.ci)
    return {"mean": found.mean_change, "sd": found.sd_change, "ci95": ci}


def _responders(measure: Instrument, rows: Sequence[SeriesRow]) -> dict[str, Any] | None:
    """The three rates; `points` is None without a threshold, all is None without a direction."""
    direction = measure.direction_of(rows[0].variant)
    if direction is None:
        return None
    pairs: tuple[list[float | None], list[float | None]] = (
        [row.baseline for row in rows],
        [row.followup for row in rows],
    )
    found = responders(*pairs, points=measure.points, direction=direction)
    return {
        "points": None if found.points is None else _rate(found.points),
        "percent30": _rate(found.percent30),
        "percent50": _rate(found.percent50),
    }


def _rate(rate: ResponseRate) -> dict[str, Any]:
    return {"n": rate.n, "of_measured": _share(rate.of_measured), "of_all": _share(rate.of_all)}


def _share(share: Share) -> dict[str, Any]:
    return {"p": share.p, "ci95": None if share.ci is None else list(share.ci)}
