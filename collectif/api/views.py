"""Answering the interface's questions: the same few steps for every address, which its declaration fills."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import ceil
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.response import Response

from ..calendars import public_events
from ..errors import Gone
from ..http_cache import LICENCE, LICENCE_NAME, content, keep_open, link, problem, site_url, write_json
from ..parameters import BadQuestion, read_all
from .catalogue import COLLECTIONS, TITLE
from .openapi import description
from .operations import Asked, Collection, Found, Operation
from .shapes import Address

JSON = "application/json"


def addresses(request: Request) -> Address:
    """Writes whole addresses, under the site's own name whatever the ``Host`` someone sent."""
    site = site_url(request)

    def address(route: str, **values: Any) -> str:
        return site + request.route_path(route, **values)

    return address


def serve(operation: Operation) -> Callable[[Request], Response]:
    """The view of one operation."""

    def view(request: Request) -> Response:
        try:
            values = read_all(operation.parameters, request.db, request.GET)
        except BadQuestion as error:
            return problem(400, "Question mal posée", str(error))
        key = request.matchdict[operation.key.name] if operation.key else ""
        events = partial(public_events, request.registry, request.db)
        asked = Asked(request.db, values, key, addresses(request), events)
        return _page(request, operation, asked) if isinstance(operation, Collection) else _one(operation, asked)

    return view


def _one(operation: Operation, asked: Asked) -> Response:
    try:
        row = operation.answer(asked)
    except Gone as gone:
        return problem(410, "Retiré", gone.reason)
    if row is None:
        return problem(404, "Introuvable", "Rien de public n'a cette adresse.")
    return _json(operation.shape.write(row, asked.address))


def _page(request: Request, collection: Collection, asked: Asked) -> Response:
    found: Found = collection.answer(asked)
    rows = [collection.shape.write(row, asked.address) for row in found.rows]
    answer = {"count": found.count, "page": asked.page, collection.name: rows}
    response = _json(answer)
    response.headers["Link"] = _page_links(request, asked, max(1, ceil(found.count / asked.size)))
    return response


def _json(data: Any) -> Response:
    return keep_open(content(write_json(data), JSON))


def _page_links(request: Request, asked: Asked, last: int) -> str:
    """First, previous, next, last; the filters stay. Beyond the last page, only the way back."""
    numbers = {"first": 1, "prev": min(asked.page - 1, last), "next": asked.page + 1, "last": last}
    address = site_url(request) + request.path
    return ", ".join(
        link(f"{address}?{urlencode({**request.GET, 'page': number})}", relation)
        for relation, number in numbers.items()
        if 1 <= number <= last
    )


def home(request: Request) -> Response:
    """What there is, and where it is described."""
    address = addresses(request)
    lists = [
        {"id": one.name, "title": one.title, "description": one.description, "url": address(one.route)}
        for one in COLLECTIONS
    ]
    about = {"openapi": address("api_description"), "documentation": address("open_data")}
    response = _json({"title": TITLE, "licence": {"name": LICENCE_NAME, "url": LICENCE}, **about, "lists": lists})
    links = (("service-desc", about["openapi"]), ("service-doc", about["documentation"]), ("license", LICENCE))
    response.headers["Link"] = ", ".join(link(target, relation) for relation, target in links)
    return response


def openapi(request: Request) -> Response:
    """The description of the interface (OpenAPI 3.1)."""
    return _json(description(request.db, addresses(request), site_url(request)))
