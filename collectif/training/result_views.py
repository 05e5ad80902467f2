"""Attendance, results and certificates."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..bodies import posted_text
from ..enrolling.page import note_reading
from ..enrolling.views import presences, to_event
from ..enrolling.words import full_name
from ..exports import document_response
from ..security.permissions import Permission
from ..text import plural, today
from . import results
from .certificate import certificate_pdf
from .models import TrainingEnrolment
from .resources import CertificateContext, ResultContext, SessionContext
from .results import Outcome, Results
from .room import ROOM
from .schemas import ReasonSchema
from .sheets import AttendanceSheet, ResultSheet
from .views import crumbs


@view_config(route_name="training_attendance", renderer="training/attendance.pt",
             permission=Permission.KEEP_ATTENDANCE)  # fmt: skip
def attendance(context: SessionContext, request: Request) -> dict[str, Any] | Response:
    training = context.training
    people = results.people(request.db, training)
    if request.method == "POST":
        return _note(context, request, people)
    if people:
        note_reading(request, ROOM, training)
    chosen = results.half_day_of(training, request.GET.get("demi-journee", ""))
    sheet = AttendanceSheet(training, people, chosen or results.first_to_note(training, people))
    return {"training": training, "sheet": sheet, "crumbs": crumbs(request, training, "Présences")}


def _note(context: SessionContext, request: Request, people: list[TrainingEnrolment]) -> Response:
    training = context.training
    half_day = results.half_day_of(training, posted_text(request, "half_day"))
    here = request.route_path("training_attendance", public_id=training.public_id)
    if half_day is None:
        request.flash("warning", "Choisissez une demi-journée de cette session.")
        return HTTPSeeOther(here)
    noted = request.service(Results).note(training, half_day, presences(request, people))
    request.flash("success", f"C'est noté pour {plural(noted, 'personne')}.")
    return HTTPSeeOther(here)


@view_config(route_name="training_results", renderer="training/results.pt", permission=Permission.VALIDATE_TRAINING)
def record(context: SessionContext, request: Request) -> dict[str, Any] | Response:
    training = context.training
    if request.method == "POST":
        outcome = request.service(Results).record(training)
        request.flash("success", outcome_words(outcome))
        return HTTPSeeOther(request.route_path("training_results", public_id=training.public_id))
    note_reading(request, ROOM, training)
    sheet = ResultSheet(request.db, training, results.people(request.db, training))
    return {"training": training, "sheet": sheet, "crumbs": crumbs(request, training, "Résultats")}


def outcome_words(outcome: Outcome) -> str:
    """What the recording did, in a sentence or two."""
    done = [
        plural(outcome.validated, "formation validée", "formations validées"),
        plural(outcome.absent, "absence notée", "absences notées"),
    ]
    left = f" {plural(outcome.pending, 'personne reste', 'personnes restent')} à voir." if outcome.pending else ""
    return f"{', '.join(done)}.{left}"


@view_config(route_name="training_validate", renderer="training/reason.pt", permission=Permission.VALIDATE_TRAINING)
def validate(context: ResultContext, request: Request) -> dict[str, Any] | Response:
    training, name = context.event, full_name(context.enrolment.peer)
    form = request.create_form(ReasonSchema(), submit="Valider cette formation")
    service = request.service(Results)
    if form.handle(lambda data: service.validate_anyway(context.enrolment, data["reason"])):
        request.flash("success", f"La formation de {name} est validée.")
        return HTTPSeeOther(request.route_path("training_results", public_id=training.public_id))
    lead = "Une demi-journée obligatoire manque. Vous pouvez valider quand même, en écrivant pourquoi."
    return {"form": form, "title": f"Valider la formation de {name}", "lead": lead,
            "crumbs": crumbs(request, training, "Valider")}  # fmt: skip


@view_config(route_name="training_certificate", request_method="GET", permission=Permission.VIEW_PEER)
def certificate(context: CertificateContext, request: Request) -> Response:
    one = context.certificate
    request.journal.record("training.certificate_read", one, peer=one.peer.public_id)
    return document_response(certificate_pdf(one, today()))


@view_config(route_name="training_certificate_revoke", renderer="training/reason.pt",
             permission=Permission.VALIDATE_TRAINING)  # fmt: skip
def revoke(context: CertificateContext, request: Request) -> dict[str, Any] | Response:
    one = context.certificate
    form = request.create_form(ReasonSchema(), submit="Retirer l'attestation")
    if form.handle(lambda data: request.service(Results).revoke(one, data["reason"])):
        request.flash("success", f"L'attestation {one.number} est retirée.")
        return to_event(request, ROOM, one.enrolment.session) if one.enrolment else HTTPSeeOther(
            request.route_path("trainings")
        )  # fmt: skip
    lead = f"Attestation {one.number}, {full_name(one.peer)} : elle ne comptera plus. C'est définitif."
    training = one.enrolment.session if one.enrolment else None
    return {"form": form, "title": "Retirer une attestation", "lead": lead,
            "crumbs": crumbs(request, training, "Retirer l'attestation")}  # fmt: skip
