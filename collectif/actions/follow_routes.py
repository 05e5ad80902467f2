"""Addresses of the follow-up of an action, each with what it is about."""

from __future__ import annotations

from .follow_resources import (
    CorrectionContext,
    IndicatorContext,
    MeasureContext,
    MilestoneContext,
    MilestoneDoneContext,
)
from .resources import ActionContext

ONE = "/intranet/actions/{public_id}"
MILESTONE = f"{ONE}/etapes/{{milestone}}"
INDICATOR = f"{ONE}/indicateurs/{{indicator}}"
file = ActionContext.from_request
# What is nobody's address comes first.
FOLLOW_ROUTES = {
    "action_follow": (f"{ONE}/suivi", file),
    "milestone_add": (f"{ONE}/etapes/ajouter", file),
    "milestone_edit": (f"{MILESTONE}/modifier", MilestoneContext),
    "milestone_remove": (f"{MILESTONE}/retirer", MilestoneContext),
    "milestone_up": (f"{MILESTONE}/monter", MilestoneContext),
    "milestone_down": (f"{MILESTONE}/descendre", MilestoneContext),
    "milestone_done": (f"{MILESTONE}/faite", MilestoneDoneContext),
    "milestone_reopen": (f"{MILESTONE}/a-refaire", MilestoneDoneContext),
    "indicator_add": (f"{ONE}/indicateurs/ajouter", file),
    "indicator_edit": (f"{INDICATOR}/modifier", IndicatorContext),
    "indicator_remove": (f"{INDICATOR}/retirer", IndicatorContext),
    "indicator_publish": (f"{INDICATOR}/montrer", IndicatorContext),
    "indicator_withdraw": (f"{INDICATOR}/cacher", IndicatorContext),
    "measure_add": (f"{INDICATOR}/mesures", MeasureContext),
    "measure_correct": (f"{INDICATOR}/mesures/{{measure}}", CorrectionContext),
}
