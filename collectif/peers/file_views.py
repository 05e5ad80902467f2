"""Peers' files."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config

from ..bodies import posted_text
from ..security.permissions import Permission
from .families import FAMILIES
from .life import ENGAGEMENTS, PEER_LIFE
from .models import Peer, Sponsorship
from .own_fields import own_fields
from .queries import file_of_account
from .resources import PeerContext, RosterContext, sees_details_of
from .schemas import end_schema, peer_schema
from .services import Peers, flatten, grouped

DONE = {"pause": "La pause est notée. Vous pouvez reprendre quand vous voulez.", "resume": "La reprise est notée."}
ENDING = (
    "Cette personne quitte votre liste. Si aucune autre structure ne la parraine, elle passe en pause. "
    "Rien n'est effacé."
)


@view_config(route_name="my_file", permission=Permission.USE_INTRANET)
def my_file(request: Request) -> HTTPSeeOther:
    public_id = file_of_account(request.db, request.identity.account_id)
    if public_id is None:
        raise HTTPNotFound()
    return HTTPSeeOther(request.route_path("peer", public_id=public_id))


@view_config(route_name="peer", renderer="peers/file.pt", permission=Permission.VIEW_PEER)
def show(context: PeerContext, request: Request) -> dict[str, Any]:
    peer = context.peer
    request.journal.record("peer.viewed", peer)
    return {
        "peer": peer,
        "status": PEER_LIFE.status(peer.state),
        "moves": PEER_LIFE.allowed_from(peer.state),
        "engagement": ENGAGEMENTS[peer.engagement],
        "families": [label for name, label in FAMILIES.items() if name in {row.family for row in peer.families}],
        "sponsorships": [sponsorship_shown(context, request, one) for one in context.current],
        "own": context.own_sponsorship(request),
        "is_self": is_self(context, request),
    }


def is_self(context: PeerContext, request: Request) -> bool:
    return context.peer.account_id is not None and context.peer.account_id == request.identity.account_id


def sponsorship_shown(context: PeerContext, request: Request, sponsorship: Sponsorship) -> dict[str, Any]:
    """A sponsorship as the file shows it; the association's own fields only to its people and to the peer."""
    organisation = sponsorship.organisation
    shown = {"organisation": organisation, "since": sponsorship.started_on, "details": None, "unavailable": False}
    if not (is_self(context, request) or sees_details_of(request, sponsorship.organisation_id)):
        return shown
    own = own_fields(request.registry, organisation.slug)
    details = [("Référence", sponsorship.external_ref or ""), *own.summary(sponsorship.details)]
    return {**shown, "details": details, "unavailable": own.unavailable}


@view_config(route_name="peer_add", renderer="peers/form.pt", permission=Permission.EDIT_ROSTER)
def add(context: RosterContext, request: Request) -> Any:
    association = context.association
    own = own_fields(request.registry, association.slug)
    peers = request.service(Peers)
    form = request.create_form(peer_schema(own, association.name), submit="Ajouter ce pair")
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
    schema = peer_schema(own, sponsorship.organisation.short_name, with_versions=True)
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


@view_config(route_name="peer_move", request_method="POST", permission=Permission.PAUSE_PEER)
def move(context: PeerContext, request: Request) -> HTTPSeeOther:
    acts = {"pause": request.service(Peers).pause, "resume": request.service(Peers).resume}
    name = posted_text(request, "move")
    if name not in acts:
        raise HTTPNotFound()
    acts[name](context.peer)
    request.journal.record(PEER_LIFE.transitions[name].journal_tag, context.peer)
    request.flash("success", DONE[name])
    return HTTPSeeOther(request.route_path("peer", public_id=context.peer.public_id))


@view_config(route_name="sponsorship_end", renderer="peers/form.pt", permission=Permission.EDIT_PEER)
def end(context: PeerContext, request: Request) -> Any:
    sponsorship, peer = kept_by(context, request), context.peer
    slug, name = sponsorship.organisation.slug, f"{peer.given_name} {peer.family_name}"
    form = request.create_form(end_schema(), submit="Mettre fin au parrainage")
    if form.handle(lambda answers: request.service(Peers).end(sponsorship, answers["ended_on"])):
        request.journal.record("sponsorship.ended", sponsorship, organisation=slug)
        request.flash("success", f"Votre association ne parraine plus {name}. Sa fiche n'est plus dans votre liste.")
        return HTTPSeeOther(request.route_path("roster", slug=slug))
    crumbs = [(name, request.route_path("peer", public_id=peer.public_id)), ("Fin du parrainage", None)]
    title = f"Mettre fin au parrainage de {name}"
    return {"form": form, "title": title, "crumbs": crumbs, "unavailable": False, "lead": ENDING}


def kept_by(context: PeerContext, request: Request) -> Sponsorship:
    """The sponsorship that whoever asks may write in.

    :raises HTTPForbidden: none of the peer's associations is theirs.
    """
    sponsorship = context.own_sponsorship(request)
    if sponsorship is None:
        raise HTTPForbidden()
    return sponsorship
