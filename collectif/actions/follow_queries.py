"""Questions asked about the follow-up of actions, from other rooms too."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..text import today
from .follow_models import ActionIndicator, ActionMeasure, ActionMilestone
from .progress import MilestonesDone


def milestones(session: Session, action_id: int) -> Sequence[ActionMilestone]:
    """Those of one action, in its order."""
    found = select(ActionMilestone).where(ActionMilestone.action_id == action_id)
    ordered = found.order_by(ActionMilestone.position, ActionMilestone.id)
    return session.scalars(ordered.options(joinedload(ActionMilestone.organisation))).all()


def milestones_done(session: Session, action_id: int) -> MilestonesDone:
    """How many of one action's milestones are done, and late."""
    late = case(((ActionMilestone.done_on.is_(None)) & (ActionMilestone.due_on < today()), 1))
    counts = select(func.count(ActionMilestone.done_on), func.count(), func.count(late))
    return MilestonesDone(*session.execute(counts.where(ActionMilestone.action_id == action_id)).one())


def indicators(session: Session, action_id: int, *, public: bool = False) -> Sequence[ActionIndicator]:
    """Those of one action, with every measure and who noted it; for the public, those chosen for it."""
    found = select(ActionIndicator).where(ActionIndicator.action_id == action_id).order_by(ActionIndicator.id)
    measured = selectinload(ActionIndicator.measures)
    if public:
        return session.scalars(found.where(ActionIndicator.published).options(measured)).all()
    return session.scalars(found.options(measured.joinedload(ActionMeasure.account))).all()
