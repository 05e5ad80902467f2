"""The mandatory training: sessions, places, waiting list, attendance, certificate."""

from pyramid.config import Configurator
from pyramid.request import Request

from ..mail.services import Mailer
from ..peers.readings import Readings
from ..security.permissions import Permission
from ..tokens import Tokens
from . import calendar
from .chores import remind_renewals, remind_sessions, settle_offers
from .enrolments import Enrolments
from .letters import Letters
from .offer_views import OfferContext
from .resources import CertificateContext, EnrolContext, EnrolmentContext, OwnSeatContext, SessionContext
from .results import Results
from .services import Trainings


def includeme(config: Configurator) -> None:
    """Routes, services and chores of the room."""
    settings = config.registry.settings["collectif.settings"]
    config.registry["training_readings"] = Readings()
    config.registry["training_tokens"] = Tokens(settings.secret, "training_offer")
    _add_routes(config)
    _add_services(config, settings.base_url, settings.training_validity_months)
    config.add_calendar_source(calendar.SOURCE)
    config.add_chore("Places de formation proposées ou reprises", settle_offers)
    config.add_chore("Rappels de formation envoyés", remind_sessions)
    config.add_chore("Rappels de renouvellement envoyés", remind_renewals)
    config.add_navigation("Formations", "trainings", Permission.VIEW_TRAININGS, order=30)
    for module in (".views", ".seat_views", ".result_views", ".offer_views"):
        config.scan(module)


def _add_routes(config: Configurator) -> None:
    home = "/intranet/formations"
    config.add_route("training_offer", "/formations/offre/{token}", factory=OfferContext)
    config.add_route("trainings", home)
    config.add_route("trainings_past", f"{home}/passees")
    config.add_route("training_new", f"{home}/prevoir")
    paper = f"{home}/attestations/{{public_id}}"
    config.add_route("training_certificate", paper, factory=CertificateContext)
    config.add_route("training_certificate_revoke", f"{paper}/retirer", factory=CertificateContext)
    one = f"{home}/{{public_id}}"
    config.add_route("training", one, factory=SessionContext)
    config.add_route("training_edit", f"{one}/modifier", factory=SessionContext)
    config.add_route("training_open", f"{one}/ouvrir", factory=SessionContext)
    config.add_route("training_hold", f"{one}/tenue", factory=SessionContext)
    config.add_route("training_cancel", f"{one}/annuler", factory=SessionContext)
    config.add_route("training_attendance", f"{one}/presences", factory=SessionContext)
    config.add_route("training_results", f"{one}/resultats", factory=SessionContext)
    config.add_route("training_join", f"{one}/s-inscrire", factory=OwnSeatContext)
    config.add_route("training_accept", f"{one}/accepter", factory=OwnSeatContext)
    config.add_route("training_leave", f"{one}/laisser", factory=OwnSeatContext)
    config.add_route("training_enrol", f"{one}/inscrire", factory=EnrolContext)
    seat = f"{one}/inscriptions/{{enrolment}}"
    config.add_route("training_seat_accept", f"{seat}/accepter", factory=EnrolmentContext)
    config.add_route("training_seat_leave", f"{seat}/retirer", factory=EnrolmentContext)
    config.add_route("training_validate", f"{seat}/valider", factory=EnrolmentContext)


def _add_services(config: Configurator, base_url: str, months: int) -> None:
    def letters(request: Request) -> Letters:
        return Letters(request.db, request.service(Mailer), base_url)

    def enrolments(request: Request) -> Enrolments:
        tokens, who = request.registry["training_tokens"], request.identity
        account_id = who.account_id if who else None
        return Enrolments(request.db, request.journal, request.service(Letters), tokens, account_id)

    def trainings(request: Request) -> Trainings:
        return Trainings(request.db, request.journal, request.service(Letters), request.service(Enrolments))

    def results(request: Request) -> Results:
        return Results(request.db, request.journal, request.service(Letters), months, request.identity.account_id)

    config.add_service(Letters, letters)
    config.add_service(Enrolments, enrolments)
    config.add_service(Trainings, trainings)
    config.add_service(Results, results)
