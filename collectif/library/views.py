"""Pages of the intranet about documents: thin, the rules are in the services."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..bodies import posted_text
from ..editing import edit as edit_form
from ..exports import export_response
from ..security.permissions import Permission
from .contents import Contents
from .kinds import RECORDINGS
from .links import target_of
from .listings import IntranetList
from .models import Document
from .page import DocumentPage
from .resources import AddContext, DocumentContext, VersionContext
from .rights import adding_organisations, publishes
from .schemas import AddSchema, EditSchema, RecordingSchema, RemoveSchema, ReplaceSchema
from .services import Library
from .serving import serve
from .words import size_words, tags_text


@view_config(route_name="intranet_documents", renderer="library/list.pt", permission=Permission.VIEW_LIBRARY,
             request_method="GET")  # fmt: skip
def index(request: Request) -> dict[str, Any] | Response:
    documents = IntranetList(request)
    if "format" in request.GET:
        return export_response(request, documents.table())
    return {
        "page": documents.page(),
        "folder": documents.folder,
        "folders": documents.folders,
        "may_add": bool(adding_organisations(request.identity)),
        "may_arrange": publishes(request.identity),
    }


@view_config(route_name="intranet_document_add", renderer="library/add.pt", permission=Permission.ADD_DOCUMENT)
def add(context: AddContext, request: Request) -> dict[str, Any] | Response:
    target = target_of(request)
    form = request.create_form(AddSchema(), submit="Ajouter ce document").fill({"audience": "collective"})
    if done := form.handle(lambda data: request.service(Library).add(data, target)):
        request.flash("success", f"« {done.value.title} » est ajouté.")
        if target:
            return HTTPSeeOther(request.route_path(target.thing.route, **target.thing.values))
        return to_document(request, done.value)
    return {"form": form, "thing": target.thing if target else None, "room": _room(request)}


@view_config(route_name="intranet_document", renderer="library/document.pt", permission=Permission.VIEW_LIBRARY,
             request_method="GET")  # fmt: skip
def show(context: DocumentContext, request: Request) -> dict[str, Any]:
    return {"shown": DocumentPage(request, context)}


@view_config(route_name="intranet_document_file", permission=Permission.VIEW_LIBRARY, request_method="GET")
@view_config(route_name="intranet_document_version", permission=Permission.VIEW_LIBRARY, request_method="GET")
def download(context: VersionContext, request: Request) -> Response:
    """The file, or the page that says why there is none any more."""
    if context.document.removed_at is not None:
        return to_document(request, context.document)
    return serve(request, context.version, public=False)


@view_config(route_name="intranet_document_replace", renderer="library/change.pt", permission=Permission.ADD_DOCUMENT)
def replace(context: DocumentContext, request: Request) -> dict[str, Any] | Response:
    document, service = context.document, request.service(Library)
    form = request.create_form(ReplaceSchema(), submit="Ajouter cette version")
    if form.handle(lambda data: service.replace(document, data["file"], data["note"])):
        request.flash("success", "La nouvelle version est en place. Les précédentes restent sur la page du document.")
        return to_document(request, document)
    return {"form": form, "document": document, "title": "Ajouter une version", "lead": None}


@view_config(route_name="intranet_document_edit", renderer="library/change.pt", permission=Permission.ADD_DOCUMENT)
def edit(context: DocumentContext, request: Request) -> dict[str, Any] | Response:
    document, service = context.document, request.service(Library)
    schema = RecordingSchema() if document.versions[0].kind in RECORDINGS else EditSchema()
    form = request.create_form(schema, submit="Enregistrer")
    if edit_form(form, document, description, lambda data: service.edit(document, data)):
        request.flash("success", "Vos changements sont enregistrés.")
        return to_document(request, document)
    return {"form": form, "document": document, "title": "Modifier la fiche", "lead": None}


@view_config(route_name="intranet_document_remove", renderer="library/change.pt", permission=Permission.ADD_DOCUMENT)
def remove(context: DocumentContext, request: Request) -> dict[str, Any] | Response:
    document, service = context.document, request.service(Library)
    form = request.create_form(RemoveSchema(), submit="Retirer ce document")
    if form.handle(lambda data: service.remove(document, data["reason"])):
        request.flash("success", "Le document est retiré. Sa page dit pourquoi.")
        return to_document(request, document)
    days = request.registry.settings["collectif.settings"].library.keep_removed_days
    lead = f"Personne ne pourra plus le télécharger. Vous pourrez le remettre pendant {days} jours. Après, il s'efface."
    return {"form": form, "document": document, "title": "Retirer le document", "lead": lead}


@view_config(route_name="intranet_document_restore", permission=Permission.ADD_DOCUMENT, request_method="POST")
def restore(context: DocumentContext, request: Request) -> HTTPSeeOther:
    request.service(Library).restore(context.document)
    request.flash("success", "Le document est remis.")
    return to_document(request, context.document)


@view_config(route_name="intranet_document_untie", permission=Permission.ADD_DOCUMENT, request_method="POST")
def untie(context: DocumentContext, request: Request) -> HTTPSeeOther:
    request.service(Library).untie(context.document, posted_text(request, "kind"), posted_text(request, "thing"))
    request.flash("success", "Le lien est retiré.")
    return to_document(request, context.document)


def to_document(request: Request, document: Document) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("intranet_document", public_id=document.public_id))


def description(document: Document) -> dict[str, Any]:
    """A document as its form shows it."""
    return {
        "title": document.title,
        "description": document.description,
        "transcript": document.transcript,
        "audience": document.audience,
        "folder": document.folder.public_id if document.folder else "",
        "tags": tags_text(tag.name for tag in document.tags),
    }


def _room(request: Request) -> list[str]:
    """What is left to each of the person's organisations, in words."""
    own, contents = adding_organisations(request.identity), request.service(Contents)
    names = {m.organisation_id: m.organisation_name for m in request.identity.mandates if m.organisation_id in own}
    rooms = [(name, *contents.room.of(key)) for key, name in names.items() if key is not None]
    return [f"{name} : {size_words(used)} pris sur {size_words(most)}." for name, used, most in rooms]
