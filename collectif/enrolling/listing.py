"""Lists of events with places: what rooms' lists have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, and_, func, select

from ..listing import Filter
from ..territory.models import Commune, Sector
from ..text import today
from .rooms import Room
from .vocabulary import ACCESSES
from .workflow import CLOSED, FULL, OPEN, shown_state, shown_states

OVER = ("held", "cancelled", CLOSED.name)
REMOTE = "distance"


class SeatColumnsOfList:
    """Expressions, cells and filters about the places of one room's events.

    :param accesses: model of what makes them accessible.
    """

    def __init__(self, room: Room, accesses: Any):
        events: Any = room.event
        seats: Any = room.seat
        self._t, self._accesses = events.__table__.c, accesses
        self.shown = shown_states(room.event_life)
        taken = select(func.count(seats.seat_number)).where(seats.session_id == self._t.id)
        self.free = (self._t.capacity - taken.correlate(events).scalar_subquery()).label("free")
        commune = select(Commune.name).where(Commune.code == self._t.commune_code)
        self.commune = commune.correlate(events).scalar_subquery().label("commune")

    @property
    def extra(self) -> tuple[Any, ...]:
        """What the cells below need of a row."""
        t = self._t
        return (t.public_id, t.state, t.starts_on, t.enrol_until, t.remote, t.capacity, self.free, self.commune)

    def state_name(self, row: Any) -> str:
        return shown_state(self.shown, row.state, row.free, row.enrol_until).name

    def chip(self, name: str) -> Markup:
        return self.shown[name].chip

    def label(self, name: str) -> str:
        return self.shown[name].label

    @staticmethod
    def where(row: Any) -> str:
        places = [*(["À distance"] if row.remote else []), *filter(None, [row.commune])]
        return " ou ".join(places) or "À préciser"

    @staticmethod
    def left(row: Any) -> str:
        """Places left, only while someone may still take them."""
        coming = row.state == OPEN and row.starts_on >= today()
        return f"{max(0, row.free)} sur {row.capacity}" if coming else ""

    def in_state(self, name: str) -> ColumnElement[bool]:
        """The states people read: an open event is also full, or closed to new people, or neither."""
        t = self._t
        if name not in (OPEN, FULL.name, CLOSED.name):
            return t.state == name
        closed = t.enrol_until < today()
        if name == CLOSED.name:
            return and_(t.state == OPEN, closed)
        full = self.free.element <= 0
        return and_(t.state == OPEN, ~closed, full if name == FULL.name else ~full)

    def in_sector(self, slug: str) -> ColumnElement[bool]:
        codes = select(Commune.code).join(Sector, Sector.id == Commune.sector_id).where(Sector.slug == slug)
        return self._t.commune_code.in_(codes)

    def with_access(self, name: str) -> ColumnElement[bool]:
        if name == REMOTE:
            return self._t.remote.is_(True)
        return self._t.id.in_(select(self._accesses.session_id).where(self._accesses.name == name))

    def has_room(self, answer: str) -> ColumnElement[bool]:
        """Places that may still be taken today."""
        return self.in_state(OPEN) if answer == "oui" else ~self.in_state(OPEN)

    def filters(
        self, kinds: Sequence[tuple[str, str]], sectors: Sequence[tuple[str, str]], *, past: bool
    ) -> tuple[Filter, ...]:
        """Above the list; what no longer changes has no places to look for."""
        t = self._t
        states = [name for name in self.shown if (name in OVER) or not past]
        common = (
            Filter("etat", "État", self.in_state, [(name, self.shown[name].label) for name in states]),
            Filter("nature", "Nature", lambda kind: t.kind == kind, kinds),
            Filter("secteur", "Secteur", self.in_sector, sectors),
            Filter("acces", "Accessibilité", self.with_access, ((REMOTE, "Possible à distance"), *ACCESSES.items())),
        )
        if past:
            return common
        return (*common, Filter("libres", "Places libres", self.has_room, (("oui", "Oui"), ("non", "Non"))))
