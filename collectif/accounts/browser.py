"""The browser's side of a session: what the cookie holds before and after signing in."""

from __future__ import annotations

from pyramid.request import Request

from ..preferences import SESSION_KEY as COMFORT
from .sessions import SESSION_KEY


def renew(request: Request, token: str | None) -> None:
    """Start the cookie afresh, CSRF token included, holding ``token``; only the comfort of reading is kept.

    What the cookie held before signing in may have been planted there: nothing of it survives.
    """
    comfort = request.session.get(COMFORT)
    request.session.invalidate()
    if comfort:
        request.session[COMFORT] = comfort
    if token:
        request.session[SESSION_KEY] = token
    request.session.new_csrf_token()


def let_go(request: Request) -> None:
    """End the request's transaction, which has only read, before a service that has transactions of its own.

    On SQLite a request that may write holds the database from its first query on, and would be waited for in vain.
    """
    request.tm.abort()
    request.tm.begin()
