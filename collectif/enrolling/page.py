"""What the page of one event shows of its places to whoever asks: a peer, a referent, who leads, who organises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyramid.request import Request

from ..peers.models import Peer
from ..peers.readings import Readings
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import plural, today
from ..workflow import Status
from . import queries, words
from .rooms import Room
from .words import ENDED_OFFER, enrolment_status, enrolment_words, entered_by, full_name
from .workflow import HELD, OPEN, shown_state, shown_states


@dataclass(frozen=True)
class OwnSeat:
    """A peer's own place in the event."""

    status: Status | None
    words: str
    may_join: bool
    may_accept: bool
    may_leave: bool
    waits: bool
    attendance: list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """Someone enrolled, as those who may read names see them."""

    name: str
    enrolment: Any
    status: Status
    words: str
    may_leave: bool
    may_accept: bool


@dataclass(frozen=True)
class Tick:
    """Whether one person was there; ``None``: nobody has noted it. ``closed``: it no longer changes."""

    field: str
    name: str
    present: bool | None
    closed: bool


class SeatPage:
    """A fixed number of questions, whatever the number of people. A room says who plans and who leads.

    :param plan: permission of whoever organises it; :param lead: of whoever notes who is there.
    """

    room: Room
    plan: Permission
    lead: Permission
    load: Sequence[Any] = ()
    """What else the list of people needs of each seat."""

    def __init__(self, request: Request, event: Any):
        self._request = request
        self._identity: Identity = request.identity
        self.event = event
        self._counts = queries.counts(request.db, self.room, event)
        self.free = event.capacity - self._counts.taken
        self.status = shown_state(shown_states(self.room.event_life), event.state, self.free, event.enrol_until)
        self.enrolments_open = event.state == OPEN and event.enrol_until >= today()

    def attended(self, one: Any) -> str:
        """What is noted of someone's presence, in words."""
        return ""

    def own_attendance(self, own: Any) -> list[tuple[str, str]]:
        """What is noted of the presence of the peer who asks: (when, words)."""
        return []

    @property
    def places(self) -> str:
        """How many places are left, while it matters."""
        if self.event.state != OPEN or (self.event.has_begun and not self.enrolments_open):
            return ""
        total = plural(self.event.capacity, "place", "places")
        return f"{total} en tout, {words.places_left(self.free, self._counts.waiting)}."

    @cached_property
    def plans(self) -> bool:
        return bool(self._request.has_permission(self.plan))

    @cached_property
    def may_lead(self) -> bool:
        return bool(self._request.has_permission(self.lead))

    @cached_property
    def leads(self) -> bool:
        """Whether this person notes who is there."""
        return self.may_lead and self.event.state in (OPEN, HELD)

    @cached_property
    def enrols(self) -> frozenset[int] | None:
        """The associations whose peers this person enrols; ``None`` means all of them."""
        return self._identity.organisations_for(Permission.ENROL_PEER)

    @property
    def may_enrol(self) -> bool:
        return self.enrolments_open and (self.enrols is None or bool(self.enrols))

    @cached_property
    def peer(self) -> Peer | None:
        """The file of the peer who asks."""
        if not self._identity.has_role(Role.PEER):
            return None
        return queries.peer_of_account(self._request.db, self._identity.account_id)

    @cached_property
    def own(self) -> Any:
        """The last enrolment of the peer who asks, or nothing."""
        return queries.current_enrolment(self._request.db, self.room, self.event, self.peer.id) if self.peer else None

    @cached_property
    def own_seat(self) -> OwnSeat | None:
        if self.peer is None:
            return None
        state = self.own.state if self.own else None
        status = enrolment_status(self.room, self.own) if self.own else None
        offered = state == "offered" and status is not ENDED_OFFER
        return OwnSeat(
            status, self._own_words(), self.enrolments_open and state in (None, "left", "lapsed"),
            offered, offered or (state in ("waiting", "held") and not self.event.has_begun), state == "waiting",
            self.own_attendance(self.own) if self.own else [],
        )  # fmt: skip

    def _own_words(self) -> str:
        one = self.own
        if one is None or one.state in ("left", "cancelled"):
            return ""
        return enrolment_words(one, queries.rank(self._request.db, one) if one.state == "waiting" else 0)

    @property
    def joining(self) -> str:
        """How to follow from afar, for those who come, lead or organise."""
        has_place = self.own is not None and self.own.state == "held"
        return self.event.joining if self.plans or self.leads or has_place else ""

    @cached_property
    def people(self) -> list[Row]:
        """Those this person may name: all of them for the coordination; those with a place for whoever leads; the own
        associations' for a referent."""
        if not (self.may_lead or self.enrols is None or self.enrols):
            return []
        found = queries.enrolled(self._request.db, self.room, self.event, self.enrols, with_place=self.may_lead,
                                 options=self.load)  # fmt: skip
        waiting = [one.id for one, _ in found if one.state == "waiting"] if self.enrols is None else []
        ranks = {key: rank for rank, key in enumerate(waiting, start=1)}
        return [self._row(one, own, ranks.get(one.id, 0)) for one, own in found]

    def _row(self, one: Any, own: bool, rank: int) -> Row:
        """:param own: whether this person enrols that peer."""
        status = enrolment_status(self.room, one)
        offered = one.state == "offered" and status is not ENDED_OFFER
        leaves = one.state in ("waiting", "held", "offered") and not self.event.has_begun
        told = [enrolment_words(one, rank) or self.attended(one), entered_by(one)]
        return Row(full_name(one.peer), one, status, " ".join(filter(None, told)), own and leaves, own and offered)

    @property
    def sees_people(self) -> bool:
        """Whether this person may read any name here."""
        return self.enrols is None or bool(self.enrols) or self.leads

    @property
    def manages(self) -> bool:
        return any(row.may_leave or row.may_accept for row in self.people)

    @property
    def people_title(self) -> str:
        if self.enrols is None or self.leads:
            return "Personnes inscrites"
        return "Pairs de votre association"

    def note_reading(self) -> None:
        """Whoever reads names here leaves a trace, once a quarter of an hour."""
        if self.people:
            note_reading(self._request, self.room, self.event)

    def address(self, route: str) -> str:
        return self._request.route_path(route, public_id=self.event.public_id)


def note_reading(request: Request, room: Room, event: Any) -> None:
    """The names of an event are being read: the journal says so, once a quarter of an hour for each session."""
    readings: Readings = request.registry[f"{room.name}_readings"]
    if readings.is_first(request.identity.session_id, event.id):
        request.journal.record(f"{room.name}.people_viewed", event)
