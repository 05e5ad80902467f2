"""What pages about meetings are about, with the organisations whose people may act on each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.request import Request

from ..security.acl import acl
from ..security.permissions import Permission
from . import queries
from .models import AgendaItem


class ProposeContext:
    """A new proposal: whoever may propose for one organisation at least may open the form."""

    def __init__(self, request: Request):
        identity = request.identity
        own = identity.organisations_for(Permission.PROPOSE_AGENDA) if identity else ()
        self.__acl__ = acl(own or ())


class Found(ABC):
    """Base: nobody signed in learns what exists."""

    def __init__(self, request: Request):
        if request.identity is None:
            raise HTTPForbidden()
        self.request = request
        self.key = request.matchdict
        self.__acl__ = acl(self.find())

    @abstractmethod
    def find(self) -> Iterable[int]:
        """Load the thing. :returns: the organisations it belongs to. :raises HTTPNotFound: there is none."""


class MeetingContext(Found):
    """One meeting, which belongs to every organisation invited."""

    def find(self) -> Iterable[int]:
        meeting = queries.meeting(self.request.db, self.key["meeting"])
        if meeting is None:
            raise HTTPNotFound()
        self.meeting = meeting
        return [one.organisation_id for one in meeting.participants]


class ItemContext(MeetingContext):
    """One point of one meeting."""

    def find(self) -> Iterable[int]:
        invited = super().find()
        found = [item for item in self.meeting.items if item.public_id == self.key["item"]]
        if not found:
            raise HTTPNotFound()
        self.item: AgendaItem = found[0]
        return invited


class PresenceContext(MeetingContext):
    """One organisation invited to one meeting."""

    def find(self) -> Iterable[int]:
        invited = super().find()
        found = [one for one in self.meeting.participants if one.organisation.slug == self.key["slug"]]
        if not found:
            raise HTTPNotFound()
        self.participant = found[0]
        return invited


class ProposedContext(Found):
    """One proposal that waits for an agenda."""

    def find(self) -> Iterable[int]:
        item = queries.proposal(self.request.db, self.key["proposal"])
        if item is None:
            raise HTTPNotFound()
        self.item = item
        return [item.organisation_id] if item.organisation_id else []


class VoteContext(Found):
    """One vote, which belongs to the organisations that have a voice in it or speak for one that has."""

    def find(self) -> Iterable[int]:
        vote = queries.vote(self.request.db, self.key["vote"])
        if vote is None:
            raise HTTPNotFound()
        self.vote = vote
        return {one.holder_id or one.organisation_id for one in vote.electors}


class DecisionContext(Found):
    """One decision of the collective."""

    def find(self) -> Iterable[int]:
        decision = queries.decision(self.request.db, self.key["decision"])
        if decision is None:
            raise HTTPNotFound()
        self.decision = decision
        return []


class TaskContext(Found):
    """Something to do, which belongs to the organisation of the person who does it."""

    def find(self) -> Iterable[int]:
        task = queries.task(self.request.db, self.key["task"])
        if task is None:
            raise HTTPNotFound()
        self.task = task
        return [task.organisation_id]


class KindContext(Found):
    """One kind of meeting and its rules."""

    def find(self) -> Iterable[int]:
        kind = queries.kind(self.request.db, self.key["kind"])
        if kind is None:
            raise HTTPNotFound()
        self.kind = kind
        return []


class ActionThreadContext(Found):
    """One action, whose decisions are told."""

    def find(self) -> Iterable[int]:
        action = queries.action(self.request.db, self.key["public_id"])
        if action is None:
            raise HTTPNotFound()
        self.action = action
        return []
