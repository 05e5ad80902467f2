"""The mandatory training: sessions, places, waiting list, attendance, certificate."""

from pyramid.config import Configurator
from pyramid.request import Request

from ..enrolling import add_seats
from ..security.permissions import Permission
from . import calendar
from .chores import remind_renewals
from .enrolments import Enrolments
from .letters import Letters
from .linked import KIND, linked_training
from .resources import CertificateContext, ResultContext, SessionContext
from .results import Results
from .room import ROOM
from .seat_views import TrainingSeats
from .services import Trainings

HOME = ROOM.home
PAPER = f"{HOME}/attestations/{{public_id}}"
ONE = f"{HOME}/{{public_id}}"
ROUTES = (
    ("trainings", HOME, None),
    ("trainings_past", f"{HOME}/passees", None),
    ("training_new", f"{HOME}/prevoir", None),
    ("training_certificate", PAPER, CertificateContext),
    ("training_certificate_revoke", f"{PAPER}/retirer", CertificateContext),
    ("training", ONE, SessionContext),
    ("training_edit", f"{ONE}/modifier", SessionContext),
    ("training_open", f"{ONE}/ouvrir", SessionContext),
    ("training_hold", f"{ONE}/tenue", SessionContext),
    ("training_cancel", f"{ONE}/annuler", SessionContext),
    ("training_attendance", f"{ONE}/presences", SessionContext),
    ("training_results", f"{ONE}/resultats", SessionContext),
    ("training_validate", f"{ONE}/inscriptions/{{enrolment}}/valider", ResultContext),
)


def includeme(config: Configurator) -> None:
    """Routes, services and chores of the room."""
    settings = config.registry.settings["collectif.settings"]
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    add_seats(config, ROOM, TrainingSeats, Letters)
    _add_services(config, settings.training_validity_months)
    config.add_calendar_source(calendar.SOURCE)
    config.add_chore("Rappels de renouvellement envoyés", remind_renewals)
    config.add_linkable(KIND, linked_training)
    config.add_navigation("Formations", "trainings", Permission.VIEW_TRAININGS, order=30)
    config.scan(".views")
    config.scan(".result_views")


def _add_services(config: Configurator, months: int) -> None:
    def trainings(request: Request) -> Trainings:
        return Trainings(request.db, request.journal, request.service(Enrolments))

    def results(request: Request) -> Results:
        return Results(request.db, request.journal, request.service(Letters), months, request.identity.account_id)

    config.add_service(Trainings, trainings)
    config.add_service(Results, results)
