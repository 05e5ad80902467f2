"""The card, its public page, and the passport."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..exports import document_response
from ..peers.file_page import is_self
from ..peers.resources import PeerContext
from ..peers.sponsoring_views import crumbs
from ..security.permissions import Permission as P
from .cards import Cards, card_pdf, shows_active
from .passport import TITLE, Passport, words


@view_config(route_name="verify", renderer="activation/verify.pt", request_method="GET",
             permission=NO_PERMISSION_REQUIRED)  # fmt: skip
def verify(request: Request) -> dict[str, Any]:
    """Yes or no, and nothing else; the same page and the same work for a token nobody ever had."""
    request.response.cache_control = "no-store"
    request.response.headers["X-Robots-Tag"] = "noindex, nofollow"
    request.response.headers["Referrer-Policy"] = "no-referrer"
    return {"active": shows_active(request.db, request.matchdict["token"])}


@view_config(route_name="peer_card", renderer="activation/card.pt", request_method="GET", permission=P.KEEP_CARD)
def card(context: PeerContext, request: Request) -> dict[str, Any]:
    own = is_self(context, request)
    title = "Ma carte" if own else "Carte de pair-aidant"
    return {
        "peer": context.peer, "card": request.service(Cards).in_use(context.peer), "is_self": own, "title": title,
        "crumbs": crumbs(request, context, title),
    }  # fmt: skip


@view_config(route_name="peer_card", request_method="POST", permission=P.KEEP_CARD)
def renew(context: PeerContext, request: Request) -> HTTPSeeOther:
    request.service(Cards).renew(context.peer)
    request.flash("success", "La nouvelle carte est prête à imprimer. L'ancienne, s'il y en a une, ne marche plus.")
    return _to_card(context, request)


@view_config(route_name="peer_card_revoke", request_method="POST", permission=P.KEEP_CARD)
def revoke(context: PeerContext, request: Request) -> HTTPSeeOther:
    request.service(Cards).revoke(context.peer)
    request.flash("success", "La carte est annulée : son code répond maintenant « non ».")
    return _to_card(context, request)


@view_config(route_name="peer_card_pdf", request_method="GET", permission=P.KEEP_CARD)
def print_card(context: PeerContext, request: Request) -> Response:
    found = request.service(Cards).in_use(context.peer)
    if found is None:
        raise HTTPNotFound()
    request.journal.record("card.printed", found, peer=context.peer.public_id)
    base = request.registry.settings["collectif.settings"].base_url
    return document_response(card_pdf(context.peer, base + request.route_path("verify", token=found.token)))


def _to_card(context: PeerContext, request: Request) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("peer_card", public_id=context.peer.public_id))


@view_config(route_name="passport", renderer="activation/passport.pt", request_method="GET", permission=P.VIEW_PEER)
def passport(context: PeerContext, request: Request) -> Any:
    """On the page, as a PDF (``?format=pdf``) or as data (``?format=json``)."""
    found = Passport(request.db, request.registry, context.peer)
    name = request.GET.get("format", "")
    if name not in ("", "pdf", "json"):
        raise HTTPNotFound()
    act = "passport.exported" if name else "passport.viewed"
    request.journal.record(act, context.peer, **({"format": name} if name else {}))
    if name == "pdf":
        return document_response(found.pdf())
    if name == "json":
        response = Response(json=found.data())
        response.content_disposition = 'attachment; filename="passeport.json"'
        return response
    return {
        "peer": context.peer, "passport": found, "words": words, "title": TITLE,
        "crumbs": crumbs(request, context, TITLE),
    }  # fmt: skip
