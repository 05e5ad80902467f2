"""The three gates together: who may be active, what is missing, and what shows it."""

from pyramid.config import Configurator
from pyramid.request import Request

from ..applications.services import Applications
from ..mail.services import Mailer
from ..peers.lives import Lives
from ..peers.resources import PeerContext
from .cards import Cards
from .passport import DEFAULTS, add_passport_section
from .services import Activation

FILE = "/intranet/pairs/{public_id}"
ROUTES = (
    ("peer_activate", f"{FILE}/activer"),
    ("peer_suspend", f"{FILE}/suspendre"),
    ("peer_lift", f"{FILE}/lever-la-suspension"),
    ("peer_end", f"{FILE}/fin-de-parcours"),
    ("peer_leave", f"{FILE}/arreter"),
    ("peer_card", f"{FILE}/carte"),
    ("peer_card_pdf", f"{FILE}/carte.pdf"),
    ("peer_card_revoke", f"{FILE}/carte/annuler"),
    ("passport", f"{FILE}/passeport"),
)


def includeme(config: Configurator) -> None:
    for name, pattern in ROUTES:
        config.add_route(name, pattern, factory=PeerContext)
    config.add_route("verify", "/verifier/{token}")
    config.registry["passport"] = dict(DEFAULTS)
    config.add_directive("add_passport_section", add_passport_section)
    config.add_service(Activation, _activation)
    config.add_service(Cards, lambda request: Cards(request.db, request.journal, _secret(request)))
    config.scan(".views")
    config.scan(".card_views")


def _secret(request: Request) -> str:
    return request.registry.settings["collectif.settings"].secret


def _activation(request: Request) -> Activation:
    return Activation(
        request.db, request.service(Lives), request.service(Mailer), request.service(Applications).accept_activated
    )
