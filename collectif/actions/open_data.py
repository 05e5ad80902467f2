"""Actions for programs: Atom feed (RFC 4287), CSV, JSON. Anyone may read them, from any site, and keep them a while."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any
from urllib.parse import urlencode, urlsplit

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
from sqlalchemy import Select, func, select

from ..documents import Table, TableColumn, export
from ..errors import Gone
from ..exports import document_response
from ..http_cache import NEVER, content, iso, keep_open, problem, site_url, write_json
from . import public
from .listings import in_year
from .public import PublicAction
from .vocabulary import AXES, KINDS

PER_PAGE = 20
MOST_PER_PAGE = 100
ROUTES = {
    "actions_atom": "/actions.atom",
    "actions_csv": "/actions.csv",
    "api_actions": "/api/v1/actions",
    "api_action": "/api/v1/actions/{slug}",
}


class BadQuestion(ValueError):
    """The address asks something that has no answer; the message says what."""


def answer(request: Request, body: bytes, media_type: str) -> Response:
    return keep(request, content(body, media_type))


def keep(request: Request, response: Response) -> Response:
    return keep_open(response, changed=public.last_change(request.db) or NEVER)


def json_answer(request: Request, data: Any) -> Response:
    return answer(request, write_json(data), "application/json")


@view_config(route_name="actions_atom", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def atom(request: Request) -> Response:
    """The latest actions, as a feed."""
    site = site_url(request)
    host = urlsplit(site).hostname
    template = request.registry["templates"].load("actions/feed.xml")
    text = template(
        actions=public.newest(request.db), updated=iso(public.last_change(request.db) or NEVER), iso=iso,
        feed_id=f"tag:{host},{NEVER.year}:actions",
        entry_id=lambda action: f"tag:{host},{action.published_at:%Y-%m-%d}:actions/{action.public_id}",
        self_url=site + request.route_path("actions_atom"), page_url=site + request.route_path("actions"),
        entry_url=lambda action: site + request.route_path("action", slug=action.slug),
    )  # fmt: skip
    return answer(request, text.encode(), "application/atom+xml")


@view_config(route_name="actions_csv", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def csv(request: Request) -> Response:
    """Every public action, one line each."""
    return keep(request, document_response(export(as_table(request), "csv")))


def as_table(request: Request) -> Table:
    names = ("Adresse", "Titre", "Nature", "Axe", "État", "Organisations", "Public", "Commune")
    dates = ("Premier jour", "Dernier jour")
    columns = [*map(TableColumn, names), *(TableColumn(name, "date") for name in dates), TableColumn("Résumé")]
    rows = [
        (action_url(request, action), action.title, action.kind_label, action.axis_label, action.status.label,
         ", ".join(action.organisations), action.audience, action.where, action.starts_on, action.ends_on,
         action.summary)
        for action in public.newest(request.db, limit=10_000)
    ]  # fmt: skip
    return Table("Actions du collectif", columns, rows)


@view_config(route_name="api_actions", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def index(request: Request) -> Response:
    """One page of public actions, the latest published first."""
    try:
        rows = narrowed(request.GET)
        page = whole_number(request.GET, "page", 1, 100_000)
        size = whole_number(request.GET, "par_page", PER_PAGE, MOST_PER_PAGE)
    except BadQuestion as error:
        return problem(400, "Question mal posée", str(error))
    count = counted(request, rows)
    found = public.newest(request.db, size, (page - 1) * size, rows)
    response = json_answer(request, {"count": count, "page": page, "actions": [resource(request, a) for a in found]})
    response.headers["Link"] = page_links(request, page, max(1, ceil(count / size)))
    return response


@view_config(route_name="api_action", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def one(request: Request) -> Response:
    """One public action."""
    try:
        action = public.find(request.db, request.matchdict["slug"])
    except Gone as gone:
        return problem(410, "Action retirée", gone.reason)
    if action is None:
        return problem(404, "Action introuvable", "Aucune action publique n'a cette adresse.")
    return json_answer(request, resource(request, action))


def resource(request: Request, action: PublicAction) -> dict[str, Any]:
    """An action as the API shows it. Names never change; new ones may be added."""
    return {
        "slug": action.slug,
        "url": action_url(request, action),
        "title": action.title,
        "state": {"id": action.state, "label": action.status.label},
        "kind": {"id": action.kind, "label": action.kind_label},
        "axis": {"id": action.axis, "label": action.axis_label},
        "summary": action.summary,
        "plain_summary": action.plain_summary,
        "description": action.description,
        "results": action.results,
        "audience": action.audience,
        "organisations": action.organisations,
        "commune": {"code": action.commune_code, "name": action.commune_name} if action.commune_code else None,
        "starts_on": action.starts_on.isoformat() if action.starts_on else None,
        "ends_on": action.ends_on.isoformat() if action.ends_on else None,
        "published_at": iso(action.published_at),
        "updated_at": iso(action.updated_at),
        "fictional": action.fictional,
    }


def whole_number(params: Mapping[str, str], name: str, default: int, most: int) -> int:
    """:raises BadQuestion: not a whole number between 1 and ``most``."""
    text = params.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= most):
        raise BadQuestion(f"« {name} » est un nombre entier de 1 à {most}.")
    return int(text)


def narrowed(params: Mapping[str, str]) -> Select[Any]:
    """Public actions kept by ``axe``, ``nature`` and ``annee``.

    :raises BadQuestion: a value that no action can have.
    """
    rows = public.statement()
    if "axe" in params:
        rows = rows.where(public.Action.axis == whole_number(params, "axe", 0, max(AXES)))
    if "annee" in params:
        rows = rows.where(in_year(str(whole_number(params, "annee", 0, 9999))))
    if "nature" in params:
        if params["nature"] not in KINDS:
            raise BadQuestion(f"« nature » est un de ces mots : {', '.join(KINDS)}.")
        rows = rows.where(public.Action.kind == params["nature"])
    return rows


def counted(request: Request, rows: Select[Any]) -> int:
    bare: Select[Any] = rows.with_only_columns(public.Action.id)
    return request.db.scalar(select(func.count()).select_from(bare.subquery()))


def page_links(request: Request, page: int, last: int) -> str:
    """The ``Link`` header (RFC 8288): first, previous, next, last; the filters stay."""
    numbers = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    return ", ".join(
        f'<{page_url(request, number)}>; rel="{rel}"' for rel, number in numbers.items() if 1 <= number <= last
    )


def page_url(request: Request, page: int) -> str:
    query = urlencode({**request.GET, "page": page})
    return f"{site_url(request)}{request.path}?{query}"


def action_url(request: Request, action: PublicAction) -> str:
    return site_url(request) + request.route_path("action", slug=action.slug)
