"""The tree of folders, which the coordination arranges."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..security.permissions import Permission
from .queries import folder_of, folder_tree
from .resources import FolderContext
from .schemas import EditFolderSchema, NewFolderSchema
from .services import Folders


@view_config(route_name="intranet_folders", renderer="library/folders.pt", permission=Permission.MANAGE_LIBRARY,
             request_method="GET")  # fmt: skip
def index(request: Request) -> dict[str, Any]:
    return {"branches": folder_tree(request.db)}


@view_config(route_name="intranet_folder_add", renderer="library/folder.pt", permission=Permission.MANAGE_LIBRARY)
def add(request: Request) -> dict[str, Any] | Response:
    form = request.create_form(NewFolderSchema(), submit="Ajouter ce dossier")
    if form.handle(lambda data: request.service(Folders).add(data["name"], folder_of(request.db, data["parent"]))):
        return _to_folders(request, "Le dossier est ajouté.")
    return {"form": form, "title": "Ajouter un dossier"}


@view_config(route_name="intranet_folder_edit", renderer="library/folder.pt", permission=Permission.MANAGE_LIBRARY)
def edit(context: FolderContext, request: Request) -> dict[str, Any] | Response:
    folder, service = context.folder, request.service(Folders)
    form = request.create_form(EditFolderSchema()).fill({"name": folder.name, "parent": context.parent})
    if form.handle(lambda data: service.change(folder, data["name"], data["parent"])):
        return _to_folders(request, f"Le dossier « {folder.name} » est enregistré.")
    return {"form": form, "title": "Modifier le dossier"}


@view_config(route_name="intranet_folder_delete", permission=Permission.MANAGE_LIBRARY, request_method="POST")
def delete(context: FolderContext, request: Request) -> HTTPSeeOther:
    request.service(Folders).delete(context.folder)
    return _to_folders(request, "Le dossier est supprimé.")


def _to_folders(request: Request, words: str) -> HTTPSeeOther:
    request.flash("success", words)
    return HTTPSeeOther(request.route_path("intranet_folders"))
