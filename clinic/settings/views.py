"""The owner's pages: rooms, kinds of visit, hours and holidays, what the clinic asks for."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from clinic.domain import policies
from clinic.domain.refusal import Refusal
from clinic.domain.roles import Permission
from clinic.settings import actions, queries
from clinic.settings.forms import (
    WEEKDAYS,
    HolidayForm,
    HoursForm,
    PoliciesForm,
    RoomEditForm,
    RoomForm,
    VisitTypeEditForm,
    VisitTypeForm,
    by_field,
)
from clinic.web.access import needs

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("/")
@needs(Permission.MANAGE_SETTINGS)
def index() -> ResponseReturnValue:
    return render_template("settings/index.html")


@bp.route("/rooms", methods=["GET", "POST"])
@needs(Permission.MANAGE_SETTINGS)
def rooms() -> ResponseReturnValue:
    form = RoomForm()
    if form.validate_on_submit():
        try:
            actions.add_room(form.name.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return done(_("Room added."), "settings.rooms")
    rows = queries.rooms(retired=True)
    return render_template("settings/rooms.html", form=form, rooms=rows), form.status


def done(words: str, endpoint: str) -> ResponseReturnValue:
    flash(words, "done")
    return redirect(url_for(endpoint), 303)


@bp.route("/rooms/<int:room_id>", methods=["GET", "POST"])
@needs(Permission.MANAGE_SETTINGS)
def room(room_id: int) -> ResponseReturnValue:
    row = queries.room_or_404(room_id, to_change=request.method == "POST")
    form = RoomEditForm(obj=row)
    if form.validate_on_submit() and form.is_of(row):
        try:
            actions.rename_room(row, form.name.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return done(_("Saved."), "settings.rooms")
    return render_template("settings/room.html", form=form, room=row), form.status


@bp.post("/rooms/<int:room_id>/retire")
@needs(Permission.MANAGE_SETTINGS)
def retire_room(room_id: int) -> ResponseReturnValue:
    actions.retire(queries.room_or_404(room_id, to_change=True))
    return done(_("The room is offered no more. What is planned in it stays."), "settings.rooms")


@bp.post("/rooms/<int:room_id>/bring-back")
@needs(Permission.MANAGE_SETTINGS)
def bring_back_room(room_id: int) -> ResponseReturnValue:
    actions.bring_back(queries.room_or_404(room_id, to_change=True))
    return done(_("The room is offered again."), "settings.rooms")


@bp.route("/visit-types", methods=["GET", "POST"])
@needs(Permission.MANAGE_SETTINGS)
def visit_types() -> ResponseReturnValue:
    form = VisitTypeForm()
    if form.validate_on_submit():
        try:
            actions.add_visit_type(form.name.data, form.minutes.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return done(_("Kind of visit added."), "settings.visit_types")
    rows = queries.visit_types(retired=True)
    return render_template("settings/visit_types.html", form=form, types=rows), form.status


@bp.route("/visit-types/<int:type_id>", methods=["GET", "POST"])
@needs(Permission.MANAGE_SETTINGS)
def visit_type(type_id: int) -> ResponseReturnValue:
    row = queries.visit_type_or_404(type_id, to_change=request.method == "POST")
    form = VisitTypeEditForm(obj=row)
    if form.validate_on_submit() and form.is_of(row):
        try:
            actions.change_visit_type(row, form.name.data, form.minutes.data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return done(_("Saved."), "settings.visit_types")
    return render_template("settings/visit_type.html", form=form, type=row), form.status


@bp.post("/visit-types/<int:type_id>/retire")
@needs(Permission.MANAGE_SETTINGS)
def retire_visit_type(type_id: int) -> ResponseReturnValue:
    actions.retire(queries.visit_type_or_404(type_id, to_change=True))
    return done(_("This kind of visit is offered no more."), "settings.visit_types")


@bp.post("/visit-types/<int:type_id>/bring-back")
@needs(Permission.MANAGE_SETTINGS)
def bring_back_visit_type(type_id: int) -> ResponseReturnValue:
    actions.bring_back(queries.visit_type_or_404(type_id, to_change=True))
    return done(_("This kind of visit is offered again."), "settings.visit_types")


@bp.route("/hours", methods=["GET", "POST"])
@needs(Permission.MANAGE_SETTINGS)
def hours() -> ResponseReturnValue:
    kept = queries.edition(policies.OPENING_HOURS, to_change=request.method == "POST")
    fields = by_field(kept.values[policies.OPENING_HOURS.key])
    form = HoursForm(data={**fields, "version": kept.version})
    if form.validate_on_submit() and form.is_of(kept, fields):
        actions.keep(policies.OPENING_HOURS, form.week())
        return done(_("Opening hours saved."), "settings.hours")
    return render_template("settings/hours.html", form=form, weekdays=WEEKDAYS), form.status


@bp.route("/holidays", methods=["GET", "POST"])
@needs(Permission.MANAGE_SETTINGS)
def holidays() -> ResponseReturnValue:
    form = HolidayForm()
    if form.validate_on_submit():
        actions.add_holiday(form.holiday())
        return done(_("The clinic is closed on that day."), "settings.holidays")
    rows = queries.value(policies.HOLIDAYS)
    return render_template("settings/holidays.html", form=form, holidays=rows), form.status


@bp.post("/holidays/<day>/remove")
@needs(Permission.MANAGE_SETTINGS)
def remove_holiday(day: str) -> ResponseReturnValue:
    known = {each.on.isoformat(): each for each in queries.value(policies.HOLIDAYS)}
    if day not in known:
        abort(404)
    actions.remove_holiday(known[day])
    return done(_("The clinic is open on that day as on others."), "settings.holidays")


@bp.route("/policies", methods=["GET", "POST"])
@needs(Permission.MANAGE_SETTINGS)
def what_we_ask() -> ResponseReturnValue:
    shown = (policies.INTAKE_VALID_DAYS, policies.PAIN_SCORES_REQUIRED, policies.LANGUAGE)
    kept = queries.edition(*shown, to_change=request.method == "POST")
    form = PoliciesForm(data={**kept.values, "version": kept.version})
    if form.validate_on_submit() and form.is_of(kept, kept.values):
        actions.keep_all({policy: form[policy.key].data for policy in shown})
        return done(_("Saved."), "settings.index")
    return render_template("settings/policies.html", form=form), form.status
