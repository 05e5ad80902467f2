"""Milestones of an action: who does what before which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ..organisations.models import Organisation
from ..text import today
from ..workflow import Status
from .follow_models import ActionMilestone
from .following import Following, check_followed, refuse
from .models import Action

NOT_TAKING_PART = "Cette organisation ne participe plus à l'action. Choisissez-en une autre."
IN_THE_FUTURE = "Cette date n'est pas encore passée. Donnez le jour où l'étape a été faite."
NOT_DONE = "Cette étape n'est pas faite."
MOST = 60
TOO_MANY = f"Une action a {MOST} étapes au plus. Retirez-en une, ou regroupez-les."

DONE = Status("done", "Faite", "success", "check")
LATE = Status("late", "En retard", "error", "warning")
TO_DO = Status("to_do", "À faire", "neutral", "clock")


def status_of(milestone: ActionMilestone, on: date) -> Status:
    """Where it stands on a day: the day it is due, it is not late yet."""
    if milestone.done_on is not None:
        return DONE
    return LATE if milestone.due_on < on else TO_DO


def taking_part(action: Action) -> list[Organisation]:
    """The organisations of an action, the one that proposes it first."""
    first = action.proposing_organisation
    return [first, *(one for one in action.organisations if one is not first)]


class Milestones(Following):
    """Plans milestones, and says which are done."""

    def add(self, action: Action, data: Mapping[str, Any]) -> ActionMilestone:
        """:param data: what :class:`~collectif.actions.follow_schemas.MilestoneSchema` gives.

        :raises DomainError: that organisation takes no part in the action, or there are too many milestones.
        """
        check_followed(action)
        last, count = self._session.execute(
            select(func.max(ActionMilestone.position), func.count()).where(ActionMilestone.action_id == action.id)
        ).one()
        refuse(count >= MOST, TOO_MANY)
        milestone = ActionMilestone(position=(last or 0) + 1)
        self._write(action, milestone, data)
        action.milestones.append(milestone)
        self._keep("milestone_added", action, milestone)
        return milestone

    def edit(self, milestone: ActionMilestone, data: Mapping[str, Any]) -> None:
        """:raises DomainError: that organisation takes no part in the action."""
        check_followed(milestone.action)
        self._write(milestone.action, milestone, data)
        self._keep("milestone_edited", milestone.action, milestone)

    def remove(self, milestone: ActionMilestone) -> None:
        """It was not to be done after all."""
        action = milestone.action
        check_followed(action)
        self._keep("milestone_removed", action, milestone)
        action.milestones.remove(milestone)
        self._session.flush()

    def finish(self, milestone: ActionMilestone, done_on: date) -> None:
        """Say that it was done that day; again, to correct the day. :raises DomainError: the day is still to come."""
        check_followed(milestone.action)
        refuse(done_on > today(), IN_THE_FUTURE, "done_on")
        milestone.done_on = done_on
        self._keep("milestone_done", milestone.action, milestone)

    def reopen(self, milestone: ActionMilestone) -> None:
        """It is to be done after all. :raises DomainError: it is not done."""
        check_followed(milestone.action)
        refuse(milestone.done_on is None, NOT_DONE)
        milestone.done_on = None
        self._keep("milestone_reopened", milestone.action, milestone)

    def move(self, milestone: ActionMilestone, places: int) -> None:
        """One place up (-1) or down (1); at the end of the list nothing happens."""
        action = milestone.action
        check_followed(action)
        self._reorder(action.milestones, milestone, places)
        self._keep("milestone_moved", action, milestone)

    def _write(self, action: Action, milestone: ActionMilestone, data: Mapping[str, Any]) -> None:
        found = {one.slug: one for one in taking_part(action)}.get(data["organisation"])
        refuse(found is None, NOT_TAKING_PART, "organisation")
        milestone.title, milestone.due_on, milestone.organisation = data["title"], data["due_on"], found  # type: ignore[assignment]
