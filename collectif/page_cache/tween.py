"""Looks in what is kept before anything else is done; keeps what a public page has just answered.

Only visitors without a session meet it: for everyone else, comfort of reading included, a page is made each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from time import monotonic

from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy.exc import DBAPIError

from ..db import Database
from ..text import today
from .keeping import KeptPage, KeptPages, Key

PUBLIC_PAGE = "collectif.public_page"
SESSION_COOKIE = re.compile(r"(?:^|;)\s*collectif=")
KEPT_SECONDS = 60
# What someone changed by hand in the database is seen after this, at most.
PERIOD_SECONDS = 600
MARK = "select mark from public_revision"
Handler = Callable[[Request], Response]


def page_cache_tween(handler: Handler, registry: Registry) -> Handler:
    def tween(request: Request) -> Response:
        pages: KeptPages = registry["kept_pages"]
        if not pages.room or not is_anonymous_reading(request):
            return handler(request)
        key, mark = address(request), state(registry["database"])
        if mark is None:
            return handler(request)
        page = pages.get(key, mark)
        if page is not None:
            request.matched_route = page.route
            return answer(page)
        response = handler(request)
        if is_public_page(request, response):
            pages.put(key, kept := freeze(request, response, mark))
            return answer(kept)
        return response

    return tween


def is_anonymous_reading(request: Request) -> bool:
    environ = request.environ
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
        return False
    return SESSION_COOKIE.search(environ.get("HTTP_COOKIE", "")) is None


def is_public_page(request: Request, response: Response) -> bool:
    """Whether this answer would be the same for the next visitor. A callback on the answer sets a cookie."""
    made = request.environ.get(PUBLIC_PAGE) and response.status_int == 200 and not request.response_callbacks
    return bool(made) and response.content_type == "text/html"


def address(request: Request) -> Key:
    names = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
    return tuple(request.environ.get(name, "") for name in names)


def state(database: Database) -> Key | None:
    """What the public site looks like now: the mark of its content, the day, and the present ten minutes.

    :returns: ``None`` when the database does not say: the page itself will say what is wrong.
    """
    try:
        mark = read_mark(database)
    except (DBAPIError, database.engine.dialect.loaded_dbapi.Error):
        return None
    return (mark, today().isoformat(), str(int(monotonic() // PERIOD_SECONDS))) if mark else None


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


def freeze(request: Request, response: Response, mark: Key) -> KeptPage:
    body = response.body
    response.cache_control = f"public, max-age={KEPT_SECONDS}"
    response.vary = (*(response.vary or ()), "Cookie")
    response.etag = sha256(body).hexdigest()[:32]
    return KeptPage(mark, body, tuple(response.headerlist), request.matched_route)


def answer(page: KeptPage) -> Response:
    """A new answer each time: other tweens write in its headers."""
    response = Response(body=page.body, headerlist=list(page.headers))
    response.conditional_response = True
    return response
