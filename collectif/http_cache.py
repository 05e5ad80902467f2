"""Answers for programs: what caches keep and for how long, what other sites may read, errors that programs read.

Pages for people are not made here: what they show depends on who reads them.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

KEPT_SECONDS = 300
METHODS = "GET, HEAD, OPTIONS"
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
LICENCE_NAME = "Licence Ouverte / Open Licence 2.0 (Etalab)"
NEVER = datetime(2018, 1, 1, tzinfo=UTC)
"""When something last changed while there was never anything: the year the démarche became general (seed 000)."""
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def keep(response: Response, *, seconds: int = KEPT_SECONDS) -> Response:
    """``response`` with a strong ETag made from its content: kept ``seconds``, then asked about again (304).

    There is no ``Last-Modified``: names of organisations, communes and sectors change what is read and keep no date.
    """
    response.cache_control = f"public, max-age={seconds}"
    response.etag = sha256(response.body).hexdigest()[:32]
    response.conditional_response = True
    return response


def keep_open(response: Response, *, seconds: int = KEPT_SECONDS) -> Response:
    """The same, which scripts of every site may read (CORS)."""
    response.headers.update(OPEN)
    return keep(response, seconds=seconds)


def content(body: bytes, media_type: str) -> Response:
    """An answer that is a text in UTF-8."""
    return Response(body=body, content_type=media_type, charset="utf-8", headerlist=None)


def write_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def problem(status: int, title: str, detail: str) -> Response:
    """An error that programs can read (RFC 9457)."""
    body = write_json({"status": status, "title": title, "detail": detail})
    response = Response(body=body, status=status, content_type="application/problem+json")
    response.headers.update({**OPEN, "Cache-Control": "no-store"})
    return response


def reading_only(request: Request) -> Response:
    """View of the methods that an open address does not have: OPTIONS is answered, anything else is refused (405)."""
    response = Response(status=204) if request.method == "OPTIONS" else problem(405, "Lecture seule", f"{METHODS}.")
    response.headers.update({**OPEN, "Allow": METHODS, "Access-Control-Allow-Methods": METHODS})
    return response


def link(target: str, relation: str, media_type: str = "") -> str:
    """One value of the ``Link`` header (RFC 8288)."""
    return f'<{target}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")


def site_url(request: Request) -> str:
    """The site's own address: answers that caches keep never repeat the ``Host`` someone sent."""
    return request.registry.settings["collectif.settings"].base_url


def iso(moment: datetime) -> str:
    """RFC 3339, in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
