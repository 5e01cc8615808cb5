"""What an owner chooses before reading a report."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import DateField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from clinic.domain.periods import last_full_months
from clinic.domain.refusal import Refusal
from clinic.reports.queries.outcomes import period
from clinic.reports.queries.page import measures_kept
from clinic.web.clock import today
from clinic.web.forms import BaseForm
from clinic.web.language import said


def measure_choices() -> list[SelectChoice]:
    every = SelectChoice("", _("All measures"))
    return [every, *(SelectChoice(each.id, said(each.name)) for each in measures_kept())]


class ReportForm(BaseForm):
    """A period and what to look at, in the address: a report can be bookmarked and sent on."""

    class Meta:
        csrf = False  # it changes nothing

    start = DateField(_l("From"), [InputRequired()], name="from")
    end = DateField(_l("To"), [InputRequired()], name="to")
    by = SelectField(
        _l("Groups"),
        choices=[
            SelectChoice("", _l("Everybody together")),
            SelectChoice("tag", _l("By the episodes’ tag")),
        ],
    )
    instrument = SelectField(_l("Measure"), choices=measure_choices)

    def __init__(self, typed: MultiDict[str, str]) -> None:
        super().__init__(formdata=with_usual_period(typed))

    def validate(self, extra_validators: Any = None) -> bool:
        """Days of a period that there can be."""
        if not super().validate(extra_validators):
            return False
        try:
            period(self.start.data, self.end.data)
        except Refusal as refusal:
            self.end.errors = [str(refusal)]
            return False
        return True

    def choice(self) -> tuple[date, date, str | None, str | None]:
        return self.start.data, self.end.data, self.by.data or None, self.instrument.data or None

    def in_address(self) -> dict[str, str]:
        """The choice as it stands in an address."""
        start, end, by, instrument = self.choice()
        chosen = {"from": start.isoformat(), "to": end.isoformat(), "by": by}
        return {name: text for name, text in {**chosen, "instrument": instrument}.items() if text}


def with_usual_period(typed: MultiDict[str, str]) -> MultiDict[str, str]:
    """What was typed; where no day was asked for, the last twelve full months."""
    first, last = last_full_months(today())
    given = MultiDict(typed)
    given.setdefault("from", first.isoformat())
    given.setdefault("to", last.isoformat())
    given.setdefault("by", "")
    given.setdefault("instrument", "")
    return given
