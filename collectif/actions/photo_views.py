"""Photos of an action: kept on the intranet, served to everyone once they are chosen."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..editing import edit as edit_with_version
from ..errors import Gone
from ..library.kinds import KINDS
from ..library.serving import serve_content
from ..security.permissions import Permission
from . import follow_queries, public
from .follow_models import ActionPhoto
from .follow_page import FollowPage
from .follow_resources import PhotoContext, SharedContext
from .follow_schemas import ConfirmSchema
from .following import check_followed
from .pages import form_page, nothing
from .photo_page import intranet_photos
from .photo_schemas import EditPhotoSchema, PhotoSchema
from .photos import Photos
from .resources import ActionContext

FOLLOW, FORM = Permission.FOLLOW_ACTION, "actions/form.pt"
BEFORE, AFTER = -1, 1
NO_LONGER = "Cette photo n'est plus sur le site."


@view_config(route_name="action_photos", renderer="actions/photos.pt", permission=Permission.VIEW_ACTION_FILES,
             request_method="GET")  # fmt: skip
def show(context: ActionContext, request: Request) -> dict[str, Any]:
    action = context.action
    photos = intranet_photos(request, action.public_id, follow_queries.photos(request.db, action.id))
    return {"file": FollowPage(request, action), "action": action, "photos": photos}


@view_config(route_name="photo_add", renderer=FORM, permission=FOLLOW)
def add(context: SharedContext, request: Request) -> dict[str, Any] | Response:
    action = check_followed(context.action)
    form = request.create_form(PhotoSchema(), submit="Envoyer la photo")
    if done := form.handle(lambda data: request.service(Photos).add(action, data)):
        return back(request, context, "La photo est enregistrée.", done.value)
    return form_page(request, form, action, "Ajouter une photo")


@view_config(route_name="photo_edit", renderer=FORM, permission=FOLLOW)
def edit(context: PhotoContext, request: Request) -> dict[str, Any] | Response:
    action, photo = check_followed(context.action), context.photo
    form, service = request.create_form(EditPhotoSchema()), request.service(Photos)
    if edit_with_version(form, photo, photo_words, lambda data: service.edit(photo, data)):
        return back(request, context, "La photo est décrite.", photo)
    return form_page(request, form, action, "Décrire la photo", photo.alt)


@view_config(route_name="photo_remove", renderer=FORM, permission=FOLLOW)
def remove(context: PhotoContext, request: Request) -> dict[str, Any] | Response:
    photo = context.photo
    form = request.create_form(ConfirmSchema(), submit="Effacer cette photo")
    if edit_with_version(form, photo, nothing, lambda data: request.service(Photos).remove(photo)):
        return back(request, context, "La photo est effacée. Personne ne peut plus la lire.")
    return form_page(request, form, context.action, "Effacer la photo", f"{photo.alt} C'est définitif.")


@view_config(route_name="photo_before", permission=FOLLOW, request_method="POST")
def before(context: PhotoContext, request: Request) -> Response:
    return _move(context, request, BEFORE)


@view_config(route_name="photo_after", permission=FOLLOW, request_method="POST")
def after(context: PhotoContext, request: Request) -> Response:
    return _move(context, request, AFTER)


def _move(context: PhotoContext, request: Request, places: int) -> Response:
    request.service(Photos).move(context.photo, places)
    return back(request, context, "La photo a changé de place.", context.photo)


@view_config(route_name="photo_publish", permission=Permission.PUBLISH_ACTION, request_method="POST")
def publish(context: PhotoContext, request: Request) -> Response:
    request.service(Photos).publish(context.photo, shown=True)
    return back(request, context, "Tout le monde verra cette photo avec l'action.", context.photo)


@view_config(route_name="photo_withdraw", permission=Permission.PUBLISH_ACTION, request_method="POST")
def withdraw(context: PhotoContext, request: Request) -> Response:
    request.service(Photos).publish(context.photo, shown=False)
    return back(request, context, "La photo n'est plus sur le site.", context.photo)


@view_config(route_name="photo_file", permission=Permission.VIEW_ACTION_FILES, request_method="GET")
def file(context: PhotoContext, request: Request) -> Response:
    return _serve(request, context.photo, public=False)


@view_config(route_name="action_photo", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def public_file(request: Request) -> Response:
    """One size of a photo that the public may see; asked again each time, so that a withdrawal is seen at once."""
    action = public.find(request.db, request.matchdict["slug"])
    photo = follow_queries.photo(request.db, action.public_id, request.matchdict["photo"]) if action else None
    if photo is None or photo.published_at is None:
        raise HTTPNotFound()
    if not photo.published:
        raise Gone(NO_LONGER)
    return _serve(request, photo, public=True)


def _serve(request: Request, photo: ActionPhoto, *, public: bool) -> Response:
    asked = request.matchdict["width"]
    found = [one for one in photo.pictures if str(one.width) == asked]
    if not found:
        raise HTTPNotFound()
    return serve_content(request, found[0].content, KINDS["jpg"], f"photo-{photo.public_id}-{asked}.jpg", public=public)


def photo_words(photo: ActionPhoto) -> dict[str, Any]:
    return {"alt": photo.alt, "credit": photo.credit}


def back(request: Request, context: Any, words: str, photo: ActionPhoto | None = None) -> HTTPSeeOther:
    """Say what was done, and go back to the photos."""
    request.flash("success", words)
    anchor = photo.public_id if photo else None
    return HTTPSeeOther(request.route_path("action_photos", public_id=context.action.public_id, _anchor=anchor))
