"""The agenda: what every room says is coming, for the public, for each person, and for the diaries that follow it."""

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from ..accounts.doorstep import Doorstep
from ..http_cache import reading_only
from ..security.permissions import Permission
from .feeds import DOORSTEP, FOLLOWED, FREE, PersonalCalendars, forget_unused

ROUTES = {
    "agenda": "/agenda",
    "agenda_ics": "/agenda.ics",
    "personal_calendar": "/calendrier/{token}.ics",
    "intranet_agenda": "/intranet/agenda",
    "my_calendar": "/intranet/mon-calendrier",
    "my_calendar_end": "/intranet/mon-calendrier/fin",
}


def includeme(config: Configurator) -> None:
    """Routes, services and chores of the room."""
    for name, pattern in ROUTES.items():
        config.add_route(name, pattern)
    config.add_view(reading_only, route_name="agenda_ics", permission=NO_PERMISSION_REQUIRED, require_csrf=False)
    config.registry[DOORSTEP] = Doorstep(FOLLOWED, FREE)
    config.add_service(PersonalCalendars, _calendars)
    config.add_chore("Calendriers personnels qui ne servent plus, effacés", forget_unused)
    config.add_navigation("Agenda", "intranet_agenda", Permission.VIEW_AGENDA, order=55)
    for module in (".views", ".feed_views"):
        config.scan(module)


def _calendars(request: Request) -> PersonalCalendars:
    secret = request.registry.settings["collectif.settings"].secret
    return PersonalCalendars(request.db, request.journal, secret)
