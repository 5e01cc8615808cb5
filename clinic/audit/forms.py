"""What an owner asks of the trail, and the words for what stands in it."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, IntegerField, SelectChoice, SelectField
from wtforms.validators import NumberRange

from clinic.audit.models import Actor
from clinic.audit.queries import Wanted
from clinic.domain.events import Event
from clinic.web.clock import bounds
from clinic.web.forms import MaybeEmpty
from clinic.web.rows import LARGEST

EVENTS: dict[Event, LazyString] = {
    Event.SIGNED_IN: _l("signed in"),
    Event.SIGN_IN_REFUSED: _l("sign-in refused"),
    Event.SIGNED_OUT: _l("signed out"),
    Event.SIGN_IN_ENDED: _l("ended a sign-in"),
    Event.PASSWORD_CHOSEN: _l("chose a password"),
    Event.PASSWORD_LINK_MADE: _l("made a password link"),
    Event.FOUNDING_CODE_MADE: _l("made the code for the first run"),
    Event.OWNER_RESET: _l("made a way in for an owner"),
    Event.CLINIC_FOUNDED: _l("opened the clinic"),
    Event.ACCOUNT_INVITED: _l("invited a colleague"),
    Event.ACCOUNT_CHANGED: _l("changed an account"),
    Event.ACCOUNT_DISABLED: _l("closed an account"),
    Event.ACCOUNT_ENABLED: _l("opened an account again"),
    Event.LANGUAGE_CHOSEN: _l("chose a language"),
    Event.READ: _l("read about a client"),
    Event.LIST_READ: _l("read a list"),
    Event.REFUSED: _l("was refused a page"),
    Event.SETTING_CHANGED: _l("changed a setting"),
    Event.NOTICE_SEEN: _l("saw a notice"),
    Event.CLIENT_ADDED: _l("added a client"),
    Event.CLIENT_CHANGED: _l("changed a client"),
    Event.CLIENT_ARCHIVED: _l("archived a client"),
    Event.CLIENT_RESTORED: _l("took a client back from the archive"),
    Event.CLIENTS_MERGED: _l("merged two clients"),
    Event.GLASS_BROKEN: _l("opened a record in an emergency"),
    Event.CARE_GIVEN: _l("gave care"),
    Event.VISIT_PLANNED: _l("planned a visit"),
    Event.VISIT_CHANGED: _l("changed a visit"),
    Event.VISIT_BLOCKED: _l("blocked time"),
    Event.VISIT_STEPPED: _l("moved a visit on"),
    Event.VISIT_UNDONE: _l("took a visit's step back"),
    Event.EPISODE_OPENED: _l("opened a complaint"),
    Event.EPISODE_CHANGED: _l("changed a complaint"),
    Event.EPISODE_CLOSED: _l("closed a complaint"),
    Event.NOTE_RAISED: _l("raised a note"),
    Event.NOTE_CONFIRMED: _l("confirmed a note"),
    Event.NOTE_DISMISSED: _l("dismissed a note"),
    Event.NOTE_LOCALISED: _l("placed a note"),
    Event.NOTE_CLOSED: _l("closed a note"),
    Event.NOTES_RESCREENED: _l("screened the notes anew"),
    Event.CLEARANCE_GIVEN: _l("entered a clearance"),
    Event.MEDICINE_CHANGED: _l("changed a medicine"),
    Event.FINDING_MADE: _l("noted what was found"),
    Event.STOP_DECIDED: _l("decided a stop"),
    Event.URGENT_RAISED: _l("called the therapist"),
    Event.URGENT_ACKNOWLEDGED: _l("answered the call for the therapist"),
    Event.TABLET_HANDED_OVER: _l("handed over the tablet"),
    Event.TABLET_TAKEN_BACK: _l("took the tablet back"),
    Event.INTAKE_BEGUN: _l("began an intake form"),
    Event.INTAKE_ANSWERED: _l("answered an intake form"),
    Event.INTAKE_SIGNED: _l("signed an intake form"),
    Event.CONSENT_GIVEN: _l("gave consent"),
    Event.CONSENT_WITHDRAWN: _l("withdrew consent"),
    Event.RECORD_BEGUN: _l("began a record"),
    Event.RECORD_CHANGED: _l("changed a record"),
    Event.RECORD_SIGNED: _l("signed a record"),
    Event.RECORD_UNDONE: _l("took a record back"),
    Event.ADDENDUM_ADDED: _l("added an addendum"),
    Event.SCORE_ENTERED: _l("entered a score"),
    Event.SCORE_CORRECTED: _l("corrected a score"),
    Event.SCORES_IMPORTED: _l("imported scores"),
    Event.REPORT_MADE: _l("made a report"),
    Event.BACKUP_MADE: _l("made a backup"),
    Event.BACKUP_RESTORED: _l("restored a backup"),
    Event.DEMO_MADE: _l("filled the demo clinic"),
}
ACTORS: dict[Actor, LazyString] = {
    Actor.STAFF: _l("staff"),
    Actor.CLIENT: _l("a client at the tablet"),
    Actor.COMMAND_LINE: _l("the command line"),
    Actor.NOBODY: _l("nobody signed in"),
}


def number_or_none(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and int(typed) <= LARGEST else None


class TrailForm(Form):
    """Filters, from the address: a search changes nothing, so it has no token and no key."""

    person = SelectField(_l("Person"), coerce=number_or_none, validators=[MaybeEmpty()])
    event = SelectField(_l("What"), validators=[MaybeEmpty()])
    client = IntegerField(
        _l("Client's number"),
        [MaybeEmpty(), NumberRange(1, LARGEST, _l("No client has this number."))],
    )
    first = DateField(_l("From"), [MaybeEmpty()], name="from")
    last = DateField(_l("To"), [MaybeEmpty()], name="to")

    def offer(self, names: dict[int, str]) -> None:
        """Fill the lists: whoever ever worked here, and every kind of entry."""
        anyone, anything = SelectChoice("", _l("anyone")), SelectChoice("", _l("anything"))
        self.person.choices = [anyone, *(SelectChoice(str(n), name) for n, name in names.items())]
        self.event.choices = [anything, *(SelectChoice(e, words) for e, words in EVENTS.items())]

    def wanted(self, place: dict[str, Any]) -> Wanted:
        """What is asked for; ``place`` says from where on, as the address has it."""
        first, last = self.first.data, self.last.data
        return Wanted(
            person=self.person.data,
            event=Event(self.event.data) if self.event.data else None,
            client=self.client.data,
            first=bounds(first)[0] if first else None,
            end=bounds(last)[1] if last else None,
            before=number_or_none(place.get("before", "")),
            after=number_or_none(place.get("after", "")),
        )
