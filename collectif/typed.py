"""What someone wrote in a form that could not be saved: the error page gives it back, for them to copy."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request

from .bodies import read_controls

# Shorter answers are quickly given again; longer ones are sentences.
SHORTEST = 30
# Fields that a page never shows again, by a part of their name.
SECRET = ("csrf", "current", "password", "token")


def typed_texts(request: Request) -> tuple[str, ...]:
    """The sentences of the form that was sent, in its order; none when nothing was, or when another site sent it."""
    if request.method != "POST" or not _from_here(request):
        return ()
    try:
        controls = read_controls(request)
    except HTTPBadRequest:
        return ()
    return tuple(value for name, value in controls if _is_sentence(name, value))


def _is_sentence(name: str, value: object) -> bool:
    secret = any(part in name.lower() for part in SECRET)
    return isinstance(value, str) and len(value.strip()) >= SHORTEST and not secret


def _from_here(request: Request) -> bool:
    """Whether a page of this site sent the form: nobody else puts their words on ours."""
    said = request.headers.get("Sec-Fetch-Site")
    return said == "same-origin" if said else request.headers.get("Origin") == request.host_url
