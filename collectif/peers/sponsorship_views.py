"""Pages about one sponsorship, and the lists of them."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..exports import export_response
from ..listing import Listing
from ..security.permissions import Permission as P
from .attestations import attestation_schema, read_attestation
from .commitments import COMMITMENTS
from .families import FAMILIES
from .life import ENGAGEMENTS, SPONSORSHIP_LIFE
from .path_models import SponsorshipRequest, SponsorshipTerms
from .resources import SponsorshipContext
from .sponsoring import Sponsoring
from .sponsorship_list import SEARCHES, SPONSORSHIPS, searching, sponsorships_of

ORIGINS = {"peer": "La personne elle-même", "coordination": "La coordination MDPH 77"}


@view_config(
    route_name="sponsorships", renderer="peers/sponsorships.pt", request_method="GET", permission=P.USE_INTRANET
)
def show_all(request: Request) -> dict[str, Any] | Response:
    """Sponsorships of one's association, or all; ``?vue=recherches``: who looks for a sponsor, for the coordination."""
    places = request.identity.organisations_for(P.VIEW_ROSTER)
    seeks = request.GET.get("vue") == "recherches"
    if places == frozenset() or (seeks and places is not None):
        raise HTTPForbidden()
    listing: Listing = SEARCHES if seeks else SPONSORSHIPS
    statement = searching() if seeks else sponsorships_of(places)
    organisation = "" if places is None else ",".join(sorted(_slugs(request)))
    if "format" in request.GET:
        request.journal.record("sponsorships.exported", ("sponsorships", "all"), organisation=organisation)
        return export_response(request, listing.table(request.db, statement, request.GET))
    request.journal.record("sponsorships.viewed", ("sponsorships", "all"), organisation=organisation)
    page = listing.page(request.db, statement, request.GET)
    return {"page": page, "seeks": seeks, "sees_searches": places is None}


def _slugs(request: Request) -> set[str]:
    ids = request.identity.organisations_for(P.VIEW_ROSTER) or ()
    return {one.organisation_slug or "" for one in request.identity.mandates if one.organisation_id in ids}


@view_config(route_name="sponsorship", renderer="peers/sponsorship.pt", request_method="GET", permission=P.VIEW_PEER)
def show(context: SponsorshipContext, request: Request) -> dict[str, Any]:
    one = context.sponsorship
    request.journal.record("sponsorship.viewed", one, organisation=one.organisation.slug)
    asked = request.db.get(SponsorshipRequest, one.id)
    lived = {row.family for row in one.peer.families}
    return {
        "one": one,
        "status": SPONSORSHIP_LIFE.status(one.state),
        "asked": asked,
        "origin": ORIGINS[asked.origin] if asked else "",
        "families": [label for name, label in FAMILIES.items() if name in lived],
        "engagement": ENGAGEMENTS[one.peer.engagement],
        "terms": request.db.get(SponsorshipTerms, one.id),
        "commitments": COMMITMENTS,
        "is_self": one.peer.account_id is not None and one.peer.account_id == request.identity.account_id,
    }


@view_config(route_name="sponsorship_accept", renderer="peers/attestation.pt", permission=P.EDIT_ROSTER)
def accept(context: SponsorshipContext, request: Request) -> Any:
    one, place = context.sponsorship, context.sponsorship.organisation
    form = request.create_form(attestation_schema(place), submit="Parrainer cette personne")

    def act(answers: dict[str, Any]) -> None:
        request.service(Sponsoring).accept(one, read_attestation(request.db, place.id, answers))

    if form.handle(act):
        request.flash("success", f"{place.short_name} parraine {one.peer.given_name} {one.peer.family_name}.")
        return HTTPSeeOther(request.route_path("peer", public_id=one.peer.public_id))
    here = request.route_path("sponsorship", sponsorship=one.public_id)
    return {"form": form, "peer": one.peer, "place": place, "title": "Parrainer cette personne", "back": here}


@view_config(route_name="sponsorship_decline", request_method="POST", permission=P.EDIT_ROSTER)
def decline(context: SponsorshipContext, request: Request) -> HTTPSeeOther:
    request.service(Sponsoring).decline(context.sponsorship)
    request.flash("success", "Votre réponse est envoyée : votre association ne parraine pas cette personne.")
    return HTTPSeeOther(request.route_path("sponsorships"))


@view_config(route_name="sponsorship_withdraw", request_method="POST", permission=P.ASK_SPONSOR)
def withdraw(context: SponsorshipContext, request: Request) -> HTTPSeeOther:
    request.service(Sponsoring).withdraw(context.sponsorship)
    request.flash("success", "La demande est retirée.")
    return HTTPSeeOther(request.route_path("peer", public_id=context.sponsorship.peer.public_id))
