"""Addresses of the follow-up of an action, each with what it is about."""

from __future__ import annotations

from .follow_resources import (
    CorrectionContext,
    IndicatorContext,
    MeasureContext,
    MilestoneContext,
    MilestoneDoneContext,
    PhotoContext,
    SharedContext,
)
from .resources import ActionContext

ONE = "/intranet/actions/{public_id}"
MILESTONE = f"{ONE}/etapes/{{milestone}}"
PHOTO = f"{ONE}/photos/{{photo}}"
INDICATOR = f"{ONE}/indicateurs/{{indicator}}"
file = ActionContext.from_request
# What is nobody's address comes before what may be anybody's.
BOARD_ROUTES = {
    "actions_by_axis": "/intranet/actions/par-axe",
    "actions_by_sector": "/intranet/actions/par-secteur",
    "actions_calendar": "/intranet/actions/calendrier",
    "actions_late": "/intranet/actions/en-retard",
}
PUBLIC_ROUTES = {
    "public_report_pdf": "/actions/{slug}/bilan.pdf",
    "action_photo": "/actions/{slug}/photos/{photo}/{width}",
}
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
    "report_write": (f"{ONE}/bilan/ecrire", file),
    "report_pdf": (f"{ONE}/bilan.pdf", file),
    "action_photos": (f"{ONE}/photos", file),
    "photo_add": (f"{ONE}/photos/ajouter", SharedContext.from_request),
    "photo_edit": (f"{PHOTO}/decrire", PhotoContext),
    "photo_remove": (f"{PHOTO}/effacer", PhotoContext),
    "photo_before": (f"{PHOTO}/avancer", PhotoContext),
    "photo_after": (f"{PHOTO}/reculer", PhotoContext),
    "photo_publish": (f"{PHOTO}/montrer", PhotoContext),
    "photo_withdraw": (f"{PHOTO}/cacher", PhotoContext),
    "photo_file": (f"{PHOTO}/{{width}}", PhotoContext),
}
