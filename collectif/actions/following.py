"""What every act of the follow-up asks first, and leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from ..db import now
from ..errors import DomainError, NotAllowed
from ..journal import Recorder
from .models import Action
from .workflow import PUBLIC_STATES

FOLLOWED_STATES = ("validated", *PUBLIC_STATES)
"""From the decision of the collective on: before it there is nothing to follow, after a withdrawal no more."""

NOT_FOLLOWED = "Le suivi commence quand le collectif a validé l'action, et s'arrête si elle est retirée du site."


class Following:
    """Base of the services of the follow-up. Never commits."""

    def __init__(self, session: Session, journal: Recorder):
        self._session = session
        self._journal = journal

    def _reorder(self, things: Sequence[Any], one: Any, places: int) -> None:
        """Move ``one`` by so many places among ``things``; at the end of the list nothing happens."""
        order = list(things)
        here = order.index(one)
        order.insert(min(max(here + places, 0), len(order) - 1), order.pop(here))
        for position, each in enumerate(order, start=1):
            each.position = position

    def _keep(self, act: str, action: Action, thing: Any = None) -> None:
        """Journal an act, and note that what is read of the action has changed.

        Its version stays: whoever is about to move the action has not read another text.
        """
        self._session.flush()
        self._journal.record(f"actions.{act}", thing or action, organisation=action.proposing_organisation.slug)
        at = now()
        self._session.execute(update(Action.__table__).where(Action.id == action.id).values(updated_at=at))  # type: ignore[arg-type]
        set_committed_value(action, "updated_at", at)


def refuse(condition: Any, message: str, field: str | None = None) -> None:
    """:raises DomainError: ``condition`` holds."""
    if condition:
        raise DomainError(message, field)


def check_followed(action: Action) -> Action:
    """The same action. :raises NotAllowed: it is not followed, in its present state."""
    if action.state not in FOLLOWED_STATES:
        raise NotAllowed(NOT_FOLLOWED)
    return action
