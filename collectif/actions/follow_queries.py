"""Questions asked about the follow-up of actions, from other rooms too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..security.identity import Identity
from ..security.permissions import Permission
from ..text import PARIS, today
from .follow_models import ActionIndicator, ActionMeasure, ActionMilestone, ActionPhoto, ActionPicture
from .models import Action
from .progress import MilestonesDone
from .queries import Waiting

LIVE_STATES = ("validated", "published", "running")
"""While an action goes on: what is past its day is late."""

WAITING_LIMIT = 50


def milestones(session: Session, action_id: int) -> Sequence[ActionMilestone]:
    """Those of one action, in its order."""
    found = select(ActionMilestone).where(ActionMilestone.action_id == action_id)
    ordered = found.order_by(ActionMilestone.position, ActionMilestone.id)
    return session.scalars(ordered.options(joinedload(ActionMilestone.organisation))).all()


def milestones_done(session: Session, action: Action) -> MilestonesDone:
    """How many of one action's milestones are done, and late."""
    late = case(((ActionMilestone.done_on.is_(None)) & (ActionMilestone.due_on < reckoned_on(action)), 1))
    counts = select(func.count(ActionMilestone.done_on), func.count(), func.count(late))
    return MilestonesDone(*session.execute(counts.where(ActionMilestone.action_id == action.id)).one())


def reckoned_on(action: Action) -> date:
    """The day that says what is late: today, or none at all once the action is over."""
    return today() if action.state in LIVE_STATES else date.min


def indicators(session: Session, action_id: int, *, public: bool = False) -> Sequence[ActionIndicator]:
    """Those of one action, with every measure and who noted it; for the public, those chosen for it."""
    found = select(ActionIndicator).where(ActionIndicator.action_id == action_id).order_by(ActionIndicator.id)
    measured = selectinload(ActionIndicator.measures)
    if public:
        return session.scalars(found.where(ActionIndicator.published).options(measured)).all()
    return session.scalars(found.options(measured.joinedload(ActionMeasure.account))).all()


def photos(session: Session, action_id: int) -> Sequence[ActionPhoto]:
    """Those of one action that are still there, in their order, with their sizes."""
    found = select(ActionPhoto).where(ActionPhoto.action_id == action_id, ActionPhoto.removed_at.is_(None))
    ordered = found.order_by(ActionPhoto.position, ActionPhoto.id)
    return session.scalars(ordered.options(selectinload(ActionPhoto.pictures))).all()


def photo(session: Session, action: str, public_id: str) -> ActionPhoto | None:
    """One photo of the action whose public id this is, erased ones too, with its contents."""
    found = select(ActionPhoto).join(Action, Action.id == ActionPhoto.action_id)
    sizes = selectinload(ActionPhoto.pictures).joinedload(ActionPicture.content, innerjoin=True)
    return session.scalar(found.where(Action.public_id == action, ActionPhoto.public_id == public_id).options(sizes))


def whole(session: Session, public_id: str) -> Action:
    """One action that exists, with what its closing report needs."""
    found = select(Action).where(Action.public_id == public_id)
    return session.scalars(found.options(
        joinedload(Action.proposing_organisation, innerjoin=True), joinedload(Action.commune),
        joinedload(Action.report), selectinload(Action.organisations),
    )).one()  # fmt: skip


def late_milestones(session: Session, identity: Identity, limit: int = WAITING_LIMIT) -> list[Waiting]:
    """The late milestones that wait on this person: their own organisation said that it would do them."""
    own = identity.own_organisations(Permission.FOLLOW_ACTION)
    if not own:
        return []
    late = select(ActionMilestone.title, ActionMilestone.due_on, Action.public_id)
    late = late.join(Action, Action.id == ActionMilestone.action_id).where(
        ActionMilestone.done_on.is_(None), ActionMilestone.due_on < today(), ActionMilestone.organisation_id.in_(own),
        Action.state.in_(LIVE_STATES),
    )  # fmt: skip
    rows = session.execute(late.order_by(ActionMilestone.due_on, ActionMilestone.id).limit(limit))
    return [
        Waiting(f"Étape en retard : {row.title}", "action_follow", {"public_id": row.public_id},
                datetime.combine(row.due_on, time.min, PARIS))
        for row in rows
    ]  # fmt: skip


def count_photos(session: Session, action_id: int) -> int:
    found = select(func.count()).where(ActionPhoto.action_id == action_id, ActionPhoto.removed_at.is_(None))
    return session.scalar(found) or 0
