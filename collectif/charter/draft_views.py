"""The coordination writes the next version of the charter, looks at it, publishes it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..errors import DomainError
from ..forms import Form
from ..security.permissions import Permission
from ..text import plural
from . import queries
from .drafting import Drafting, values_of
from .models import CharterVersion
from .page import TextPage
from .schemas import draft_schema, publish_schema

EDIT = Permission.EDIT_CHARTER
SAVED = "Le brouillon est enregistré. Personne d'autre que la coordination ne le voit."
MEANWHILE = (
    "Une autre personne a modifié ce brouillon pendant que vous écriviez. Ce que vous avez écrit est toujours là. "
    "Ouvrez l'aperçu dans un autre onglet pour lire son texte, puis enregistrez de nouveau : le vôtre le remplacera."
)
PUBLISHED = "La version {number} est publiée. {asked}."


@view_config(route_name="charter_draft_start", request_method="POST", permission=EDIT)
def start(request: Request) -> HTTPSeeOther:
    request.service(Drafting).start()
    return HTTPSeeOther(request.route_path("charter_draft"))


@view_config(route_name="charter_draft", renderer="charter/draft.pt", permission=EDIT)
def edit(request: Request) -> dict[str, Any] | Response:
    draft = find_draft(request)
    form = request.create_form(draft_schema(), submit="Enregistrer le brouillon")
    form.fill({**values_of(draft), "version": str(draft.version)})
    if form.handle(lambda data: _save(request, form, draft, data)):
        request.flash("success", SAVED)
        return HTTPSeeOther(request.route_path("charter_draft_preview"))
    return {"form": form, "draft": draft}


def _save(request: Request, form: Form, draft: CharterVersion, data: dict[str, Any]) -> None:
    """Whoever has been told that someone saved meanwhile saves over it by sending again."""
    read = data.pop("version")
    if read != str(draft.version):
        form["version"].cstruct = str(draft.version)
        raise DomainError(MEANWHILE)
    request.service(Drafting).save(draft, data)


@view_config(route_name="charter_draft_preview", renderer="charter/preview.pt", permission=EDIT, request_method="GET")
def preview(request: Request) -> dict[str, Any]:
    return {"shown": draft_page(request), "shown_plain": draft_page(request, plain=True)}


@view_config(route_name="charter_draft_publish", renderer="charter/publish.pt", permission=EDIT)
def publish(request: Request) -> dict[str, Any] | Response:
    draft = find_draft(request)
    form = request.create_form(publish_schema(), submit="Publier cette version")
    shown = draft_page(request)
    if done := form.handle(lambda data: request.service(Drafting).publish(draft, data["sign_before"])):
        asked = plural(done.value, "personne reçoit un e-mail", "personnes reçoivent un e-mail")
        request.flash("success", PUBLISHED.format(number=draft.number, asked=asked))
        return HTTPSeeOther(request.route_path("charter_version", number=draft.number))
    return {"form": form, "shown": shown}


@view_config(route_name="charter_draft_drop", renderer="charter/drop.pt", permission=EDIT, request_method="GET")
def ask_drop(request: Request) -> dict[str, Any]:
    return {"draft": find_draft(request)}


@view_config(route_name="charter_draft_drop", permission=EDIT, request_method="POST")
def drop(request: Request) -> HTTPSeeOther:
    request.service(Drafting).drop(find_draft(request))
    request.flash("success", "Le brouillon est supprimé. La charte en vigueur ne change pas.")
    return HTTPSeeOther(request.route_path("charter_home"))


def find_draft(request: Request) -> CharterVersion:
    """:raises HTTPNotFound: nobody is writing one."""
    found = queries.draft(request.db)
    if found is None:
        raise HTTPNotFound()
    return found


def draft_page(request: Request, *, plain: bool = False) -> TextPage:
    return TextPage(find_draft(request), queries.current_version(request.db), plain=plain)
