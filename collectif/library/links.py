"""Documents tied to things of other rooms: each room says how to find its own things.

>>> config.add_linkable("actions", linked_action)

A finder receives the request and a public id, and answers what the thing is called and where its page is; ``None`` when
there is no such thing, or when the person may not see it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

PARAMETER = "pour"


@dataclass(frozen=True)
class Linkable:
    """A thing documents may be tied to. ``may_add``: this person may tie one."""

    label: str
    route: str
    values: Mapping[str, str] = field(default_factory=dict)
    may_add: bool = False


Finder = Callable[[Request, str], Linkable | None]


@dataclass(frozen=True)
class Target:
    """The thing that a new document will be tied to."""

    kind: str
    public_id: str
    thing: Linkable


def add_linkable(config: Configurator, kind: str, finder: Finder) -> None:
    """Configurator directive: documents may be tied to the things of this table."""
    config.registry["linkables"][kind] = finder


def find_linked(request: Request, kind: str, public_id: str) -> Linkable | None:
    """The thing a document is tied to, when this person may see it."""
    finder: Finder | None = request.registry["linkables"].get(kind)
    return finder(request, public_id) if finder else None


def target_of(request: Request) -> Target | None:
    """What the address asks to tie the new document to (``?pour=actions:abc``); ``None`` when it asks nothing.

    :raises HTTPNotFound: there is no such thing, or nothing may be tied to it by this person.
    """
    asked = request.GET.get(PARAMETER)
    if asked is None:
        return None
    kind, _, public_id = asked.partition(":")
    thing = find_linked(request, kind, public_id)
    if thing is None or not thing.may_add:
        raise HTTPNotFound()
    return Target(kind, public_id, thing)
