"""The outcome report as its page shows it: the figures, and where they stand in the pictures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from clinic.db import db
from clinic.domain.instruments import INSTRUMENTS
from clinic.domain.outcomes import outcomes, outcomes_from_floor
from clinic.domain.scales import Instrument, Variant
from clinic.outcomes.models import EpisodeSummary
from clinic.reports.queries.house import House, house_of
from clinic.reports.queries.outcomes import course_rows, period
from clinic.reports.queries.safety import Safety, safety_of
from clinic.web.filters import number, percent
from clinic.web.plots import Estimate, Flow, IntervalPlot, flow_plot, interval_plot

RULES = ("points", "percent30", "percent50")
ENOUGH = 0.6  #: a smaller share with a follow-up is said before the results

Figures = dict[str, Any]  #: as the command prints them: see domain.outcomes


@dataclass(frozen=True)
class Group:
    """One tag's figures in a series; ``high``: of those who began at 3 or more, for 0-10 pain."""

    tag: str | None
    figures: Figures
    high: Figures | None

    @property
    def name(self) -> str:
        return self.tag or _("without a tag")


@dataclass(frozen=True)
class Series:
    """One instrument and variant, with each group's figures."""

    measure: Instrument
    variant: Variant | None
    groups: list[Group]

    @property
    def n_baseline(self) -> int:
        return sum(group.figures["n_baseline"] for group in self.groups)

    @property
    def n_followup(self) -> int:
        return sum(group.figures["n_followup"] for group in self.groups)

    @property
    def followed_up(self) -> float | None:
        """The share of those with a first score who have a later one; None without first scores."""
        return self.n_followup / self.n_baseline if self.n_baseline else None

    @property
    def is_thin(self) -> bool:
        return self.followed_up is not None and self.followed_up < ENOUGH

    @property
    def told(self) -> list[Group]:
        """The groups whose figures may be shown."""
        return [group for group in self.groups if not group.figures["withheld"]]

    @property
    def missing(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for group in self.groups:
            for reason, many in group.figures["missing"].items():
                found[reason] = found.get(reason, 0) + many
        return found

    @property
    def change_plot(self) -> IntervalPlot | None:
        told = [group for group in self.told if group.figures["change"]]
        return interval_plot([mean_estimate(group) for group in told])

    @property
    def response_plot(self) -> IntervalPlot | None:
        """One group by each rule; several groups by the first rule that the instrument has."""
        rows = [
            rate_estimate(group, rule, "of_measured")
            for group in self.told
            for rule in self.rules_drawn
        ]
        return interval_plot(rows, within=(0, 1))

    @property
    def rules_drawn(self) -> list[str]:
        rules = self.rules
        return rules if len(self.told) == 1 else rules[:1]

    @property
    def rules(self) -> list[str]:
        """By which rules a response is told; none for an instrument that asks for the change."""
        rates = next((group.figures["responders"] for group in self.told), None)
        return [rule for rule in RULES if rates and rates[rule]]


def mean_estimate(group: Group) -> Estimate:
    change, n = group.figures["change"], group.figures["n_followup"]
    low, high = change["ci95"] or (None, None)
    return Estimate(group_name(group), _("n %(n)s", n=number(n)), change["mean"], low, high)


def rate_estimate(group: Group, rule: str, of: str) -> Estimate:
    rate = group.figures["responders"][rule]
    share = rate[of]
    low, high = share["ci95"] or (None, None)
    counted = _("%(n)s of %(of)s", n=number(rate["n"]), of=number(group.figures["n_followup"]))
    words = rule_words(rule) if group.tag is None else group.name
    return Estimate(words, counted, share["p"], low, high)


def group_name(group: Group) -> str:
    return _("Everybody") if group.tag is None else group.name


def rule_words(rule: str) -> str:
    return {
        "points": _("Noticeably better"),
        "percent30": _("Better by %(share)s", share=percent(0.3)),
        "percent50": _("Better by %(share)s", share=percent(0.5)),
    }[rule]


@dataclass(frozen=True)
class Report:
    """Everything on the owner's page."""

    house: House
    safety: Safety
    series: list[Series]

    @property
    def main(self) -> Series | None:
        """The series that most complaints began with: the coverage is told of it."""
        with_baseline = [each for each in self.series if each.n_baseline]
        return max(with_baseline, key=lambda each: each.n_baseline, default=None)

    @property
    def flow(self) -> Flow:
        begun, later = (self.main.n_baseline, self.main.n_followup) if self.main else (0, 0)
        lines = 1 + len(self.main.missing) if self.main else 1
        return flow_plot([self.house.clients, self.house.complaints, begun, later], lines)


def outcome_page(start: date, end: date, by: str | None, instrument: str | None) -> Report:
    """The report of a period, from one reading of the scores."""
    within = period(start, end)
    rows = course_rows(start, end, instrument)
    everybody = outcomes(rows, start, end, by)
    high = figures_by_place(outcomes_from_floor(rows, start, end, by))
    return Report(house_of(within), safety_of(within), in_series(everybody, high))


Place = tuple[str | None, str, str | None]


def figures_by_place(figures: Figures) -> dict[Place, Figures]:
    """Each series of each group by its tag, instrument and variant."""
    return {
        (group["tag"], each["instrument"], each["variant"]): each
        for group in figures["groups"]
        for each in group["series"]
    }


def in_series(everybody: Figures, high: dict[Place, Figures]) -> list[Series]:
    """The groups' figures turned round: first the series, and its groups in them."""
    found: dict[tuple[str, str | None], list[Group]] = {}
    for (tag, instrument, variant), each in figures_by_place(everybody).items():
        group = Group(tag, each, high.get((tag, instrument, variant)))
        found.setdefault((instrument, variant), []).append(group)
    order = list(INSTRUMENTS)
    places = sorted(found, key=lambda place: (order.index(place[0]), place[1] or ""))
    return [
        Series(INSTRUMENTS[id], INSTRUMENTS[id].variants.get(variant or ""), found[id, variant])
        for id, variant in places
    ]


def measures_kept() -> list[Instrument]:
    """The instruments of which this clinic has scores, in the registry's order."""
    kept = set(db.session.scalars(select(EpisodeSummary.instrument).distinct()))
    return [each for id, each in INSTRUMENTS.items() if id in kept]
