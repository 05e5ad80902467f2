"""News and documents on the first page: those that this person may read, and how many wait to be opened."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from ..library import queries as library
from ..library.rights import opens_library
from ..news import queries as news_queries
from ..security.identity import Identity
from ..text import plural
from .pieces import Card, Link, News


def news(session: Session, identity: Identity, limit: int) -> Iterator[News]:
    """The last pieces of news, the newest first."""
    if news_queries.opens_news(identity):
        for row in news_queries.latest(session, identity, limit):
            yield News(row.publish_at, "Nouvelle", Link(row.title, "news_item", {"public_id": row.public_id}))


def documents(session: Session, identity: Identity, limit: int) -> Iterator[News]:
    """The documents added or replaced last, the newest first."""
    if opens_library(identity):
        for row in library.latest(session, identity, limit):
            words = "Document ajouté" if row.latest_number == 1 else "Document mis à jour"
            yield News(row.added_at, words, Link(row.title, "intranet_document", {"public_id": row.public_id}))


def unread(session: Session, identity: Identity) -> Iterator[Card]:
    """How many pieces of news wait to be opened, when some do."""
    count = news_queries.unseen_count(session, identity) if news_queries.opens_news(identity) else 0
    if count:
        words = plural(count, "nouvelle que vous n'avez pas lue", "nouvelles que vous n'avez pas lues")
        yield Card("Les nouvelles", f"{words}.", (Link("Lire les nouvelles", "news_list"),))
