"""Having a place, leaving it, answering an offer: for oneself, for a peer of one's association, or by a link without
signing in. Looking at a link changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ..bodies import posted_text
from ..errors import DomainError
from ..peers.models import Peer
from ..text import date_and_time
from . import queries
from .models import EnrolmentColumns
from .rooms import Room
from .schemas import enrol_schema
from .services import SeatService
from .words import full_name, named

WAITS = "La {one} est complète : {who} sur la liste d'attente. Si une place se libère, un courriel part aussitôt."
LEAVING = "Si des personnes attendent, la place ira à la première d'entre elles."
# What the page and its button say, by where someone's enrolment stands.
LEAVE = ("Laisser ma place", "Laisser la place", f"{LEAVING} Vous pourrez redemander une place.")
STOP_WAITING = (
    "Quitter la liste d'attente",
    "Quitter la liste d'attente",
    "Vous n'attendrez plus de place. Si vous redemandez, vous serez à la fin de la liste.",
)
OVER = {
    "offered": "Le délai de réponse est passé : la place va à la personne suivante.",
    "lapsed": "Le délai de réponse est passé : la place est allée à la personne suivante.",
    "left": "Vous avez laissé cette place. Merci de l'avoir dit : elle sert à une autre personne.",
    "cancelled": "La {one} est annulée.",
}
DONE = "La {one} a commencé."
Crumbs = list[tuple[str, str | None]]
FIELD = "present-"
ANSWERS = {"oui": True, "non": False}


def crumbs(request: Request, room: Room, event: Any, here: str) -> Crumbs:
    """Where a page of the room stands. :param event: the event it is about, or nothing."""
    way: Crumbs = [(room.title, request.route_path(room.list_route))]
    if event is not None:
        way.append((event.title, request.route_path(room.name, public_id=event.public_id)))
    return [*way, (here, None)]


def to_event(request: Request, room: Room, event: Any) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path(room.name, public_id=event.public_id))


def presences(request: Request, people: Iterable[EnrolmentColumns]) -> dict[str, bool]:
    """What a sheet of presences says, by public id: all of ``people`` when « everyone was there » was pressed, else who
    was ticked; someone left without an answer is not among them."""
    if posted_text(request, "everybody") == "oui":
        return {one.public_id: True for one in people}
    sent = [name.removeprefix(FIELD) for name in request.POST if name.startswith(FIELD)]
    ticked = {name: posted_text(request, FIELD + name) for name in sent}
    return {name: ANSWERS[value] for name, value in ticked.items() if value in ANSWERS}


class SeatViews:
    """The views of one room's places; :func:`~collectif.enrolling.add_seats` gives them their routes.

    A room makes its own class and gives it its ``service``.
    """

    service_class: type[SeatService[Any, Any]]

    def __init__(self, context: Any, request: Request):
        self.context = context
        self.request = request
        self.room: Room = context.room
        self.event = context.event
        self.service: SeatService[Any, Any] = request.service(self.service_class)

    def join(self) -> HTTPSeeOther:
        enrolment = self.service.enrol(self.event, self.context.peer)
        return self._back(self._enrolled_words(enrolment, own=True))

    def accept(self) -> HTTPSeeOther:
        self.service.accept(self.context.enrolment)
        return self._back("Votre place est confirmée.")

    def leave(self) -> dict[str, Any] | Response:
        enrolment = self.context.enrolment
        if self.request.method == "POST":
            self.service.leave(enrolment)
            return self._back(f"C'est noté : vous n'êtes plus sur la liste de cette {self.room.one}.")
        here, button, lead = STOP_WAITING if enrolment.state == "waiting" else LEAVE
        return self._page(f"{here} ?", here, button=button, lead=lead)

    def enrol(self) -> dict[str, Any] | Response:
        rows = queries.to_enrol(self.request.db, self.room, self.event, self.context.organisation_ids)
        schema = enrol_schema([(row.public_id, f"{row.family_name} {row.given_name}") for row in rows])
        form = self.request.create_form(schema, submit="Inscrire ce pair")
        if done := form.handle(lambda data: self.service.enrol(self.event, self._peer(data["peer"]))):
            return self._back(self._enrolled_words(done.value, own=False))
        return {**self._page("Inscrire un pair", "Inscrire un pair"), "form": form, "nobody": not rows}

    def accept_for(self) -> HTTPSeeOther:
        self.service.accept(self.context.enrolment)
        return self._back(self._enrolled_words(self.context.enrolment, own=False))

    def leave_for(self) -> dict[str, Any] | Response:
        waits, name = self.context.enrolment.state == "waiting", full_name(self.context.enrolment.peer)
        if self.request.method == "POST":
            self.service.leave(self.context.enrolment)
            return self._back(f"{name} n'est plus sur la liste de cette {self.room.one}.")
        lead = f"{name} n'attendra plus de place." if waits else LEAVING
        return self._page(f"Retirer {name} de la {self.room.one} ?", "Retirer", button="Retirer", lead=lead)

    def offer(self) -> dict[str, Any]:
        context = self.context
        if not (context.is_offered or context.is_held):
            self.request.response.status_int = 410
        self.request.response.cache_control = "no-store"
        until = context.enrolment.offered_until
        return {
            "room": self.room, "event": self.event, "facts": self.facts(), "offered": context.is_offered,
            "held": context.is_held, "until": date_and_time(until) if until else "",
            "over": OVER.get(context.enrolment.state, DONE).format(one=self.room.one),
        }  # fmt: skip

    def answer(self) -> Response:
        enrolment, act = self.context.enrolment, posted_text(self.request, "act")
        if act == "accept" and self.context.is_offered:
            self.service.accept(enrolment)
            self.request.flash("success", "Votre place est confirmée.")
        elif act == "leave" and (self.context.is_offered or self.context.is_held):
            self.service.leave(enrolment)
        else:
            self.service.open(self.event)
        return HTTPSeeOther(self.request.path)

    def facts(self) -> list[tuple[str, Any]]:
        """What someone who is offered a place needs to know: (term, words)."""
        raise NotImplementedError

    def _back(self, told: str) -> HTTPSeeOther:
        self.request.flash("success", told)
        return to_event(self.request, self.room, self.event)

    def _page(self, title: str, here: str, **more: str) -> dict[str, Any]:
        return {"room": self.room, "event": self.event, "title": title, "about": named(self.event), **more,
                "crumbs": crumbs(self.request, self.room, self.event, here)}  # fmt: skip

    def _peer(self, public_id: str) -> Peer:
        """:raises DomainError: the file went meanwhile."""
        peer = queries.peer_by_public_id(self.request.db, public_id)
        if peer is None:
            raise DomainError("Cette fiche n'existe plus.", "peer")
        return peer

    def _enrolled_words(self, enrolment: Any, *, own: bool) -> str:
        """What has just happened."""
        name = full_name(enrolment.peer)
        if enrolment.state == "waiting":
            return WAITS.format(one=self.room.one, who="vous êtes" if own else f"{name} est")
        return "Votre place est confirmée." if own else f"La place de {name} est confirmée."
