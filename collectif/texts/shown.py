"""The texts of the public pages as a request shows them: written once for each published version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup
from pyramid.interfaces import IRoutesMapper
from pyramid.request import Request

from . import queries
from .markup import WRITE, parse
from .pages import Page
from .queries import Standing
from .reading import PageText, page_text
from .rendering import Writer
from .words import PLAIN, STANDARD, Words

KEPT, IDENTITY = "site_texts", "site_identity"
# Versions and languages of every page, under several addresses: far more than a site ever shows at once.
MOST_KEPT = 200


@dataclass(frozen=True)
class Approval:
    """Who approved the plain text, as the public page says it. ``reader`` is empty when nobody is named."""

    reader: str
    on: date


@dataclass(frozen=True)
class Shown:
    """The text of a page in the language of the request, and who approved its plain version."""

    text: PageText
    approval: Approval | None


def shown(request: Request, page: Page) -> Shown:
    """The published text of ``page``: one query, and one more the first time that a version is shown.

    What is kept belongs to a version, which never changes: another process that publishes makes another version, and
    the query finds it.
    """
    found = queries.standing(request.db, page)
    return Shown(_kept(request, page, found), approval_of(found))


def written(request: Request, page: Page, words: dict[str, Words], language: str) -> PageText:
    """These words as the public page would show them."""
    return page_text(page, words, language, partial(address, request))


def sample(request: Request, text: str) -> Markup:
    """A few words of a text as they are read."""
    return Writer(partial(address, request)).nodes(parse(text))


def leads_somewhere(request: Request, target: str) -> bool:
    """Whether an address of this site is one of its pages' (its anchor set apart)."""
    path = target.partition("#")[0].partition("?")[0] or "/"
    matched = request.registry.getUtility(IRoutesMapper)(Request.blank(path))
    return matched["route"] is not None


def language_of(request: Request) -> str:
    return PLAIN if request.preferences.plain else STANDARD


def address(request: Request, target: str) -> str:
    """Where a link of a text leads, from wherever the site stands."""
    if target.startswith(WRITE):
        return str(request.registry[IDENTITY].mailto(target.removeprefix(WRITE).strip()))
    return request.script_name + target if target.startswith("/") else target


def approval_of(found: Standing) -> Approval | None:
    row = found.approval
    return Approval((row.reader_name if row.named else "") or "", row.approved_on) if row else None


def _kept(request: Request, page: Page, found: Standing) -> PageText:
    kept: dict[Any, PageText] = request.registry[KEPT]
    language = language_of(request)
    key = (page.route, found.text_id, language, request.script_name)
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[key] = written(request, page, queries.words_of(request.db, page, found.text_id), language)
    return kept[key]
