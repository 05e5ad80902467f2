"""Rules of the news: who writes to whom, when it is read, what each change leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from ..db import Database, insert_into, now
from ..errors import DomainError, NotAllowed
from ..journal import Recorder
from ..organisations.models import Organisation
from ..security.identity import Identity
from ..security.permissions import Permission
from ..text import PARIS, local, long_date, sort_key, today
from .models import NewsDigest, NewsEdit, NewsItem, NewsSeen
from .queries import addressed_to, for_collective, readable

COLLECTIVE = "collectif"
# A scheduled piece of news is out before people start their day.
MORNING = time(7)
NOT_TO_THEM = "Vous ne pouvez pas écrire à ces personnes."
WITHDRAWN = "Cette nouvelle est retirée : elle ne se modifie plus."


class News:
    """Writes, changes and withdraws news in the name of ``identity``; every act is journalled."""

    def __init__(self, session: Session, recorder: Recorder, identity: Identity):
        self._session = session
        self._recorder = recorder
        self._identity = identity

    def write(self, data: Mapping[str, Any]) -> NewsItem:
        """Keep a piece of news, read now or from a coming day on.

        :param data: what :class:`~collectif.news.schemas.NewsSchema` gives.
        :raises NotAllowed: the person does not write to those people; :raises DomainError: dates that make no sense.
        """
        item = NewsItem(created_by_id=self._identity.account_id, publish_at=_instant(data["publish_on"]))
        item.organisation = self._addressee(data["audience"])
        self._say(item, data)
        self._session.add(item)
        self._session.flush()
        self._record("news.written", item)
        return item

    def edit(self, item: NewsItem, data: Mapping[str, Any]) -> None:
        """Change what it says; what it said is kept.

        :raises DomainError: it is withdrawn, or dates that make no sense.
        """
        self._check_present(item)
        if (item.title, item.body) != (data["title"], data["body"]):
            item.edits.append(NewsEdit(account_id=self._identity.account_id, title=item.title, body=item.body))
            item.edited_at = now()
        if "publish_on" in data:
            item.publish_at = _instant(data["publish_on"])
        self._say(item, data)
        self._session.flush()
        self._record("news.edited", item)

    def withdraw(self, item: NewsItem, reason: str) -> None:
        """Show it no more, and say why. :raises DomainError: it is withdrawn already."""
        self._check_present(item)
        item.withdrawn_at, item.withdrawal_reason = now(), reason
        self._session.flush()
        self._record("news.withdrawn", item)

    def see_all(self) -> None:
        """Take everything for read."""
        account_id = self._identity.account_id
        items = select(literal(account_id), NewsItem.id, literal(now())).where(readable(), addressed_to(self._identity))
        seen = (
            insert_into(self._session, NewsSeen)
            .from_select(["account_id", "item_id", "at"], items)
            .on_conflict_do_nothing()
        )
        self._session.execute(seen)

    def choose_frequency(self, frequency: str) -> None:
        """How often to be told by mail."""
        chosen = self._session.get(NewsDigest, self._identity.account_id)
        if chosen is None:
            # Whoever chooses has the news before their eyes: they are told of those that come.
            chosen = NewsDigest(account_id=self._identity.account_id, told_up_to=now())
            self._session.add(chosen)
        chosen.frequency = frequency
        self._session.flush()

    def _say(self, item: NewsItem, data: Mapping[str, Any]) -> None:
        until, first = data["pinned_until"], local(item.publish_at).date()
        if until and until < max(first, today()):
            raise DomainError(f"Donnez une date qui vient après le {long_date(max(first, today()))}.", "pinned_until")
        item.title, item.sort_title, item.body = data["title"], sort_key(data["title"]), data["body"]
        item.pinned_until = until

    def _addressee(self, slug: str) -> Organisation | None:
        """The organisation written to; ``None`` is the whole collective."""
        if slug == COLLECTIVE and for_collective(self._identity):
            return None
        own = self._identity.own_organisations(Permission.WRITE_NEWS)
        found = self._session.scalar(select(Organisation).where(Organisation.slug == slug, Organisation.id.in_(own)))
        if found is None:
            raise NotAllowed(NOT_TO_THEM)
        return found

    def _check_present(self, item: NewsItem) -> None:
        if item.withdrawn_at is not None:
            raise DomainError(WITHDRAWN)

    def _record(self, act: str, item: NewsItem) -> None:
        self._recorder.record(act, item, organisation=item.organisation.slug if item.organisation else "")


class Readings:
    """Notes who has opened what, apart from the page that is being read: that page only reads."""

    def __init__(self, database: Database):
        self._database = database

    def note(self, account_id: int, item_id: int) -> None:
        with self._database.transaction() as session:
            values = {"account_id": account_id, "item_id": item_id, "at": now()}
            session.execute(insert_into(session, NewsSeen).values(values).on_conflict_do_nothing())


def _instant(day: date | None) -> datetime:
    """When a piece of news for this day is read from: now, when the day is not to come."""
    if day is None or day <= today():
        return now()
    return datetime.combine(day, MORNING, PARIS)
