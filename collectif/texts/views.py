"""The coordination reads, writes and publishes the texts of the site."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..editing import edit as edit_form
from ..errors import DomainError
from ..forms import Form
from ..search.pages import refresh_pages
from ..security.permissions import Permission
from . import checks, page, queries, shown
from .drafting import BOTH, Drafting
from .models import SiteTextBlock
from .pages import Page
from .resources import PageContext, TextsContext
from .schemas import block_schema, publish_schema
from .words import LANGUAGES, Words, fingerprint
from .workflow import APPROVED, NOT_APPROVED, NOT_REVIEWED, TEXT_LIFE, TO_REVISIT

EDIT = Permission.EDIT_SITE_TEXTS
# What the help under the form shows, as it is written and as it is read.
SIGNS = ("**mots en gras**", "[la page d'aide](/aide)", "- un élément de liste", "1. une étape", "la touche `Tab`")
SAVED = "Le brouillon est enregistré. Personne d'autre que la coordination ne le voit."
OTHER_DRAFT = (
    "Une autre personne a publié ou supprimé le brouillon pendant que vous écriviez. Ce que vous avez écrit est "
    "toujours là : regardez la page en ligne dans un autre onglet, puis enregistrez de nouveau."
)


@view_config(route_name="texts", renderer="texts/list.pt", permission=EDIT, request_method="GET")
def index(context: TextsContext, request: Request) -> dict[str, Any]:
    return {
        "pages": queries.overviews(request.db),
        "states": TEXT_LIFE,
        "to_revisit": TO_REVISIT,
        "review_of": lambda one: APPROVED if one.approved else NOT_APPROVED if one.page.reviewed else NOT_REVIEWED,
    }


@view_config(route_name="text", renderer="texts/page.pt", permission=EDIT, request_method="GET")
def show(context: PageContext, request: Request) -> dict[str, Any]:
    session, the_page = request.db, context.page
    draft, history = queries.draft(session, the_page), queries.history(session, the_page)
    online = words_online(request, the_page)
    written = queries.completed(the_page, {one.name: one.words for one in draft.blocks}) if draft else online
    plain_hash = fingerprint(the_page, online)
    return {
        "shown": the_page,
        "draft": draft,
        "changed": written != online,
        "waiting": (waiting := queries.to_revisit(session, the_page)),
        "rows": page.rows(the_page, online, written, waiting),
        "versions": page.version_rows(history),
        "approval": queries.approval(session, the_page, plain_hash),
        "approved": APPROVED,
        "earlier": [one for one in queries.approvals(session, the_page) if one.plain_hash != plain_hash
                    or one.withdrawn_at],
    }  # fmt: skip


@view_config(route_name="text_block", renderer="texts/block.pt", permission=EDIT)
def edit(context: PageContext, request: Request) -> dict[str, Any] | Response:
    number, block = block_to_write(context, request)
    form = request.create_form(block_schema(context.block), submit="Enregistrer dans le brouillon")

    def values(one: SiteTextBlock) -> dict[str, Any]:
        return {**one.words._asdict(), "number": number}

    if edit_form(form, block, values, lambda data: save(request, form, block, data, number)):
        request.flash("success", SAVED)
        return HTTPSeeOther(request.route_path("text", page=context.page.slug))
    named = page.titles(context.page, words_online(request, context.page))
    return {
        "form": form,
        "shown": context.page,
        "title": block.title or named[block.name],
        "signs": [(sign, shown.sample(request, sign)) for sign in SIGNS],
    }


def block_to_write(context: PageContext, request: Request) -> tuple[str, SiteTextBlock]:
    """The block in the draft; a draft begins with the first block that is saved, not before."""
    name = context.block.name
    if request.method == "POST":
        draft = request.service(Drafting).start(context.page)
    else:
        draft = queries.draft(request.db, context.page)
    number = draft.number if draft else queries.next_number(request.db, context.page)
    for block in draft.blocks if draft else ():
        if block.name == name:
            return str(number), block
    words = words_online(request, context.page)[name]
    return str(number), SiteTextBlock(name=name, version=1, **words._asdict())


def save(request: Request, form: Form, block: SiteTextBlock, data: dict[str, str], number: str) -> None:
    """What was written in another draft than this one is saved once its author knows it."""
    if data.pop("number") != number:
        form["number"].cstruct = number
        raise DomainError(OTHER_DRAFT)
    request.service(Drafting).save(block, data)


@view_config(route_name="text_publish", renderer="texts/publish.pt", permission=EDIT)
def publish(context: PageContext, request: Request) -> dict[str, Any] | Response:
    the_page, draft = context.page, context.draft
    words, online = queries.words_of(request.db, the_page, draft.id), words_online(request, the_page)
    changes = page.changes(the_page, online, words)
    form = request.create_form(publish_schema(revisit=any(one.stale for one in changes)), submit="Publier")
    form.fill({"read": fingerprint(the_page, words, BOTH), "note": draft.note})
    if form.handle(lambda data: request.service(Drafting).publish(the_page, draft, {"revisited": False, **data})):
        refresh_pages(request)
        request.flash("success", f"La page « {the_page.title} » est publiée : elle dit maintenant ce texte.")
        return to_page(request, the_page)
    named = page.titles(the_page, words)
    found = [(checks.where(one, named), one.words) for one in checks.notices(the_page, words)]
    unknown = [target for target in checks.addresses(words.values()) if not shown.leads_somewhere(request, target)]
    return {"form": form, "shown": the_page, "draft": draft, "changes": changes, "notices": found, "unknown": unknown}


@view_config(route_name="text_drop", renderer="texts/drop.pt", permission=EDIT)
def drop(context: PageContext, request: Request) -> dict[str, Any] | Response:
    draft = context.draft
    if request.method == "POST":
        request.service(Drafting).drop(draft)
        request.flash("success", "Le brouillon est supprimé. La page en ligne ne change pas.")
        return to_page(request, context.page)
    return {"shown": context.page, "draft": draft}


@view_config(route_name="text_revisited", permission=EDIT, request_method="POST")
def revisited(context: PageContext, request: Request) -> Response:
    request.service(Drafting).revisited(context.page)
    request.flash("success", "C'est noté : le langage simple de cette page est à jour.")
    return to_page(request, context.page)


@view_config(route_name="text_version", renderer="texts/version.pt", permission=EDIT, request_method="GET")
def version(context: PageContext, request: Request) -> dict[str, Any]:
    session, the_page, number = request.db, context.page, context.number
    words = queries.words_numbered(session, the_page, number)
    before = queries.number_before(session, the_page, number)
    earlier = queries.words_numbered(session, the_page, before) if number else words
    return {
        "shown": the_page,
        "number": number,
        "label": page.version_label(number),
        "before": page.version_label(before).lower(),
        "facts": page.facts(queries.numbered(session, the_page, number)),
        "changes": page.changes(the_page, earlier, words),
        "texts": texts_of(request, the_page, words),
        "is_online": number == queries.current_number(session, the_page),
        "draft": queries.draft(session, the_page),
    }


@view_config(route_name="text_return", permission=EDIT, request_method="POST")
def return_to(context: PageContext, request: Request) -> Response:
    number = context.number
    try:
        request.service(Drafting).return_to(context.page, number)
    except DomainError as error:
        request.flash("error", error.message)
    else:
        request.flash("success", f"Un brouillon reprend : {page.version_label(number)}. Relisez-le, puis publiez.")
    return to_page(request, context.page)


def words_online(request: Request, the_page: Page) -> dict[str, Words]:
    return queries.words_of(request.db, the_page, queries.standing(request.db, the_page).text_id)


def texts_of(request: Request, the_page: Page, words: dict[str, Words]) -> list[tuple[str, str, Any]]:
    """The whole text in each language: its anchor, its heading, its words as HTML."""
    return [
        (f"texte-{one}", label.capitalize(), shown.written(request, the_page, words, one))
        for one, label in LANGUAGES.items()
    ]


def to_page(request: Request, the_page: Page) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("text", page=the_page.slug))
