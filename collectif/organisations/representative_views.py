"""Pages about the seats of an organisation."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..security.permissions import Permission
from .pages import crumbs
from .representatives import Representatives
from .resources import OrganisationContext, RepresentativeContext
from .schemas import EndSchema, RepresentativeSchema, SuccessorSchema
from .views import to_page

FORM = "organisations/representative.pt"


@view_config(route_name="representative_add", renderer=FORM, permission=Permission.EDIT_ORGANISATION)
def add(context: OrganisationContext, request: Request) -> Any:
    organisation, service = context.organisation, request.service(Representatives)
    form = request.create_form(RepresentativeSchema(), submit="Ajouter ce représentant")
    if done := form.handle(lambda data: service.add(organisation, data)):
        request.flash("success", f"{done.value.full_name} représente maintenant {organisation.short_name}.")
        return to_page(request, organisation)
    return _page(request, context, form, "Ajouter un représentant")


@view_config(route_name="representative_replace", renderer=FORM, permission=Permission.EDIT_ORGANISATION)
def replace(context: RepresentativeContext, request: Request) -> Any:
    representative, service = context.representative, request.service(Representatives)
    form = request.create_form(SuccessorSchema(), submit="Remplacer")
    if done := form.handle(lambda data: service.replace(representative, data)):
        request.flash("success", f"{done.value.full_name} prend la place de {representative.full_name}.")
        return to_page(request, context.organisation)
    lead = "La place passe à la personne que vous indiquez. La première garde la sienne jusqu'à la veille."
    return _page(request, context, form, f"Remplacer {representative.full_name}", lead)


@view_config(route_name="representative_end", renderer=FORM, permission=Permission.EDIT_ORGANISATION)
def end(context: RepresentativeContext, request: Request) -> Any:
    representative, service = context.representative, request.service(Representatives)
    form = request.create_form(EndSchema(), submit="Terminer cette place")
    if form.handle(lambda data: service.end(representative, data["ends_on"])):
        request.flash("success", f"Le dernier jour de {representative.full_name} est enregistré.")
        return to_page(request, context.organisation)
    lead = "Son nom reste dans l'histoire de l'organisation, avec ses dates."
    return _page(request, context, form, f"Terminer la place de {representative.full_name}", lead)


def _page(request: Request, context: OrganisationContext, form: Any, title: str, lead: str = "") -> dict[str, Any]:
    return {"form": form, "title": title, "lead": lead, "crumbs": crumbs(request, context.organisation, title)}
