"""Peers who take places in events: trainings, exchange sessions.

The places themselves are :mod:`collectif.seats`; a room that has some describes itself once (:class:`~.rooms.Room`),
makes its own :class:`~.services.SeatService`, :class:`~.letters.SeatLetters` and :class:`~.views.SeatViews`, and calls
:func:`add_seats`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from ..mail.services import Mailer
from ..peers.readings import Readings
from ..security.permissions import Permission as P
from ..tokens import Tokens
from .chores import remind
from .letters import SeatLetters
from .resources import EnrolContext, EnrolmentContext, OfferContext, OwnSeatContext
from .rooms import Room
from .views import SeatViews

# Route, its end, context, and its views: (method of SeatViews, template, HTTP methods, permission).
SEAT_ROUTES = (
    ("join", "/s-inscrire", OwnSeatContext, (("join", None, "POST", P.ENROL_SELF),)),
    ("accept", "/accepter", OwnSeatContext, (("accept", None, "POST", P.ENROL_SELF),)),
    ("leave", "/laisser", OwnSeatContext, (("leave", "leave.pt", None, P.ENROL_SELF),)),
    ("enrol", "/inscrire", EnrolContext, (("enrol", "enrol.pt", None, P.ENROL_PEER),)),
    ("seat_accept", "/inscriptions/{enrolment}/accepter", EnrolmentContext,
     (("accept_for", None, "POST", P.ENROL_PEER),)),
    ("seat_leave", "/inscriptions/{enrolment}/retirer", EnrolmentContext,
     (("leave_for", "leave.pt", None, P.ENROL_PEER),)),
)  # fmt: skip
OFFER_VIEWS = (
    ("offer", "offer.pt", "GET", NO_PERMISSION_REQUIRED),
    ("answer", None, "POST", NO_PERMISSION_REQUIRED),
)


def add_seats(config: Configurator, room: Room, views: type[SeatViews], letters: type[SeatLetters]) -> None:
    """Routes, views, services and chores of the places of ``room``."""
    settings = config.registry.settings["collectif.settings"]
    config.registry[f"{room.name}_readings"] = Readings()
    config.registry[f"{room.name}_tokens"] = Tokens(settings.secret, f"{room.name}_offer")
    _add(config, f"{room.name}_offer", f"{room.offers}/{{token}}", partial(OfferContext, room), views, OFFER_VIEWS)
    for name, end, context, listed in SEAT_ROUTES:
        pattern = f"{room.home}/{{public_id}}{end}"
        _add(config, f"{room.name}_{name}", pattern, partial(context, room), views, listed)
    _add_services(config, room, views, letters, settings.base_url)


def _add(
    config: Configurator, route: str, pattern: str, factory: Any, views: type[SeatViews], listed: Iterable[Any]
) -> None:
    config.add_route(route, pattern, factory=factory)
    for attr, template, method, permission in listed:
        renderer = f"enrolling/{template}" if template else None
        config.add_view(views, attr=attr, route_name=route, renderer=renderer, request_method=method,
                        permission=permission)  # fmt: skip


def _add_services(
    config: Configurator, room: Room, views: type[SeatViews], letters: type[SeatLetters], base_url: str
) -> None:
    service = views.service_class

    def make(request: Request) -> Any:
        tokens, who = request.registry[f"{room.name}_tokens"], request.identity
        account_id = who.account_id if who else None
        return service(request.db, request.journal, request.service(letters), tokens, account_id)

    config.add_service(letters, lambda request: letters(request.db, request.service(Mailer), base_url))
    config.add_service(service, make)

    def settle_offers(request: Request) -> int:
        return request.service(service).settle_all()

    def remind_before(request: Request) -> int:
        return remind(request.db, request.service(letters))

    config.add_chore(f"Places de {room.what} proposées ou reprises", settle_offers)
    config.add_chore(f"Rappels de {room.what} envoyés", remind_before)
