"""Signing, attesting a signature on paper, reading a signature and its receipts, revoking."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..accounts.authentication import Authentication
from ..accounts.browser import let_go
from ..errors import DomainError, NotAllowed
from ..exports import document_response
from ..peers.resources import PeerContext
from ..security.permissions import Permission, Role
from . import queries
from .models import CharterSignature
from .page import SignaturePage, VersionPage
from .receipts import Receipts
from .resources import OwnCharter, SignatureContext
from .schemas import revoke_schema, sign_schema, witness_schema
from .services import Signing, name_of
from .views import wants_plain

WRONG = "Ce n'est pas votre mot de passe. Recommencez."
SIGNED = "La charte est signée. La MDPH 77 va la contresigner. Votre reçu est sur cette page."
WITNESSED = "La signature de {name} est enregistrée. La MDPH 77 va la contresigner."
REVOKED = "La signature est révoquée. La personne peut signer de nouveau."
NO_PLACE = "Vous n'avez pas de mandat pour attester cette signature."


@view_config(route_name="charter_sign", renderer="charter/sign.pt", permission=Permission.SIGN_CHARTER)
def sign(context: OwnCharter, request: Request) -> dict[str, Any] | Response:
    """The items one by one, the password, the button."""
    peer = context.peer(request)
    shown = VersionPage(request.db, queries.current_version(request.db), plain=wants_plain(request))
    version, signed = shown.version, queries.signatures_of(request.db, peer.id)
    if any(one.state == "signed" and one.version_id == version.id for one in signed):
        return HTTPSeeOther(request.route_path("charter_home"))
    address = request.route_path("charter_sign", _query={"texte": "simple" if shown.plain else "reference"})
    form = request.create_form(sign_schema(version, shown.variant), submit="Signer la charte", action=address)
    form.fill({"text": version.text_hash})
    page = {"shown": shown, "form": form, "name": name_of(peer), "again": bool(signed)}
    if form.handle(lambda data: _sign(context, request, shown.variant, data)):
        request.flash("success", SIGNED)
        return HTTPSeeOther(request.route_path("charter_home"))
    return page


def _sign(context: OwnCharter, request: Request, variant: str, data: dict[str, Any]) -> CharterSignature:
    let_go(request)
    if not request.service(Authentication).confirm(request.identity.account_id, data["password"]):
        raise DomainError(WRONG, "password")
    return request.service(Signing).sign(context.peer(request), variant, data["text"])


@view_config(route_name="charter_witness", renderer="charter/witness.pt", permission=Permission.WITNESS_SIGNATURE)
def witness(context: PeerContext, request: Request) -> dict[str, Any] | Response:
    """What the paper says, typed by someone of the association or of the coordination."""
    peer = context.peer
    form = request.create_form(witness_schema(), submit="Enregistrer la signature")
    if done := form.handle(lambda data: _witness(context, request, data)):
        request.flash("success", WITNESSED.format(name=name_of(peer)))
        return HTTPSeeOther(request.route_path("charter_signature", public_id=done.value.public_id))
    return {"form": form, "name": name_of(peer), "version": queries.current_version(request.db)}


def _witness(context: PeerContext, request: Request, data: dict[str, Any]) -> CharterSignature:
    place = witness_place(context, request)
    return request.service(Signing).witness(context.peer, data["signed_on"], data["variant"], place)


def witness_place(context: PeerContext, request: Request) -> int:
    """For whom the witness acts: the association that sponsors the peer, else the coordination's organisation.

    :raises NotAllowed: neither.
    """
    own = request.identity.organisations_for(Permission.WITNESS_SIGNATURE)
    sponsors = [one.organisation_id for one in context.current]
    held = [m for m in request.identity.mandates if m.organisation_id is not None]
    places = [m.organisation_id for m in held if m.organisation_id in sponsors and m.role == Role.STRUCTURE_REFERENT]
    if own is None:
        places += [m.organisation_id for m in held if m.role == Role.COORDINATOR]
    if not places or places[0] is None:
        raise NotAllowed(NO_PLACE)
    return places[0]


@view_config(route_name="charter_signature", renderer="charter/signature.pt", permission=Permission.VIEW_PEER,
             request_method="GET")  # fmt: skip
def show(context: SignatureContext, request: Request) -> dict[str, Any]:
    request.journal.record("charter.signature_viewed", context.signature)
    may_revoke = request.identity.organisations_for(Permission.COUNTERSIGN_CHARTER) is None
    return {"shown": SignaturePage(context.signature, may_revoke)}


@view_config(route_name="charter_receipt_pdf", permission=Permission.VIEW_PEER, request_method="GET")
def receipt_pdf(context: SignatureContext, request: Request) -> Response:
    site = request.registry.settings["collectif.settings"].base_url
    document = request.service(Receipts).pdf(context.signature, site)
    request.journal.record("charter.receipt_read", context.signature)
    return document_response(document)


@view_config(route_name="charter_receipt_json", permission=Permission.VIEW_PEER, request_method="GET")
def receipt_json(context: SignatureContext, request: Request) -> Response:
    document = request.service(Receipts).json(context.signature)
    request.journal.record("charter.receipt_read", context.signature)
    return document_response(document)


@view_config(route_name="charter_revoke", renderer="charter/revoke.pt", permission=Permission.COUNTERSIGN_CHARTER)
def revoke(context: SignatureContext, request: Request) -> dict[str, Any] | Response:
    signature = context.signature
    shown = SignaturePage(signature, revokable=True)
    form = request.create_form(revoke_schema(), submit="Révoquer la signature")
    if form.handle(lambda data: request.service(Signing).revoke(signature, data["reason"])):
        request.flash("success", REVOKED)
        return HTTPSeeOther(request.route_path("charter_signature", public_id=signature.public_id))
    return {"form": form, "shown": shown}
