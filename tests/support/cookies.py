"""The signed session cookie of someone signed in, made without the sign-in form."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from collectif import session_factory
from collectif.accounts.sessions import SESSION_KEY
from collectif.settings import Settings

from .secrets import SECRETS


def signed_cookie(token: str, **more: Any) -> str:
    """The value of the cookie ``collectif`` for the session whose token is ``token``."""
    settings = Settings.load({**SECRETS, "collectif.environment": "test", "collectif.database_url": "sqlite://"}, {})
    request = Request.blank("/")
    session = session_factory(settings)(request)
    session.update({SESSION_KEY: token, **more})
    response = Response()
    for callback in request.response_callbacks:
        callback(request, response)
    return response.headers["Set-Cookie"].split("=", 1)[1].split(";", 1)[0]
