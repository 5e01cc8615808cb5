"""How many visits until a noticeable change, when some stopped coming before they reached one."""

from collections.abc import Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from clinic.domain.statistics.intervals import Z95, Interval


class Step(NamedTuple):
    """At visit `time`: `survival` is the share that has not yet reached it, `reached` the rest.

    `ci` is that of `survival`; None once it is 0, where the formula has no answer.
    """

    time: float
    at_risk: int
    events: int
    censored: int
    survival: float
    ci: Interval | None

    @property
    def reached(self) -> float:
        return 1 - self.survival


class KaplanMeier(NamedTuple):
    """`median` is None while more than half have not reached it; so is an open end of `median_ci`.

    `naive_mean_of_reached` is biased low, since it leaves out all who have not got there.
    """

    steps: tuple[Step, ...]
    median: float | None
    median_ci: tuple[float | None, float | None]
    naive_mean_of_reached: float | None


def kaplan_meier(visits: Sequence[float], reached: Sequence[int | bool]) -> KaplanMeier:
    """The share still without a noticeable change after each visit.

    `visits`: the visit at which it was first reached (reached 1), or the last one seen (0, censored;
    one who stops coming at the same visit counts as still at risk there). S(t) = ∏ (1 - d/n), Kaplan
    & Meier 1958 J Am Stat Assoc 53:457-481; interval by log(-log S) with Greenwood's variance;
    median = the first t with S(t) ≤ 0.5, its interval where the bounds cross 0.5 (Brookmeyer &
    Crowley 1982). Discharge may be informative censoring: say so beside the curve. Nobody at all
    gives no steps and None. Raises ValueError when the sequences differ in length.
    """
    people = list(zip(visits, reached, strict=True))
    steps: list[Step] = []
    survival, greenwood = 1.0, 0.0
    for time in sorted({visit for visit, _ in people}):
        at_risk = sum(visit >= time for visit, _ in people)
        events = sum(bool(done) for visit, done in people if visit == time)
        censored = sum(not done for visit, done in people if visit == time)
        survival *= 1 - events / at_risk
        if events < at_risk:
            greenwood += events / (at_risk * (at_risk - events))
        steps.append(Step(time, at_risk, events, censored, survival, _log_log(survival, greenwood)))
    return KaplanMeier(tuple(steps), _median(steps), _median_ci(steps), _naive(people))


def _log_log(survival: float, greenwood: float) -> Interval | None:
    if survival <= 0:
        return None
    if survival == 1:
        return Interval(1.0, 1.0)
    spread = Z95 * sqrt(greenwood) / log(survival)
    bounds = sorted(survival ** exp(side * spread) for side in (-1, 1))
    return Interval(*bounds)


def _median(steps: Sequence[Step]) -> float | None:
    return next((step.time for step in steps if step.survival <= 0.5), None)


def _median_ci(steps: Sequence[Step]) -> tuple[float | None, float | None]:
    def first(side: int) -> float | None:
        bounds = ((step.time, step.ci[side]) for step in steps if step.ci is not None)
        return next((time for time, bound in bounds if bound <= 0.5), None)

    return first(0), first(1)


def _naive(people: Sequence[tuple[float, int | bool]]) -> float | None:
    times = [visit for visit, done in people if done]
    return sum(times) / len(times) if times else None
