"""Pages about news: thin, the rules are in the services."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..db import now
from ..editing import edit as edit_form
from ..exports import export_response
from ..security.permissions import Permission
from ..text import date_and_time, local
from . import queries
from .listings import NewsList
from .models import NewsItem
from .resources import NewsContext, WriteContext
from .schemas import EditScheduledSchema, EditSchema, FrequencySchema, NewsSchema, WithdrawSchema, addressees
from .services import News, Readings
from .words import paragraphs


@view_config(route_name="news_list", renderer="news/list.pt", permission=Permission.VIEW_NEWS, request_method="GET")
def index(request: Request) -> dict[str, Any] | Response:
    session, identity = request.db, request.identity
    may_write = bool(addressees(request))
    news = NewsList(request, writes=may_write)
    if "format" in request.GET:
        return export_response(request, news.table())
    first = [] if request.GET else queries.pinned(session, identity)
    return {
        "page": news.page(),
        "pinned": first,
        "seen": queries.seen_among(session, identity.account_id, first) if first else set(),
        "unseen": queries.unseen_count(session, identity),
        "may_write": may_write,
    }


@view_config(route_name="news_all_seen", permission=Permission.VIEW_NEWS, request_method="POST")
def see_all(request: Request) -> HTTPSeeOther:
    request.service(News).see_all()
    request.flash("success", "Toutes les nouvelles sont marquées comme lues.")
    return HTTPSeeOther(request.route_path("news_list"))


@view_config(route_name="news_digest", renderer="news/form.pt", permission=Permission.VIEW_NEWS)
def digest(request: Request) -> dict[str, Any] | Response:
    chosen = queries.frequency_of(request.db, request.identity.account_id)
    form = request.create_form(FrequencySchema()).fill({"frequency": chosen})
    if form.handle(lambda data: request.service(News).choose_frequency(data["frequency"])):
        request.flash("success", "Votre choix est enregistré.")
        return HTTPSeeOther(request.route_path("news_list"))
    lead = "Un courriel donne seulement des titres et des liens : vous lisez le reste ici."
    return {"form": form, "title": "Les nouvelles par courriel", "lead": lead, "item": None}


@view_config(route_name="news_add", renderer="news/form.pt", permission=Permission.WRITE_NEWS)
def add(context: WriteContext, request: Request) -> dict[str, Any] | Response:
    form = request.create_form(NewsSchema(), submit="Publier").fill({"audience": addressees(request)[0][0]})
    if done := form.handle(request.service(News).write):
        request.flash("success", _when(done.value))
        return to_item(request, done.value)
    return {"form": form, "title": "Écrire une nouvelle", "lead": None, "item": None}


@view_config(route_name="news_item", renderer="news/item.pt", permission=Permission.VIEW_NEWS, request_method="GET")
def show(context: NewsContext, request: Request) -> dict[str, Any]:
    item, readable = context.item, queries.is_readable(context.item)
    if readable:
        request.service(Readings).note(request.identity.account_id, item.id)
    return {
        "item": item,
        "scheduled": item.publish_at > now(),
        "paragraphs": paragraphs(item.body) if readable or context.may_change else [],
        "may_change": context.may_change,
        "edits": [(edit, paragraphs(edit.body)) for edit in item.edits] if context.may_change else [],
    }


@view_config(route_name="news_edit", renderer="news/form.pt", permission=Permission.WRITE_NEWS)
def edit(context: NewsContext, request: Request) -> dict[str, Any] | Response:
    item, service = context.item, request.service(News)
    schema = EditScheduledSchema() if item.publish_at > now() else EditSchema()
    if edit_form(form := request.create_form(schema), item, values_of, lambda data: service.edit(item, data)):
        request.flash("success", "Vos changements sont enregistrés.")
        return to_item(request, item)
    return {"form": form, "title": "Modifier la nouvelle", "lead": None, "item": item}


@view_config(route_name="news_withdraw", renderer="news/form.pt", permission=Permission.WRITE_NEWS)
def withdraw(context: NewsContext, request: Request) -> dict[str, Any] | Response:
    item, service = context.item, request.service(News)
    form = request.create_form(WithdrawSchema(), submit="Retirer cette nouvelle")
    if form.handle(lambda data: service.withdraw(item, data["reason"])):
        request.flash("success", "La nouvelle est retirée.")
        return to_item(request, item)
    lead = f"« {item.title} » ne sera plus lue par personne. Sa page dira quand et pourquoi."
    return {"form": form, "title": "Retirer la nouvelle", "lead": lead, "item": item}


def to_item(request: Request, item: NewsItem) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("news_item", public_id=item.public_id))


def values_of(item: NewsItem) -> dict[str, Any]:
    """A piece of news as its form shows it."""
    values: dict[str, Any] = {"title": item.title, "body": item.body, "publish_on": local(item.publish_at).date()}
    return {**values, "pinned_until": item.pinned_until} if item.pinned_until else values


def _when(item: NewsItem) -> str:
    if item.publish_at > now():
        return f"La nouvelle paraîtra {date_and_time(item.publish_at)}."
    return "La nouvelle est publiée."
