"""``/sante``: is the application able to answer, database included. For a watchdog, not for people."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError


def health(request: Request) -> dict[str, Any]:
    try:
        request.db.execute(text("select 1"))
    except SQLAlchemyError:
        request.response.status_int = 503
        return {"status": "unavailable", "database": False}
    return {"status": "ok", "database": True}


def includeme(config: Configurator) -> None:
    config.add_route("health", "/sante")
    config.add_view(health, route_name="health", renderer="json", permission=NO_PERMISSION_REQUIRED)
