"""What a form may send, checked for every address before any view reads it."""

from __future__ import annotations

from io import IOBase
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from pyramid_retry import is_error_retryable

MAX_CONTROLS = 2_000
# What reading a body raises when no browser made it: no boundary, bytes that are not text, another encoding than UTF-8
# (webob raises a warning).
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, DeprecationWarning)
# Where webob keeps the fields it has read from a body.
PARSED = "webob._parsed_post_vars"
Controls = list[tuple[str, Any]]


def read_controls(request: Request) -> Controls:
    """The names and values of a body, in order; uploads as they are.

    :raises HTTPBadRequest: it cannot be read, or holds what no form of ours sends: thousands of fields, NUL characters.
    """
    try:
        controls = list(request.POST.items())
    except UNREADABLE as error:
        raise HTTPBadRequest() from error
    if len(controls) > MAX_CONTROLS or any(_has_nul(part) for pair in controls for part in pair):
        raise HTTPBadRequest()
    return controls


def posted_text(request: Request, name: str) -> str:
    """One value of a small form without a schema; empty when it is missing, or is a file."""
    value = request.POST.get(name)
    return value if isinstance(value, str) else ""


def release(request: Request) -> None:
    """Close the temporary files of a body, at the end of its request; not while it may be tried again."""
    if is_error_retryable(request, getattr(request, "exception", None)):
        return
    for value in request.environ.get(PARSED, ({}, None))[0].values():
        if hasattr(value, "file"):
            value.file.close()
    # A body that is long, or may be tried again, was copied to a temporary file; the server closes its own.
    if isinstance(request.body_file_raw, IOBase):
        request.body_file_raw.close()


def _has_nul(part: Any) -> bool:
    text = part if isinstance(part, str) else getattr(part, "filename", None)
    return "\x00" in (text or "")
