"""A text of the site before it is published: the public page itself, shown to whoever writes it."""

from dataclasses import replace
from typing import NamedTuple

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from collectif.security.permissions import Permission
from collectif.site.pages import PAGES
from collectif.site.views import shared_by_pages
from collectif.templating import PUBLIC_FRAME
from collectif.texts import queries
from collectif.texts.resources import PageContext
from collectif.texts.shown import language_of, written

LANGUAGES_ASKED = {"simple": "plain", "courant": "standard"}


class Preview(NamedTuple):
    """What is said over a page that is not published. :param links: label, address, whether it is where one is."""

    links: list[tuple[str, str, bool]]


@view_config(route_name="text_preview", permission=Permission.EDIT_SITE_TEXTS, request_method="GET")
def preview(context: PageContext, request: Request) -> Response:
    """The draft in place of the page's text, in the language asked for: exactly what visitors would see."""
    page = next(one for one in PAGES if one.route == context.page.route)
    here = request.route_path("text_preview", page=context.page.slug)
    if language := LANGUAGES_ASKED.get(request.GET.get("langage", "")):
        request.preferences = replace(request.preferences, language=language)
    # The switch of the header comes back here, where the person's own choice rules.
    request.environ[PUBLIC_FRAME] = here
    words = queries.words_of(request.db, context.page, context.draft.id)
    text = written(request, context.page, words, language_of(request))
    shown = {
        **shared_by_pages(request, page),
        "text": text,
        "approval": None,
        "preview": _notice(context, request, here),
    }
    return render_to_response(page.renderer, {**shown, **page.data(request)}, request=request)


def _notice(context: PageContext, request: Request, here: str) -> Preview:
    plain, slug = request.preferences.plain, context.page.slug
    return Preview([
        ("Langage courant", f"{here}?langage=courant", not plain),
        ("Langage simple", f"{here}?langage=simple", plain),
        ("Revenir au brouillon", request.route_path("text", page=slug), False),
        ("Publier", request.route_path("text_publish", page=slug), False),
    ])  # fmt: skip
