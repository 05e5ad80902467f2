"""Peers' files."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config

from ..security.permissions import Permission
from .file_page import kept_by
from .models import Peer
from .own_fields import own_fields
from .plugin_guard import guard_of
from .queries import file_of_account
from .resources import PeerContext, RosterContext
from .schemas import end_schema, peer_schema
from .services import Peers, flatten, grouped
from .withdrawals import Withdrawals

UNTIED = (
    "Votre fiche n'est pas encore reliée à votre compte. Demandez à la référente ou au référent de votre association "
    "de vous inviter depuis votre fiche."
)
ENDING = (
    "Cette personne quitte votre liste. Si aucune autre association ne la parraine, elle passe en pause, en recherche "
    "de parrain : elle reçoit un e-mail, et la coordination prend le relais. Rien n'est effacé."
)


@view_config(route_name="my_file", request_method="GET", permission=Permission.USE_INTRANET)
def my_file(request: Request) -> HTTPSeeOther:
    public_id = file_of_account(request.db, request.identity.account_id)
    if public_id is None:
        error = HTTPNotFound()
        error.explanation_fr = UNTIED
        raise error
    return HTTPSeeOther(request.route_path("peer", public_id=public_id))


@view_config(route_name="peer_add", renderer="peers/form.pt", permission=Permission.EDIT_ROSTER)
def add(context: RosterContext, request: Request) -> Any:
    association = context.association
    own = own_fields(request.registry, association.slug)
    peers = request.service(Peers)
    guarded = guard_of(request.extensions, association.slug, "form")
    form = request.create_form(peer_schema(own, association.name, guarded=guarded), submit="Ajouter ce pair")
    if done := form.handle(lambda answers: peers.add(association.id, flatten(answers), own)):
        peer: Peer = done.value
        request.journal.record("peer.added", peer, organisation=association.slug)
        request.flash("success", f"{peer.given_name} {peer.family_name} est dans votre liste, en préparation.")
        return HTTPSeeOther(request.route_path("peer", public_id=peer.public_id))
    back = request.route_path("roster", slug=association.slug)
    crumbs = [(f"Pairs : {association.name}", back), ("Ajouter un pair", None)]
    return {"form": form, "title": "Ajouter un pair", "crumbs": crumbs, "unavailable": own.unavailable, "lead": None}


@view_config(route_name="peer_edit", renderer="peers/form.pt", permission=Permission.EDIT_PEER)
def edit(context: PeerContext, request: Request) -> Any:
    sponsorship, here = kept_by(context, request), request.route_path("peer", public_id=context.peer.public_id)
    own = own_fields(request.registry, sponsorship.organisation.slug)
    guarded = guard_of(request.extensions, sponsorship.organisation.slug, "form")
    schema = peer_schema(own, sponsorship.organisation.short_name, with_versions=True, guarded=guarded)
    form = request.create_form(schema).fill(grouped(sponsorship, own))
    name = f"{context.peer.given_name} {context.peer.family_name}"
    if form.handle(lambda answers: request.service(Peers).change(sponsorship, flatten(answers), own)):
        request.journal.record("peer.changed", context.peer, organisation=sponsorship.organisation.slug)
        request.flash("success", "La fiche est enregistrée.")
        return HTTPSeeOther(here)
    crumbs = [(name, here), ("Modifier la fiche", None)]
    return {
        "form": form,
        "title": f"Modifier la fiche de {name}",
        "crumbs": crumbs,
        "unavailable": own.unavailable,
        "lead": None,
    }


@view_config(route_name="sponsorship_end", renderer="peers/form.pt", permission=Permission.EDIT_PEER)
def end(context: PeerContext, request: Request) -> Any:
    sponsorship, peer = kept_by(context, request), context.peer
    slug, name = sponsorship.organisation.slug, f"{peer.given_name} {peer.family_name}"
    form = request.create_form(end_schema(), submit="Mettre fin au parrainage")
    if form.handle(lambda answers: request.service(Withdrawals).end(sponsorship, answers["ended_on"])):
        request.flash("success", f"Votre association ne parraine plus {name}. Sa fiche n'est plus dans votre liste.")
        return HTTPSeeOther(request.route_path("roster", slug=slug))
    crumbs = [(name, request.route_path("peer", public_id=peer.public_id)), ("Fin du parrainage", None)]
    title = f"Mettre fin au parrainage de {name}"
    return {"form": form, "title": title, "crumbs": crumbs, "unavailable": False, "lead": ENDING}
