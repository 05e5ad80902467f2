"""Having a place, leaving it, answering an offer: for oneself, or for a peer of one's association."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..errors import DomainError
from ..peers.models import Peer
from ..security.permissions import Permission
from . import queries
from .enrolments import Enrolments
from .models import TrainingEnrolment
from .page import full_name
from .resources import EnrolContext, EnrolmentContext, OwnSeatContext
from .schemas import enrol_schema
from .views import crumbs, to_session

WAITS = "La session est complète : {who} sur la liste d'attente. Si une place se libère, un courriel part aussitôt."
LEAVING = "La place ira à la personne suivante de la liste d'attente. Vous pourrez redemander une place."


def enrolled_words(enrolment: TrainingEnrolment, *, own: bool) -> str:
    """What has just happened."""
    if enrolment.state == "waiting":
        return WAITS.format(who="vous êtes" if own else f"{full_name(enrolment.peer)} est")
    return "Votre place est confirmée." if own else f"La place de {full_name(enrolment.peer)} est confirmée."


@view_config(route_name="training_join", request_method="POST", permission=Permission.ENROL_SELF)
def join(context: OwnSeatContext, request: Request) -> HTTPSeeOther:
    enrolment = request.service(Enrolments).enrol(context.training, context.peer)
    request.flash("success", enrolled_words(enrolment, own=True))
    return to_session(request, context.training)


@view_config(route_name="training_accept", request_method="POST", permission=Permission.ENROL_SELF)
def accept(context: OwnSeatContext, request: Request) -> HTTPSeeOther:
    request.service(Enrolments).accept(context.enrolment)
    request.flash("success", "Votre place est confirmée.")
    return to_session(request, context.training)


@view_config(route_name="training_leave", renderer="training/leave.pt", permission=Permission.ENROL_SELF)
def leave(context: OwnSeatContext, request: Request) -> dict[str, Any] | Response:
    enrolment = context.enrolment
    if request.method == "POST":
        request.service(Enrolments).leave(enrolment)
        request.flash("success", "C'est noté : vous n'êtes plus sur la liste de cette session.")
        return to_session(request, context.training)
    return {"training": context.training, "title": "Laisser ma place ?", "lead": LEAVING,
            "crumbs": crumbs(request, context.training, "Laisser ma place")}  # fmt: skip


@view_config(route_name="training_enrol", renderer="training/enrol.pt", permission=Permission.ENROL_PEER)
def enrol(context: EnrolContext, request: Request) -> dict[str, Any] | Response:
    training = context.training
    rows = queries.to_enrol(request.db, training, context.organisation_ids)
    schema = enrol_schema([(row.public_id, f"{row.family_name} {row.given_name}") for row in rows])
    form = request.create_form(schema, submit="Inscrire ce pair")
    service = request.service(Enrolments)
    if done := form.handle(lambda data: service.enrol(training, _peer(request, data["peer"]))):
        request.flash("success", enrolled_words(done.value, own=False))
        return to_session(request, training)
    return {"form": form, "training": training, "nobody": not rows,
            "crumbs": crumbs(request, training, "Inscrire un pair")}  # fmt: skip


def _peer(request: Request, public_id: str) -> Peer:
    """:raises DomainError: the file went meanwhile."""
    peer = queries.peer_by_public_id(request.db, public_id)
    if peer is None:
        raise DomainError("Cette fiche n'existe plus.", "peer")
    return peer


@view_config(route_name="training_seat_accept", request_method="POST", permission=Permission.ENROL_PEER)
def accept_for(context: EnrolmentContext, request: Request) -> HTTPSeeOther:
    request.service(Enrolments).accept(context.enrolment)
    request.flash("success", enrolled_words(context.enrolment, own=False))
    return to_session(request, context.training)


@view_config(route_name="training_seat_leave", renderer="training/leave.pt", permission=Permission.ENROL_PEER)
def leave_for(context: EnrolmentContext, request: Request) -> dict[str, Any] | Response:
    name = full_name(context.enrolment.peer)
    if request.method == "POST":
        request.service(Enrolments).leave(context.enrolment)
        request.flash("success", f"{name} n'est plus sur la liste de cette session.")
        return to_session(request, context.training)
    return {"training": context.training, "title": f"Retirer {name} de la session ?", "lead": LEAVING,
            "crumbs": crumbs(request, context.training, "Retirer")}  # fmt: skip
