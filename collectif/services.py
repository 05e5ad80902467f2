"""Services: the rules of each room, registered and found by class.

A service receives the session and its collaborators, never the request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pyramid.config import Configurator
from pyramid.request import Request

S = TypeVar("S")


def add_service(config: Configurator, kind: type[S], factory: Callable[[Request], S]) -> None:
    """Configurator directive: ``config.add_service(Kind, lambda request: Kind(request.db))``."""
    config.registry.setdefault("services", {})[kind] = factory


def service(request: Request, kind: type[S]) -> S:
    """Request method: the request's own instance of ``kind``, made once.

    :raises KeyError: no room registered it.
    """
    made: dict[type, Any] = request.made_services
    if kind not in made:
        made[kind] = request.registry["services"][kind](request)
    return made[kind]


def includeme(config: Configurator) -> None:
    config.add_directive("add_service", add_service)
    config.add_request_method(service)
    # On the request, not in its environment: a request tried again must not meet the services of its first session.
    config.add_request_method(lambda request: {}, "made_services", reify=True)
