"""The intranet's pages about the charter, for each role; MDPH 77 countersigning."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..exports import export_response
from ..security.permissions import Permission, Role
from ..text import plural
from . import queries
from .listings import PeersList, waiting_page
from .models import CharterVersion
from .page import OwnPage, VersionPage, version_rows
from .resources import SigningPeers
from .services import Signing

MOST_AT_ONCE = 200
NONE_CHOSEN = "Vous n'avez choisi aucune signature. Cochez celles que vous contresignez."
ALREADY_DONE = "Rien à contresigner : quelqu'un vient de le faire, ou ces signatures ne sont plus à contresigner."


@view_config(route_name="charter_home", renderer="charter/home.pt", permission=Permission.VIEW_CHARTER,
             request_method="GET")  # fmt: skip
def home(request: Request) -> dict[str, Any]:
    """One's own charter, that of the peers one keeps, the whole for the coordination."""
    identity, session = request.identity, request.db
    places = identity.organisations_for(Permission.VIEW_ROSTER)
    own = queries.own_peers(session, identity.account_id) if identity.has_role(Role.PEER) else ()
    edits = identity.organisations_for(Permission.EDIT_CHARTER) is None
    return {
        "version": queries.current_version(session),
        "own": [OwnPage(session, peer) for peer in own],
        "coverage": queries.coverage(session, places) if places is None or places else None,
        "coordinates": edits,
        "draft": queries.draft(session) if edits else None,
        "versions": version_rows(session) if edits else (),
    }


@view_config(route_name="charter_version", renderer="charter/version.pt", permission=Permission.VIEW_CHARTER,
             request_method="GET")  # fmt: skip
def version(request: Request) -> dict[str, Any]:
    return {"shown": VersionPage(request.db, find_version(request), plain=wants_plain(request))}


@view_config(route_name="charter_peers", renderer="charter/peers.pt", permission=Permission.VIEW_ROSTER,
             request_method="GET")  # fmt: skip
def peers(context: SigningPeers, request: Request) -> dict[str, Any] | Response:
    witnesses = request.identity.organisations_for(Permission.WITNESS_SIGNATURE)
    listed = PeersList(request, context.places, witnesses=witnesses is None or bool(witnesses))
    thing = ("charter_versions", "current")
    if "format" in request.GET:
        answer = export_response(request, listed.table())
        request.journal.record("charter.list_exported", thing)
        return answer
    request.journal.record("charter.list_viewed", thing)
    return {"page": listed.page()}


@view_config(route_name="charter_waiting", renderer="charter/waiting.pt", permission=Permission.COUNTERSIGN_CHARTER,
             request_method="GET")  # fmt: skip
def waiting(request: Request) -> dict[str, Any]:
    request.journal.record("charter.list_viewed", ("charter_versions", "current"))
    return {"page": waiting_page(request)}


@view_config(route_name="charter_waiting", request_method="POST", permission=Permission.COUNTERSIGN_CHARTER)
def countersign(request: Request) -> HTTPSeeOther:
    """Those ticked, or all those of the page, or the one of a signature's own page."""
    name = "shown" if "all" in request.POST else "signature"
    chosen = [value for value in request.POST.getall(name) if isinstance(value, str)][:MOST_AT_ONCE]
    done = request.service(Signing).countersign(chosen) if chosen else 0
    if done:
        request.flash("success", f"La MDPH 77 a contresigné {plural(done, 'signature')}.")
    else:
        request.flash("warning", ALREADY_DONE if chosen else NONE_CHOSEN)
    return HTTPSeeOther(request.route_path("charter_waiting"))


def find_version(request: Request) -> CharterVersion:
    """The published version of the address.

    :raises HTTPNotFound: there is none.
    """
    number = request.matchdict["number"]
    valid = number.isascii() and number.isdigit() and len(number) < 6
    found = queries.version_numbered(request.db, int(number)) if valid else None
    if found is None:
        raise HTTPNotFound()
    return found


def wants_plain(request: Request) -> bool:
    """Which variant to show: the one the address asks for, else that of the person's settings."""
    asked = request.GET.get("texte")
    return asked == "simple" if asked in ("simple", "reference") else request.preferences.plain
