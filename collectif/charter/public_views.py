"""The charter for everyone: its text, the paper to print, the chain's fingerprints, the program that verifies."""

from __future__ import annotations

from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..exports import document_response
from ..http_cache import NEVER, content, keep, site_url
from ..sharing import of_page
from . import queries
from .chain import instant
from .heads import last_of_days
from .keys import SigningKeys
from .page import VersionPage
from .receipts import blank_pdf
from .views import wants_plain

ABOUT = "Les engagements que prend toute personne qui devient pair-aidant en Seine-et-Marne."
VERIFIER = files("collectif.charter") / "data" / "verify_charter.txt"


@view_config(route_name="charter", renderer="charter/public.pt", permission=NO_PERMISSION_REQUIRED,
             request_method="GET", public_page=True)  # fmt: skip
def public(request: Request) -> dict[str, Any]:
    """The text in force, one item after the other."""
    shown = VersionPage(request.db, queries.current_version(request.db), plain=request.preferences.plain)
    return {"shown": shown, "sharing": of_page(request, "La charte du pair-aidant", ABOUT)}


@view_config(route_name="charter_blank", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def blank(request: Request) -> Response:
    """The charter to sign by hand, in one of its variants."""
    variant = "plain" if wants_plain(request) else "standard"
    return document_response(blank_pdf(queries.current_version(request.db), variant))


@view_config(route_name="charter_verifier", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def verifier(request: Request) -> Response:
    """The program that verifies receipts, to keep."""
    response = Response(body=VERIFIER.read_bytes(), content_type="text/x-python", charset="utf-8")
    response.content_disposition = 'attachment; filename="verify_charter.py"'
    return response


@view_config(route_name="charter_atom", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def atom(request: Request) -> Response:
    """The chain's fingerprint at the end of each day on which it grew, and the public key (Atom, RFC 4287).

    Days, not acts: nobody can count signatures by asking often.
    """
    keys: SigningKeys = request.registry["charter_keys"]
    site = site_url(request)
    heads = list(last_of_days(request.db))
    text = request.registry["templates"].load("charter/feed.xml")(
        heads=heads, publics=keys.publics, key_id=keys.id, site=site, instant=instant, never=NEVER,
        tag=f"tag:{urlsplit(site).hostname},{NEVER.year}:charte", updated=heads[0].at if heads else NEVER,
        self_url=site + request.route_path("charter_atom"), page_url=site + request.route_path("charter"),
    )  # fmt: skip
    return keep(content(text.encode(), "application/atom+xml"))
