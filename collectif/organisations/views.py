"""Pages about organisations: the list, one of them, adding and describing it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config

from ..bodies import posted_text
from ..editing import edit
from ..exports import export_response
from ..forms import Done, Form
from ..security.permissions import Permission
from ..text import printable
from . import queries
from .listing import ORGANISATIONS, STATEMENT
from .models import Organisation
from .pages import crumbs, links, seats, summary
from .referents import referents_in_force
from .resources import OrganisationContext
from .schemas import EditOrganisationSchema, NewOrganisationSchema, PlaceSchema
from .services import LooksLike, Organisations, describe, place

NAMES_OF_YES = {"oui": True, "non": False}


def to_page(request: Request, organisation: Organisation) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("organisation", slug=organisation.slug))


@view_config(
    route_name="organisations", renderer="organisations/list.pt", permission=Permission.VIEW_ORGANISATIONS,
    request_method="GET",
)  # fmt: skip
def show_all(request: Request) -> Any:
    if "format" in request.GET:
        return export_response(request, ORGANISATIONS.table(request.db, STATEMENT, request.GET))
    return {"page": ORGANISATIONS.page(request.db, STATEMENT, request.GET)}


@view_config(
    route_name="organisation", renderer="organisations/page.pt", permission=Permission.VIEW_ORGANISATIONS,
    request_method="GET",
)  # fmt: skip
def show(context: OrganisationContext, request: Request) -> dict[str, Any]:
    organisation = context.organisation
    return {
        "organisation": organisation,
        "crumbs": crumbs(request, organisation, here=True),
        "items": summary(organisation),
        "seats": seats(organisation),
        "referents": referents_in_force(request.db, organisation.id),
        "links": links(request, context),
    }


class SimilarNames:
    """A form whose names may be another organisation's: the look-alikes are shown, and the next press goes on.

    It is a question, not a mistake: nothing is written yet, and nothing is shown as wrong.
    """

    GO_ON = "Ce sont deux organisations : continuer"

    def __init__(self, request: Request, form: Form):
        self.form = form
        self.candidates: list[queries.Known] = []
        self._response = request.response

    def handled(self, done: Done | None) -> Done | None:
        """What came of the form, to be called with what it answered."""
        if self.candidates:
            self.form.error = None
            self.form.buttons[0].title = self.GO_ON
            self._response.status_int = 200
        return done

    def ask(self, act: Any) -> Any:
        """``act`` made to take what was answered, and to remember what is to be answered."""

        def asked(data: dict[str, Any]) -> Any:
            answered = [slug for slug in data.pop("distinct_from").split(",") if slug]
            try:
                return act(data, distinct_from=answered)
            except LooksLike as error:
                self.candidates = error.candidates
                self.form["distinct_from"].cstruct = ",".join([*answered, *(one.slug for one in self.candidates)])
                raise

        return asked


@view_config(
    route_name="organisation_add", renderer="organisations/add.pt", permission=Permission.MERGE_ORGANISATIONS
)  # fmt: skip
def add(request: Request) -> Any:
    form = request.create_form(NewOrganisationSchema(), submit="Ajouter cette organisation")
    similar = SimilarNames(request, form)
    if done := similar.handled(form.handle(similar.ask(request.service(Organisations).add))):
        request.flash("success", f"{done.value.name} est dans la liste des organisations.")
        return to_page(request, done.value)
    typed = form["name"].cstruct or ""
    return {"form": form, "candidates": similar.candidates, "typed": typed, "crumbs": crumbs(request, None, "Ajouter")}


@view_config(
    route_name="organisation_edit", renderer="organisations/edit.pt", permission=Permission.EDIT_ORGANISATION
)  # fmt: skip
def change(context: OrganisationContext, request: Request) -> Any:
    organisation, service = context.organisation, request.service(Organisations)
    form = request.create_form(EditOrganisationSchema())
    similar = SimilarNames(request, form)

    def save(data: dict[str, Any], distinct_from: list[str]) -> None:
        service.edit(organisation, data, distinct_from=distinct_from)

    if similar.handled(edit(form, organisation, _described, similar.ask(save))):
        request.flash("success", "Les changements sont enregistrés.")
        return to_page(request, organisation)
    return {
        "form": form,
        "organisation": organisation,
        "candidates": similar.candidates,
        "crumbs": crumbs(request, organisation, "Modifier"),
    }


def _described(organisation: Organisation) -> dict[str, Any]:
    return {**describe(organisation), "distinct_from": ""}


@view_config(
    route_name="organisation_alias_add", permission=Permission.MERGE_ORGANISATIONS, request_method="POST"
)  # fmt: skip
def add_alias(context: OrganisationContext, request: Request) -> HTTPSeeOther:
    name = printable(posted_text(request, "name"))
    request.service(Organisations).add_alias(context.organisation, name)
    request.flash("success", f"« {name} » est un autre nom de {context.organisation.name}. Rien n'a été ajouté.")
    return to_page(request, context.organisation)


@view_config(
    route_name="organisation_place", renderer="organisations/place.pt", permission=Permission.MERGE_ORGANISATIONS
)  # fmt: skip
def change_place(context: OrganisationContext, request: Request) -> Any:
    organisation, service = context.organisation, request.service(Organisations)
    form = request.create_form(PlaceSchema())

    def save(data: dict[str, Any]) -> None:
        service.set_place(organisation, **{**data, "hub_member": NAMES_OF_YES[data["hub_member"]]})

    if edit(form, organisation, place, save):
        request.flash("success", "La place de cette organisation dans le collectif est enregistrée.")
        return to_page(request, organisation)
    return {"form": form, "organisation": organisation, "crumbs": crumbs(request, organisation, "Pôle et charte")}
