"""Applications: someone asks to become a peer, and follows what becomes of it."""

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.request import Request

from ..mail.services import Mailer
from ..peers.readings import Readings
from ..peers.sponsoring import Sponsoring
from ..security.permissions import Permission
from .acts import CANDIDATE, Acts
from .candidacy import Candidacy
from .links import ApplicationLinks
from .resources import ApplicationContext, DeskContext, LinkContext
from .services import Applications
from .silence import Silences, erase_drafts, expire, remind
from .sponsoring import ApplicationSponsoring
from .views import add_moves

PUBLIC = "/candidature"
INTRANET = "/intranet/candidatures"
ROUTES: tuple[tuple[str, str, Callable[[Request], object] | None], ...] = (
    ("candidacy_start", PUBLIC, None),
    ("candidacy_form", f"{PUBLIC}/formulaire.pdf", None),
    ("candidacy_lost", f"{PUBLIC}/lien-perdu", None),
    ("candidacy_follow", f"{PUBLIC}/{{token}}", LinkContext),
    ("candidacy_step", f"{PUBLIC}/{{token}}/questions/{{step}}", LinkContext),
    ("candidacy_review", f"{PUBLIC}/{{token}}/relire", LinkContext),
    ("candidacy_withdraw", f"{PUBLIC}/{{token}}/retirer", LinkContext),
    ("candidacy_again", f"{PUBLIC}/{{token}}/recommencer", LinkContext),
    ("candidacy_copy", f"{PUBLIC}/{{token}}/candidature.pdf", LinkContext),
    ("applications", INTRANET, DeskContext),
    ("application_enter", f"{INTRANET}/saisir", DeskContext),
    ("application_file", f"{INTRANET}/{{public_id}}", ApplicationContext.from_request),
    ("application_print", f"{INTRANET}/{{public_id}}/candidature.pdf", ApplicationContext.from_request),
    ("application_sponsor", f"{INTRANET}/{{public_id}}/parrainer", ApplicationContext.from_request),
    ("application_edit", f"{INTRANET}/{{public_id}}/modifier", ApplicationContext.from_request),
)


def includeme(config: Configurator) -> None:
    """Routes, services and chores of the room."""
    config.registry["application_readings"] = Readings()
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    add_moves(config)
    for kind, make in SERVICES.items():
        config.add_service(kind, make)
    config.add_departure(
        left=lambda request, organisation: request.service(Applications).organisation_left(organisation)
    )
    config.add_chore("Rappels de candidature envoyés", remind)
    config.add_chore("Candidatures closes faute de nouvelles", expire)
    config.add_chore("Brouillons de candidature effacés", erase_drafts)
    config.add_navigation("Candidatures", "applications", Permission.VIEW_APPLICATIONS, order=15)
    for module in (".views", ".sponsor_views", ".public_views", ".follow_views"):
        config.scan(module)


def _links(request: Request) -> ApplicationLinks:
    return ApplicationLinks(request.db, request.registry.settings["collectif.settings"].secret)


def _acts(request: Request) -> Acts:
    return Acts(request.db, request.journal, request.service(Mailer), request.service(ApplicationLinks))


def _candidacy(request: Request) -> Candidacy:
    journal = request.journal.acting(CANDIDATE)
    acts = Acts(request.db, journal, request.service(Mailer), request.service(ApplicationLinks))
    return Candidacy(request.db, acts, request.service(ApplicationLinks))


def _sponsoring(request: Request) -> ApplicationSponsoring:
    by = request.identity.account_id if request.identity else None
    return ApplicationSponsoring(request.db, request.service(Applications), request.service(Sponsoring), by)


SERVICES: dict[type, Callable[[Request], object]] = {
    ApplicationLinks: _links,
    Acts: _acts,
    Candidacy: _candidacy,
    Applications: lambda request: Applications(request.db, request.service(Acts), request.identity),
    ApplicationSponsoring: _sponsoring,
    Silences: lambda request: Silences(request.db, request.service(Acts)),
}
