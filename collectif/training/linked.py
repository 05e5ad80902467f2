"""Documents tied to sessions of training: what the library asks of this room."""

from __future__ import annotations

from pyramid.request import Request

from ..enrolling.queries import find_event
from ..library.links import Linkable
from ..security.permissions import Permission
from .models import TrainingSession
from .room import ROOM

KIND = TrainingSession.__tablename__


def linked_training(request: Request, public_id: str) -> Linkable | None:
    """The session, for whoever sees trainings; those who plan trainings tie documents to it."""
    if request.identity.organisations_for(Permission.VIEW_TRAININGS) is not None:
        return None
    training = find_event(request.db, ROOM, public_id)
    if training is None:
        return None
    return Linkable(f"Formation : {training.title}", "training", {"public_id": public_id}, may_tie(request))


def may_tie(request: Request) -> bool:
    return request.identity.organisations_for(Permission.PLAN_TRAINING) is None
