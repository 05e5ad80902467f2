"""What pages of the follow-up are about, with the organisations whose people may act on each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ..db import PublicId
from ..security.acl import acl
from .models import Action
from .resources import ActionContext

T = TypeVar("T", bound=PublicId)


def everyone_in(action: Action) -> list[int]:
    """The organisations of an action, the one that proposes it and its partners."""
    return [action.proposing_organisation_id, *(one.id for one in action.organisations)]


def among(things: Iterable[T], public_id: str) -> T:
    """:raises HTTPNotFound: none of them has this id."""
    for one in things:
        if one.public_id == public_id:
            return one
    raise HTTPNotFound()


class SharedContext(ActionContext):
    """One action, for what its partners do too: measures, photos."""

    def __init__(self, action: Action):
        super().__init__(action)
        self.__acl__ = acl(everyone_in(action))


class MilestoneContext:
    """One milestone, for what the organisation that proposes the action decides about it."""

    def __init__(self, request: Request):
        self.action = ActionContext.from_request(request).action
        self.milestone = among(self.action.milestones, request.matchdict["milestone"])
        self.__acl__ = acl(self.holders())

    def holders(self) -> list[int]:
        return [self.action.proposing_organisation_id]


class MilestoneDoneContext(MilestoneContext):
    """One milestone, for the organisation that does it too."""

    def holders(self) -> list[int]:
        return [self.action.proposing_organisation_id, self.milestone.organisation_id]


class IndicatorContext:
    """One indicator, for what the organisation that proposes the action decides about it."""

    def __init__(self, request: Request):
        self.action = ActionContext.from_request(request).action
        self.indicator = among(self.action.indicators, request.matchdict["indicator"])
        self.__acl__ = acl(self.holders())

    def holders(self) -> list[int]:
        return [self.action.proposing_organisation_id]


class MeasureContext(IndicatorContext):
    """One indicator and its measures, for everyone who takes part."""

    def holders(self) -> list[int]:
        return everyone_in(self.action)


class PhotoContext:
    """One photo that is still there, for everyone who takes part."""

    def __init__(self, request: Request):
        self.action = ActionContext.from_request(request).action
        self.photo = among((one for one in self.action.photos if one.removed_at is None), request.matchdict["photo"])
        self.__acl__ = acl(everyone_in(self.action))


class CorrectionContext(MeasureContext):
    """One measure."""

    def __init__(self, request: Request):
        super().__init__(request)
        self.measure = among(self.indicator.measures, request.matchdict["measure"])
