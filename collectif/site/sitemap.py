"""``sitemap.xml`` (sitemaps.org): every public address, with the day it last changed when that is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from collectif.actions import public as actions
from collectif.http_cache import content, iso, keep, site_url
from collectif.library import public as documents
from collectif.site.pages import FOR_ACCOUNTS, entries

MOST = 50_000
"""Addresses in one file, at most, says the format; beyond, the file is an index of several."""
KEPT_SECONDS = 3600
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Place(NamedTuple):
    """One address, from the root of the site."""

    path: str
    changed: datetime | None = None


@view_config(route_name="sitemap_xml", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def sitemap_xml(request: Request) -> Response:
    """All addresses, or, when one file cannot hold them, the index of the parts.

    :raises HTTPNotFound: there is no such part.
    """
    found = list(places(request))
    parts = [found[start : start + MOST] for start in range(0, len(found), MOST)]
    asked = request.GET.get("partie")
    if asked is None and len(parts) > 1:
        return _answer(_index(request, len(parts)))
    if asked not in (None, *map(str, range(1, len(parts) + 1))):
        raise HTTPNotFound()
    return _answer(_addresses(request, parts[int(asked or 1) - 1]))


def places(request: Request) -> Iterator[Place]:
    """Every address that search engines may lead to."""
    inside = {
        "actions": [Place(request.route_path("action", slug=row.slug), row.updated_at)
                    for row in actions.addresses(request.db)],
        "documents": [Place(request.route_path("document", public_id=row.public_id), row.updated_at)
                      for row in documents.addresses(request.db)],
    }  # fmt: skip
    for route, _, _ in entries():
        if route not in FOR_ACCOUNTS:
            listed = inside.get(route, [])
            yield Place(request.route_path(route), _latest(listed))
            yield from listed


def _latest(listed: list[Place]) -> datetime | None:
    """A list changes when one of the things it lists does."""
    return max((place.changed for place in listed if place.changed), default=None)


def _answer(text: str) -> Response:
    return keep(content(text.encode(), "application/xml"), seconds=KEPT_SECONDS)


def _addresses(request: Request, part: list[Place]) -> str:
    lines = "".join(_line("url", site_url(request) + place.path, place.changed) for place in part)
    return _file("urlset", lines)


def _index(request: Request, count: int) -> str:
    address = site_url(request) + request.route_path("sitemap_xml")
    return _file("sitemapindex", "".join(_line("sitemap", f"{address}?partie={n}", None) for n in range(1, count + 1)))


def _line(tag: str, address: str, changed: datetime | None) -> str:
    when = f"<lastmod>{iso(changed)}</lastmod>" if changed else ""
    return f"<{tag}><loc>{escape(address)}</loc>{when}</{tag}>\n"


def _file(root: str, lines: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{lines}</{root}>\n'
