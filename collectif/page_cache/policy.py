"""Looks in what is kept before a request is even made, and keeps what a public page has just answered.

Only visitors without a session meet it: for everyone else, comfort of reading included, a page is made each time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from pyramid.registry import Registry
from pyramid.response import Response
from sqlalchemy.exc import SQLAlchemyError

from ..db import Database
from ..logs import REQUEST_ID, new_identifier, note
from ..text import today
from .keeping import KeptPage, KeptPages, Key

PUBLIC_PAGE = "collectif.public_page"
# Wherever it is: what reads cookies finds this one after a comma, a space or a name without a value too.
SESSION_COOKIE = "collectif"
KEPT_SECONDS = 60
# What someone changed by hand in the database is seen after this, at most.
PERIOD_SECONDS = 600
MARK = "select mark from public_revision"
Environ = dict[str, Any]
Policy = Callable[[Environ, Any], Response]


def kept_first(policy: Policy, registry: Registry) -> Policy:
    """An execution policy around ``policy``: what is kept is answered at once."""

    def look(environ: Environ, router: Any) -> Response:
        pages: KeptPages = registry["kept_pages"]
        mark = state(registry["database"]) if pages.room and is_anonymous_reading(environ) else None
        if mark is None:
            return policy(environ, router)
        key, started = address(environ), time.perf_counter()
        page = pages.get(key, mark)
        if page is not None:
            return answer(page, environ, started)
        response = policy(environ, router)
        if is_public_page(environ, response):
            pages.put(key, freeze(environ, response, mark))
        return response

    return look


def is_anonymous_reading(environ: Environ) -> bool:
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
        return False
    return SESSION_COOKIE not in environ.get("HTTP_COOKIE", "")


def is_public_page(environ: Environ, response: Response) -> bool:
    """Whether this answer would be the same for the next visitor."""
    made = PUBLIC_PAGE in environ and response.status_int == 200 and "Set-Cookie" not in response.headers
    return made and response.content_type == "text/html"


def address(environ: Environ) -> Key:
    get = environ.get
    return (
        get("wsgi.url_scheme", ""), get("HTTP_HOST", ""), get("SCRIPT_NAME", ""), get("PATH_INFO", ""),
        get("QUERY_STRING", ""),
    )  # fmt: skip


def state(database: Database) -> Key | None:
    """What the public site looks like now: the mark of its content, the day, and the present ten minutes.

    :returns: ``None`` when the database does not say: the page itself will say what is wrong.
    """
    try:
        mark = read_mark(database)
    except (SQLAlchemyError, database.engine.dialect.loaded_dbapi.Error):
        return None
    return (mark, today().isoformat(), str(int(time.monotonic() // PERIOD_SECONDS))) if mark else None


def read_mark(database: Database) -> str | None:
    """Straight from the driver: this is asked before every public page, and a session costs ten times as much."""
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(MARK)
        row = cursor.fetchone()
        return row[0] if row else None
    finally:
        connection.close()


def freeze(environ: Environ, response: Response, mark: Key) -> KeptPage:
    """What will be answered to the next visitors; ``response`` itself says how long it may be kept."""
    response.cache_control = f"public, max-age={KEPT_SECONDS}"
    response.vary = (*(response.vary or ()), "Cookie")
    response.etag = sha256(response.body).hexdigest()[:32]
    headers = tuple((name, value) for name, value in response.headerlist if name != REQUEST_ID)
    return KeptPage(mark, response.body, headers, response.headers["ETag"], environ[PUBLIC_PAGE])


def answer(page: KeptPage, environ: Environ, started: float) -> Response:
    identifier = new_identifier()
    headers = [*page.headers, (REQUEST_ID, identifier)]
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        response = Response(status=304, headerlist=[pair for pair in headers if not pair[0].startswith("Content-")])
    else:
        response = Response(body=page.body, headerlist=headers)
    note(identifier, environ["REQUEST_METHOD"], page.route, response.status_int, started)
    return response
