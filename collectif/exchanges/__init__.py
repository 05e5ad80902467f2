"""Exchange sessions between peers: planned once or in series, places, attendance, what was spoken of without names."""

from pyramid.config import Configurator
from pyramid.request import Request
from sqlalchemy.orm import Session

from ..enrolling import add_seats
from ..journal import Recorder
from ..security.permissions import Permission
from . import calendar, passport
from .linked import KIND, linked_exchange
from .outcomes import Outcomes
from .resources import ExchangeContext, OrganiseContext, OwnExchangeContext
from .room import ROOM
from .seats import ExchangeLetters, ExchangeSeats, ExchangeSeatViews
from .services import Exchanges

HOME = ROOM.home
ONE = f"{HOME}/{{public_id}}"
# Fixed words come before « {public_id} »: no session is called « prevoir ».
ROUTES = (
    ("exchanges", HOME, None),
    ("exchanges_past", f"{HOME}/passees", None),
    ("exchanges_figures", f"{HOME}/chiffres", OrganiseContext),
    ("exchange_new", f"{HOME}/prevoir", OrganiseContext),
    ("exchange", ONE, ExchangeContext),
    ("exchange_edit", f"{ONE}/modifier", ExchangeContext),
    ("exchange_open", f"{ONE}/ouvrir", ExchangeContext),
    ("exchange_cancel", f"{ONE}/annuler", ExchangeContext),
    ("exchange_attendance", f"{ONE}/presences", ExchangeContext),
    ("exchange_account", f"{ONE}/themes", ExchangeContext),
    ("exchange_feedback", f"{ONE}/avis", OwnExchangeContext),
    ("exchange_first_name", f"{ONE}/prenom", OwnExchangeContext),
)


def includeme(config: Configurator) -> None:
    """Routes, services and chores of the room."""
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    add_seats(config, ROOM, ExchangeSeatViews, ExchangeLetters)
    config.add_service(Exchanges, lambda request: Exchanges(*_collaborators(request)))
    config.add_service(Outcomes, lambda request: Outcomes(*_collaborators(request)))
    config.add_chore("Avis écrits après une rencontre effacés au bout de deux ans", _forget_words)
    config.add_calendar_source(calendar.SOURCE)
    config.add_linkable(KIND, linked_exchange)
    config.add_passport_section(passport.NAME, passport.exchanges)
    config.add_navigation("Rencontres", "exchanges", Permission.VIEW_EXCHANGES, order=32)
    config.scan(".views")
    config.scan(".outcome_views")


def _forget_words(request: Request) -> int:
    return request.service(Outcomes).forget_words()


def _collaborators(request: Request) -> tuple[Session, Recorder, ExchangeSeats]:
    return request.db, request.journal, request.service(ExchangeSeats)
