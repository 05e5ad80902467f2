"""Pages of the follow-up of an action: its milestones, its indicators and their measures."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..editing import edit as edit_with_version
from ..quantities import quantity_words
from ..security.permissions import Permission
from ..text import short_date, today
from .follow_page import FollowPage
from .follow_resources import (
    CorrectionContext,
    IndicatorContext,
    MeasureContext,
    MilestoneContext,
    MilestoneDoneContext,
)
from .follow_schemas import (
    ConfirmSchema,
    CorrectionSchema,
    DoneSchema,
    EditIndicatorSchema,
    EditMilestoneSchema,
    IndicatorSchema,
    MeasureSchema,
    MilestoneSchema,
    indicator_values,
    measure_start,
    milestone_schema,
    milestone_values,
)
from .following import check_followed
from .indicators import Indicators
from .milestones import Milestones, taking_part
from .pages import back, form_page, nothing
from .resources import ActionContext

FOLLOW, FORM = Permission.FOLLOW_ACTION, "actions/form.pt"
UP, DOWN = -1, 1


@view_config(route_name="action_follow", renderer="actions/follow.pt", permission=Permission.VIEW_ACTION_FILES,
             request_method="GET")  # fmt: skip
def show(context: ActionContext, request: Request) -> dict[str, Any]:
    return {"file": FollowPage(request, context.action), "action": context.action}


@view_config(route_name="milestone_add", renderer=FORM, permission=FOLLOW)
def add_milestone(context: ActionContext, request: Request) -> dict[str, Any] | Response:
    action = check_followed(context.action)
    form = request.create_form(milestone_schema(MilestoneSchema(), taking_part(action)), submit="Ajouter l'étape")
    if done := form.handle(lambda data: request.service(Milestones).add(action, data)):
        return back(request, action, "L'étape est ajoutée.", done.value.public_id)
    return form_page(request, form, action, "Ajouter une étape")


@view_config(route_name="milestone_edit", renderer=FORM, permission=FOLLOW)
def edit_milestone(context: MilestoneContext, request: Request) -> dict[str, Any] | Response:
    action, milestone = check_followed(context.action), context.milestone
    form = request.create_form(milestone_schema(EditMilestoneSchema(), taking_part(action)))
    service = request.service(Milestones)
    if edit_with_version(form, milestone, milestone_values, lambda data: service.edit(milestone, data)):
        return back(request, action, "L'étape est modifiée.", milestone.public_id)
    return form_page(request, form, action, "Modifier l'étape", milestone.title)


@view_config(route_name="milestone_remove", renderer=FORM, permission=FOLLOW)
def remove_milestone(context: MilestoneContext, request: Request) -> dict[str, Any] | Response:
    action, milestone = check_followed(context.action), context.milestone
    form = request.create_form(ConfirmSchema(), submit="Retirer l'étape")
    if edit_with_version(form, milestone, nothing, lambda data: request.service(Milestones).remove(milestone)):
        return back(request, action, "L'étape est retirée.")
    return form_page(request, form, action, "Retirer l'étape", milestone.title)


@view_config(route_name="milestone_done", renderer=FORM, permission=FOLLOW)
def finish_milestone(context: MilestoneDoneContext, request: Request) -> dict[str, Any] | Response:
    action, milestone = check_followed(context.action), context.milestone
    form = request.create_form(DoneSchema(), submit="C'est fait").fill({"done_on": milestone.done_on or today()})
    if form.handle(lambda data: request.service(Milestones).finish(milestone, data["done_on"])):
        return back(request, action, f"Étape faite : {milestone.title}.", milestone.public_id)
    return form_page(request, form, action, "Dire que l'étape est faite", milestone.title)


@view_config(route_name="milestone_reopen", permission=FOLLOW, request_method="POST")
def reopen_milestone(context: MilestoneDoneContext, request: Request) -> Response:
    request.service(Milestones).reopen(context.milestone)
    return back(request, context.action, "L'étape est de nouveau à faire.", context.milestone.public_id)


@view_config(route_name="milestone_up", permission=FOLLOW, request_method="POST")
def raise_milestone(context: MilestoneContext, request: Request) -> Response:
    return _move(context, request, UP)


@view_config(route_name="milestone_down", permission=FOLLOW, request_method="POST")
def lower_milestone(context: MilestoneContext, request: Request) -> Response:
    return _move(context, request, DOWN)


def _move(context: MilestoneContext, request: Request, places: int) -> Response:
    request.service(Milestones).move(context.milestone, places)
    return back(request, context.action, "L'étape a changé de place.", context.milestone.public_id)


@view_config(route_name="indicator_add", renderer=FORM, permission=FOLLOW)
def add_indicator(context: ActionContext, request: Request) -> dict[str, Any] | Response:
    action = check_followed(context.action)
    form = request.create_form(IndicatorSchema(), submit="Ajouter l'indicateur")
    if done := form.handle(lambda data: request.service(Indicators).add(action, data)):
        return back(request, action, "L'indicateur est ajouté. Notez sa première mesure.", done.value.public_id)
    return form_page(request, form, action, "Ajouter un indicateur")


@view_config(route_name="indicator_edit", renderer=FORM, permission=FOLLOW)
def edit_indicator(context: IndicatorContext, request: Request) -> dict[str, Any] | Response:
    action, indicator = check_followed(context.action), context.indicator
    form, service = request.create_form(EditIndicatorSchema()), request.service(Indicators)
    if edit_with_version(form, indicator, indicator_values, lambda data: service.edit(indicator, data)):
        return back(request, action, "L'indicateur est modifié.", indicator.public_id)
    return form_page(request, form, action, "Modifier l'indicateur", indicator.name)


@view_config(route_name="indicator_remove", renderer=FORM, permission=FOLLOW)
def remove_indicator(context: IndicatorContext, request: Request) -> dict[str, Any] | Response:
    action, indicator = check_followed(context.action), context.indicator
    form = request.create_form(ConfirmSchema(), submit="Retirer l'indicateur et ses mesures")
    if edit_with_version(form, indicator, nothing, lambda data: request.service(Indicators).remove(indicator)):
        return back(request, action, "L'indicateur est retiré, avec ses mesures.")
    return form_page(request, form, action, "Retirer l'indicateur", indicator.name)


@view_config(route_name="indicator_publish", permission=Permission.PUBLISH_ACTION, request_method="POST")
def publish_indicator(context: IndicatorContext, request: Request) -> Response:
    return _show(context, request, True)


@view_config(route_name="indicator_withdraw", permission=Permission.PUBLISH_ACTION, request_method="POST")
def withdraw_indicator(context: IndicatorContext, request: Request) -> Response:
    return _show(context, request, False)


def _show(context: IndicatorContext, request: Request, shown: bool) -> Response:
    request.service(Indicators).publish(context.indicator, shown=shown)
    words = SHOWN if shown else "Le public ne lit plus cet indicateur."
    return back(request, context.action, words, context.indicator.public_id)


SHOWN = "Le public lira cet indicateur avec l'action, ses mesures à venir comprises."


@view_config(route_name="measure_add", renderer=FORM, permission=FOLLOW)
def measure(context: MeasureContext, request: Request) -> dict[str, Any] | Response:
    action, indicator = check_followed(context.action), context.indicator
    form = request.create_form(MeasureSchema(), submit="Noter la mesure").fill(measure_start())
    if form.handle(lambda data: request.service(Indicators).measure(indicator, data)):
        return back(request, action, "La mesure est notée.", indicator.public_id)
    return form_page(request, form, action, "Noter une mesure", f"{indicator.name} ({indicator.unit})")


@view_config(route_name="measure_correct", renderer=FORM, permission=FOLLOW)
def correct(context: CorrectionContext, request: Request) -> dict[str, Any] | Response:
    action, indicator, measured = check_followed(context.action), context.indicator, context.measure
    form = request.create_form(CorrectionSchema(), submit="Enregistrer la correction")
    if form.handle(lambda data: request.service(Indicators).correct(measured, data)):
        return back(request, action, "La mesure est corrigée. L'ancienne reste à lire.", indicator.public_id)
    value = "aucune mesure" if measured.value is None else f"{quantity_words(measured.value)} {indicator.unit}"
    lead = f"{indicator.name}, le {short_date(measured.on_day)} : {value}"
    return form_page(request, form, action, "Corriger une mesure", lead)
