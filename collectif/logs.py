"""Structured logs: one JSON object a line, with the route's name rather than the address, and no personal data."""

from __future__ import annotations

import json
import logging
import secrets
import time
import traceback
from collections.abc import Callable, Iterator

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

log = logging.getLogger("collectif.requests")
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
REQUEST_ID = "X-Request-Id"
Handler = Callable[[Request], Response]


class JsonFormatter(logging.Formatter):
    """A record as JSON: time, level, logger, message, and whatever ``extra`` gave.

    A trace says where in the code and what kind of error, never its message: a database or a reader quotes in it the
    names and words it could not take.
    """

    def format(self, record: logging.LogRecord) -> str:
        extra = {name: value for name, value in vars(record).items() if name not in STANDARD}
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **extra,
        }
        if record.exc_info:
            line["trace"] = list(_trace(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


def _trace(error: BaseException | None) -> Iterator[str]:
    """Kinds and places, the first cause first."""
    if error is None:
        return
    yield from _trace(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"


def new_identifier() -> str:
    """What one request is called, in the log and in its answer."""
    return secrets.token_hex(6)


def note(identifier: str, method: str, route: str | None, status: int, started: float) -> None:
    """Log one request. :param started: of ``time.perf_counter()``."""
    log.info("request", extra={
        "id": identifier, "method": method, "route": route, "status": status,
        "ms": round((time.perf_counter() - started) * 1000, 1),
    })  # fmt: skip


def request_tween(handler: Handler, registry: Registry) -> Handler:
    """Log each request: route, method, status, milliseconds, and an identifier the answer carries too."""

    def tween(request: Request) -> Response:
        request.environ["collectif.request_id"] = identifier = new_identifier()
        started = time.perf_counter()
        response = handler(request)
        response.headers[REQUEST_ID] = identifier
        route = request.matched_route
        note(identifier, request.method, route.name if route else None, response.status_int, started)
        return response

    return tween


def includeme(config: Configurator) -> None:
    config.add_tween("collectif.logs.request_tween")
