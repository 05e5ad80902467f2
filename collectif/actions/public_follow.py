"""What the public may read of the follow-up of an action: the decision, how far it is, what was measured and told.

Milestones are counted, never named: their words were written for the collective. Indicators and photos are those the
coordination chose. Nobody is named but the author of a photo, who agreed.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..text import long_date
from . import follow_queries
from .closing import ReportView
from .follow_models import ActionPhoto
from .follow_page import IndicatorView
from .models import Action
from .progress import MilestonesDone


@dataclass(frozen=True)
class PublicFollowUp:
    """The published part of the thread of an action, ready to be written."""

    decision: str
    progress: MilestonesDone
    indicators: list[IndicatorView]
    report: ReportView | None
    photos: list[ActionPhoto]


def of(session: Session, public_id: str) -> PublicFollowUp:
    """The follow-up of a public action, which must exist."""
    action = follow_queries.whole(session, public_id)
    told = ReportView(action, public=True) if action.state == "reviewed" else None
    return PublicFollowUp(
        decision=decision_words(action),
        progress=follow_queries.milestones_done(session, action),
        indicators=[IndicatorView(one) for one in follow_queries.indicators(session, action.id, public=True)],
        report=None if told is None or told.empty else told,
        photos=[one for one in follow_queries.photos(session, action.id) if one.published],
    )


def decision_words(action: Action) -> str:
    """When the collective validated the action, and under which reference; nothing of the vote."""
    if action.decided_on is None:
        return ""
    reference = f" {action.decision_reference}." if action.decision_reference else ""
    return f"Le collectif a validé cette action le {long_date(action.decided_on)}.{reference}"
