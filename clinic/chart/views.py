"""One client on one page: what is safe, and how it goes."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from clinic.audit.actions import witness_read
from clinic.chart.queries.courses import courses
from clinic.chart.queries.notes import happenings, reasons
from clinic.clients.queries import clinical_client_or_404
from clinic.domain.roles import Permission
from clinic.safety.queries import medicines, settled_notes, standing
from clinic.web.access import needs
from clinic.web.clock import today

bp = Blueprint("chart", __name__)


@bp.get("/clients/<int:client_id>/safety")
@needs(Permission.READ_CLINICAL)
def safety(client_id: int) -> ResponseReturnValue:
    client = clinical_client_or_404(client_id)
    witness_read(client.id)
    now_standing = standing(client.id, today())
    return render_template(
        "chart/safety.html",
        client=client,
        standing=now_standing,
        off_limits=sorted({each.region for note in now_standing.notes for each in note.regions}),
        reasons=reasons(note.id for note in now_standing.notes),
        settled=settled_notes(client.id, 10),
        medicines=medicines(client.id, today()),
        changes=happenings(client.id),
    )


@bp.get("/clients/<int:client_id>/course")
@needs(Permission.READ_CLINICAL)
def course(client_id: int) -> ResponseReturnValue:
    client = clinical_client_or_404(client_id)
    witness_read(client.id)
    return render_template("chart/course.html", client=client, complaints=courses(client.id))
