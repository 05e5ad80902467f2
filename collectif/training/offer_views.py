"""An offered place, answered by a link, without signing in. Looking at it changes nothing."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..bodies import posted_text
from ..text import date_and_time
from ..tokens import Tokens, token_hash
from . import queries, words
from .enrolments import Enrolments, has_begun
from .models import TrainingEnrolment
from .page import ENDED_OFFER, enrolment_status

OVER = {
    "offered": "Le délai de réponse est passé : la place va à la personne suivante.",
    "lapsed": "Le délai de réponse est passé : la place est allée à la personne suivante.",
    "left": "Vous avez laissé cette place. Merci de l'avoir dit : elle sert à une autre personne.",
    "cancelled": "La session est annulée.",
}
DONE = "La session a commencé."


class OfferContext:
    """The enrolment that a link is about; public, for whoever holds the link."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        token = request.matchdict["token"]
        tokens: Tokens = request.registry["training_tokens"]
        condition = TrainingEnrolment.offer_hash == token_hash(token)
        found = queries.find_enrolment(request.db, condition) if tokens.made(token) else None
        if found is None:
            raise HTTPNotFound()
        self.enrolment: TrainingEnrolment = found

    @property
    def is_offered(self) -> bool:
        return self.enrolment.state == "offered" and enrolment_status(self.enrolment) is not ENDED_OFFER

    @property
    def is_held(self) -> bool:
        return self.enrolment.state == "held" and not has_begun(self.enrolment.session)


@view_config(route_name="training_offer", renderer="training/offer.pt", request_method="GET",
             permission=NO_PERMISSION_REQUIRED)  # fmt: skip
def show(context: OfferContext, request: Request) -> dict[str, Any]:
    enrolment = context.enrolment
    if not (context.is_offered or context.is_held):
        request.response.status_int = 410
    request.response.cache_control = "no-store"
    until = enrolment.offered_until
    return {
        "training": enrolment.session,
        "facts": words.facts(enrolment.session),
        "offered": context.is_offered,
        "held": context.is_held,
        "until": date_and_time(until) if until else "",
        "over": OVER.get(enrolment.state, DONE),
    }


@view_config(route_name="training_offer", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def answer(context: OfferContext, request: Request) -> Response:
    service, enrolment = request.service(Enrolments), context.enrolment
    act = posted_text(request, "act")
    if act == "accept" and context.is_offered:
        service.accept(enrolment)
        request.flash("success", "Votre place est confirmée.")
    elif act == "leave" and (context.is_offered or context.is_held):
        service.leave(enrolment)
    else:
        service.open(enrolment.session)
    return HTTPSeeOther(request.route_path("training_offer", token=request.matchdict["token"]))
