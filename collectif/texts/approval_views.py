"""A concerned reader approves a text in plain language, changes their mind, or has their name erased."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..security.permissions import Permission
from . import shown
from .approving import Approvals
from .resources import PageContext
from .schemas import approval_schema
from .views import to_page, words_online
from .words import PLAIN, fingerprint

EDIT = Permission.EDIT_SITE_TEXTS
RECORDED = "C'est enregistré : la page porte maintenant la mention FALC."


@view_config(route_name="text_approve", renderer="texts/approve.pt", permission=EDIT)
def approve(context: PageContext, request: Request) -> dict[str, Any] | Response:
    page = context.page
    if not page.reviewed:
        raise HTTPNotFound()
    words = words_online(request, page)
    form = request.create_form(approval_schema(), submit="Enregistrer cette approbation")
    form.fill({"read": fingerprint(page, words)})
    if form.handle(lambda data: request.service(Approvals).record(page, data)):
        request.flash("success", RECORDED)
        return to_page(request, page)
    return {"form": form, "shown": page, "text": shown.written(request, page, words, PLAIN)}


@view_config(route_name="text_approval_withdraw", renderer="texts/approval_act.pt", permission=EDIT)
def withdraw(context: PageContext, request: Request) -> dict[str, Any] | Response:
    approval = context.approval
    if request.method == "POST":
        request.service(Approvals).withdraw(approval)
        request.flash("success", "L'approbation est retirée : la page ne porte plus la mention FALC.")
        return to_page(request, context.page)
    words = "La page ne portera plus la mention FALC. La personne qui a relu pourra approuver de nouveau le texte."
    return _ask(context, "Retirer l'approbation", words)


@view_config(route_name="text_reader_erase", renderer="texts/approval_act.pt", permission=EDIT)
def erase(context: PageContext, request: Request) -> dict[str, Any] | Response:
    approval = context.approval
    if request.method == "POST":
        request.service(Approvals).forget_reader(approval)
        request.flash("success", "Le nom est effacé. La page dit « par une personne concernée ».")
        return to_page(request, context.page)
    words = "Le nom disparaît de ce site, pour toujours. La mention FALC reste : « par une personne concernée »."
    return _ask(context, "Effacer le nom de la personne", words)


def _ask(context: PageContext, title: str, words: str) -> dict[str, Any]:
    return {"shown": context.page, "approval": context.approval, "title": title, "words": words}
