"""From a peer's file: asking a sponsor, attesting, inviting to the intranet, who follows meanwhile."""

from __future__ import annotations

from typing import Any

import colander
from deform import widget
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config

from ..organisations.queries import find_organisation
from ..security.permissions import Permission as P
from .attestations import attestation_schema, read_attestation
from .file_page import is_self, kept_by
from .invitations import Invitations
from .path_models import SponsorSearch, SponsorshipTerms
from .queries import possible_sponsors
from .resources import PeerContext
from .sponsoring import Sponsoring
from .withdrawals import Withdrawals, coordination

AGREED = "La personne est d'accord : son nom et ses coordonnées seront montrés à cette association."


@view_config(route_name="sponsorship_ask", renderer="peers/form.pt", permission=P.ASK_SPONSOR)
def ask(context: PeerContext, request: Request) -> Any:
    own = is_self(context, request)
    form = request.create_form(ask_schema(request, context, own), submit="Envoyer la demande")

    def act(answers: dict[str, Any]) -> Any:
        place = find_organisation(request.db, answers["organisation"])
        return request.service(Sponsoring).propose(context.peer, place, "peer" if own else "coordination")

    if done := form.handle(act):
        request.flash("success", f"La demande est envoyée à {done.value.organisation.short_name}.")
        return to_file(request, context)
    lead = (
        "L'association choisie verra votre nom, vos coordonnées et ce que vous avez déclaré avoir vécu. Elle vous "
        "rencontrera, puis dira oui ou non." if own else
        "L'association choisie verra le nom, les coordonnées et le vécu déclaré de cette personne, puis répondra."
    )  # fmt: skip
    return page(request, context, form, "Demander un parrainage", lead)


def ask_schema(request: Request, context: PeerContext, own: bool) -> colander.SchemaNode:
    choices = possible_sponsors(request.db, context.peer.id)
    schema = colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.String(), name="organisation", title="Association",
            widget=widget.SelectWidget(values=[("", "Choisissez"), *choices]),
            validator=colander.OneOf([slug for slug, _ in choices]),
        ),
    )  # fmt: skip
    if not own:
        schema.add(colander.SchemaNode(
            colander.Boolean(), name="agreed", title=AGREED, validator=_must_agree,
            widget=widget.CheckboxWidget(mention="(obligatoire)"),
        ))  # fmt: skip
    return schema


def _must_agree(node: colander.SchemaNode, value: bool) -> None:
    if not value:
        raise colander.Invalid(node, "Demandez d'abord son accord à la personne.")


@view_config(route_name="sponsorship_attest", renderer="peers/attestation.pt", permission=P.EDIT_PEER)
def attest(context: PeerContext, request: Request) -> Any:
    sponsorship = kept_by(context, request)
    place = sponsorship.organisation
    form = request.create_form(attestation_schema(place), submit="Attester").fill(terms_of(request, sponsorship.id))

    def act(answers: dict[str, Any]) -> None:
        request.service(Sponsoring).attest(sponsorship, read_attestation(request.db, place.id, answers))

    if form.handle(act):
        request.flash("success", "L'attestation de votre association est enregistrée.")
        return to_file(request, context)
    here = request.route_path("peer", public_id=context.peer.public_id)
    return {"form": form, "peer": context.peer, "place": place, "title": "Attester le parrainage", "back": here}


def terms_of(request: Request, sponsorship_id: int) -> dict[str, Any]:
    """What the form shows of the terms already written."""
    terms = request.db.get(SponsorshipTerms, sponsorship_id)
    if terms is None:
        return {}
    return {
        "met_on": terms.met_on, "attests_path": "oui", "attests_experience": "oui", "explanation": terms.explanation,
        "commitments": set(terms.commitments), "conditions": set(terms.conditions), "employer": terms.employer,
        "referent": terms.referent.public_id if terms.referent else "",
        "substitute": terms.substitute.public_id if terms.substitute else "",
    }  # fmt: skip


@view_config(route_name="peer_invite", renderer="peers/invite.pt", permission=P.INVITE_PEER)
def invite(context: PeerContext, request: Request) -> Any:
    invitations = request.service(Invitations)
    state = invitations.state_of(context.peer)
    if request.method == "POST":
        sponsorship = context.own_sponsorship(request) or next(iter(context.current), None)
        request.flash("success", invitations.invite(context.peer, sponsorship))
        return to_file(request, context)
    return {"peer": context.peer, "state": state, "sponsored": bool(context.current), "crumbs": crumbs(
        request, context, "Inviter à ouvrir son espace")}  # fmt: skip


@view_config(route_name="peer_interim", renderer="peers/form.pt", permission=P.ACTIVATE_PEER)
def interim(context: PeerContext, request: Request) -> Any:
    """Who of the coordination follows a peer who looks for a sponsor."""
    search = request.db.get(SponsorSearch, context.peer.id)
    if search is None:
        raise HTTPNotFound()
    people = {
        str(place): (account_id, name) for place, (account_id, name) in enumerate(coordination(request.db).items())
    }
    schema = colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.String(), name="referent", title="Qui suit cette personne en attendant",
            widget=widget.RadioChoiceWidget(values=[(value, name) for value, (_, name) in people.items()]),
            validator=colander.OneOf(list(people)),
        ),
    )  # fmt: skip
    form = request.create_form(schema)
    form.fill(
        {"referent": next((value for value, (key, _) in people.items() if key == search.interim_referent_id), "")}
    )
    withdrawals = request.service(Withdrawals)
    if form.handle(lambda answers: withdrawals.hand_over(context.peer, people[answers["referent"]][0])):
        request.flash("success", "Le relais est noté.")
        return to_file(request, context)
    return page(request, context, form, "Choisir qui prend le relais", None)


def page(request: Request, context: PeerContext, form: Any, title: str, lead: str | None) -> dict[str, Any]:
    """A form about a peer, under the way back to their file."""
    return {
        "form": form, "title": title, "crumbs": crumbs(request, context, title), "unavailable": False, "lead": lead
    }  # fmt: skip


def crumbs(request: Request, context: PeerContext, title: str) -> list[tuple[str, str | None]]:
    name = f"{context.peer.given_name} {context.peer.family_name}"
    return [(name, request.route_path("peer", public_id=context.peer.public_id)), (title, None)]


def to_file(request: Request, context: PeerContext) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("peer", public_id=context.peer.public_id))
