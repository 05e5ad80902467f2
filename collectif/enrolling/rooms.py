"""What one room says of the events it has places for; everything else is the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from sqlalchemy import Select

from ..security.permissions import Permission
from ..workflow import Workflow
from .models import EnrolmentColumns, EventColumns


def _everyone(event: Any, peers: Select[Any]) -> Select[Any]:
    return peers


def _always(request: Request, event: Any) -> bool:
    return True


@dataclass(frozen=True)
class Room:
    """A room whose events have places.

    :param name: prefix of its routes, of its acts in the journal and of its own mails.
    :param title: of its list; :param home: address of that list, « / » included; :param offers: of offered places.
    :param what: « formation », :param one: « session »: feminine nouns, which the letters use.
    :param view: permission to see its events.
    :param sees: whether this person may know of an event at all; the others are answered that there is none.
    :param may_come: narrows the peers (a query of their rows) to those who may come to an event.
    """

    name: str
    title: str
    home: str
    offers: str
    what: str
    one: str
    event: type[EventColumns]
    seat: type[EnrolmentColumns]
    event_life: Workflow
    seat_life: Workflow
    view: Permission
    sees: Callable[[Request, Any], bool] = _always
    may_come: Callable[[Any, Select[Any]], Select[Any]] = _everyone

    @property
    def list_route(self) -> str:
        return f"{self.name}s"
