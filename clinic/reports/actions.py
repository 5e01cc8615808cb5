"""Making a report that leaves the page: a deed, so it stands in the trail."""

from datetime import date
from typing import Any

from clinic.audit.actions import deed, trace
from clinic.domain.events import Event
from clinic.reports.queries.outcomes import outcome_figures


@deed
def make_outcome_report(
    start: date, end: date, by: str | None, instrument: str | None = None
) -> dict[str, Any]:
    """The owner's outcome report of a period, for another program to read."""
    figures = outcome_figures(start, end, by, instrument)
    days = {"from": start.isoformat(), "to": end.isoformat(), "by": by}
    trace(Event.REPORT_MADE, detail=days)
    return figures
