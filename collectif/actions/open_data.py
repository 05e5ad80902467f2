"""Actions for programs: Atom feed (RFC 4287), CSV and its metadata. Anyone may read them, from any site, and keep them.

The JSON interface is :mod:`collectif.api`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..documents import Table, TableColumn, export
from ..exports import document_response
from ..http_cache import LICENCE, LICENCE_NAME, NEVER, content, iso, keep_open, link, site_url, write_json
from . import public
from .csv_fields import fields
from .public import PublicAction

MOST_LINES = 10_000
ROUTES = {
    "actions_atom": "/actions.atom",
    "actions_csv": "/actions.csv",
    "actions_csv_metadata": "/actions.csv-metadata.json",
    "actions_fragment": "/actions/fragment",
}


@view_config(route_name="actions_atom", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def atom(request: Request) -> Response:
    """The latest actions, as a feed."""
    site = site_url(request)
    host = urlsplit(site).hostname
    template = request.registry["templates"].load("actions/feed.xml")
    text = template(
        actions=public.newest(request.db), updated=iso(public.last_change(request.db) or NEVER), iso=iso,
        licence=(LICENCE_NAME, LICENCE),
        feed_id=f"tag:{host},{NEVER.year}:actions",
        entry_id=lambda action: f"tag:{host},{action.published_at:%Y-%m-%d}:actions/{action.public_id}",
        self_url=site + request.route_path("actions_atom"), page_url=site + request.route_path("actions"),
        entry_url=lambda action: site + request.route_path("action", slug=action.slug),
    )  # fmt: skip
    return keep_open(content(text.encode(), "application/atom+xml"))


@view_config(route_name="actions_csv", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def csv(request: Request) -> Response:
    """Every public action, one line each; its headers lead to what its columns mean and to the licence."""
    response = keep_open(document_response(export(as_table(request), "csv")))
    metadata = link(address(request, "actions_csv_metadata"), "describedby", "application/csvm+json")
    sheet = link(address(request, "open_data") + "#colonnes", "describedby", "text/html")
    response.headers["Link"] = ", ".join((link(LICENCE, "license"), metadata, sheet))
    return response


@view_config(route_name="actions_csv_metadata", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def csv_metadata(request: Request) -> Response:
    """What the columns of the CSV are, for programs (CSV on the Web, tabular metadata)."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "fr"}],
        "url": address(request, "actions_csv"),
        "dc:title": "Actions du collectif pair-aidance de Seine-et-Marne",
        "dc:language": "fr",
        "dc:license": {"@id": LICENCE, "dc:title": LICENCE_NAME},
        "dialect": {"delimiter": ";", "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [field.described() for field in fields(lambda action: "")],
            "primaryKey": "identifiant",
        },
    }
    return keep_open(content(write_json(described), "application/csvm+json"))


def as_table(request: Request) -> Table:
    columns = fields(lambda action: action_url(request, action))
    actions = public.newest(request.db, limit=MOST_LINES)
    return Table(
        "Actions du collectif",
        [TableColumn(field.title, field.kind) for field in columns],
        [[field.value(action) for field in columns] for action in actions],
    )


def action_url(request: Request, action: PublicAction) -> str:
    return address(request, "action", slug=action.slug)


def address(request: Request, route: str, **values: Any) -> str:
    """The whole address of a route, under the site's own name."""
    return site_url(request) + request.route_path(route, **values)
