"""Things to find, written straight in the database: what makes the index follow is in every session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from collectif.actions.models import Action
from collectif.library.models import Document, DocumentTag, DocumentVersion
from collectif.news.models import NewsItem
from collectif.organisations.models import Organisation
from collectif.search.french import Asked
from collectif.search.models import SearchEntry
from collectif.search.queries import has_words, rank, visible_to
from collectif.security.identity import HeldMandate, Identity
from collectif.security.permissions import Role
from collectif.text import sort_key

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


def place(session: Any, slug: str = "apf77") -> Organisation:
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one()


def somebody(session: Any, role: Role = Role.COLLECTIVE_MEMBER, slug: str = "apf77") -> Identity:
    return Identity(1, "x", "X", 1, (HeldMandate(role, place(session, slug).id),))


def news(title: str, days: int = 0, **values: Any) -> NewsItem:
    at = LONG_AGO + timedelta(days=days)
    return NewsItem(**{"title": title, "sort_title": sort_key(title), "body": "", "publish_at": at, **values})


def document(session: Any, title: str, audience: str = "collective", tags: tuple[str, ...] = ()) -> Document:
    version = DocumentVersion(number=1, filename="fichier.pdf", kind="pdf", size=1)
    return Document(
        title=title, sort_title=sort_key(title), audience=audience, organisation=place(session), versions=[version],
        published_at=LONG_AGO if audience == "public" else None,
        tags=[DocumentTag(name=tag, sort_name=sort_key(tag)) for tag in tags],
    )  # fmt: skip


def action(session: Any, title: str, state: str, **values: Any) -> Action:
    public = state != "idea"
    return Action(
        title=title, sort_title=sort_key(title), state=state, kind="group", proposing_organisation=place(session),
        slug=f"action-{state}" if public else None, published_at=LONG_AGO if public else None,
        decided_on=LONG_AGO.date() if public else None, **values,
    )  # fmt: skip


def found(session: Any, words: str, identity: Identity | None = None, kind: str | None = None) -> list[str]:
    """Titles, the best first."""
    asked = Asked.read(words)
    statement = select(SearchEntry.title).where(has_words(asked), visible_to(identity))
    if kind:
        statement = statement.where(SearchEntry.kind == kind)
    return list(session.scalars(statement.order_by(rank(asked).desc(), SearchEntry.id.desc())))


@pytest.fixture
def find(database: Any) -> Callable[..., list[str]]:
    """``find("réunion", member=Role.PEER)``: what someone of an organisation, or nobody, finds now."""

    def look(words: str, *, member: Role | None = Role.COLLECTIVE_MEMBER, slug: str = "apf77", kind: str | None = None):
        with database.transaction() as session:
            return found(session, words, somebody(session, member, slug) if member else None, kind)

    return look
