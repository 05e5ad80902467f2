"""The digest: a mail that gives the titles of what someone has not read yet, as often as they chose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..db import insert_into, now
from ..mail import Mailer
from ..security.grants import ROLE_GRANTS
from ..security.permissions import Permission
from ..text import local, today
from .models import NewsDigest, NewsItem, NewsSeen
from .queries import readable
from .services import MORNING

# Nobody is told of older news, whatever happened to their digests.
OLDEST = timedelta(days=31)
FIRST_DIGEST = timedelta(days=7)
READERS = [role for role, grants in ROLE_GRANTS.items() if Permission.VIEW_NEWS in grants.all]


@dataclass(frozen=True)
class Reader:
    """Someone whose digest is due."""

    account_id: int
    email: str
    told_up_to: datetime | None
    organisations: frozenset[int | None]

    def wants(self, item: Any, moment: datetime) -> bool:
        since = max(self.told_up_to or moment - FIRST_DIGEST, moment - OLDEST)
        return item.publish_at > since and (item.organisation_id is None or item.organisation_id in self.organisations)


class Digests:
    """Sends the digests that are due: one a day or one a week for each person, and none when nothing is new."""

    def __init__(self, session: Session, mailer: Mailer):
        self._session = session
        self._mailer = mailer

    def send(self) -> int:
        """From seven in the morning on. :returns: how many mails were written."""
        moment = now()
        if local(moment).time() < MORNING:
            return 0
        readers = list(self._due(moment))
        items, seen = self._items(moment), self._seen(moment)
        return sum(self._tell(reader, self._for(reader, items, seen, moment), moment) for reader in readers)

    def _due(self, moment: datetime) -> Iterator[Reader]:
        statement = (
            select(Account.id, Account.email, NewsDigest.frequency, NewsDigest.told_up_to)
            .outerjoin(NewsDigest, NewsDigest.account_id == Account.id)
            .where(Account.closed_at.is_(None), Account.password_hash.is_not(None))
            .order_by(Account.id)
        )
        organisations = self._organisations()
        for row in self._session.execute(statement).all():
            if row.id in organisations and _is_due(row.frequency or "weekly", row.told_up_to, moment):
                yield Reader(row.id, row.email, row.told_up_to, frozenset(organisations[row.id]))

    def _organisations(self) -> dict[int, set[int | None]]:
        """The organisations of everyone who may read news today."""
        held = select(Mandate.account_id, Mandate.organisation_id).where(in_force(today()), Mandate.role.in_(READERS))
        found: dict[int, set[int | None]] = {}
        for account_id, organisation_id in self._session.execute(held):
            found.setdefault(account_id, set()).add(organisation_id)
        return found

    def _items(self, moment: datetime) -> list[Any]:
        columns = (NewsItem.id, NewsItem.public_id, NewsItem.title, NewsItem.organisation_id, NewsItem.publish_at)
        recent = select(*columns).where(readable(), NewsItem.publish_at > moment - OLDEST)
        return list(self._session.execute(recent.order_by(NewsItem.publish_at, NewsItem.id)))

    def _seen(self, moment: datetime) -> set[tuple[int, int]]:
        recent = select(NewsSeen.account_id, NewsSeen.item_id).join(NewsItem, NewsItem.id == NewsSeen.item_id)
        return {(row[0], row[1]) for row in self._session.execute(recent.where(NewsItem.publish_at > moment - OLDEST))}

    def _for(self, reader: Reader, items: Iterable[Any], seen: set[tuple[int, int]], moment: datetime) -> list[Any]:
        return [item for item in items if reader.wants(item, moment) and (reader.account_id, item.id) not in seen]

    def _tell(self, reader: Reader, items: list[Any], moment: datetime) -> bool:
        """Note that this person is told, then write the mail: of two runs at once, one notes it."""
        if not self._noted(reader, moment) or not items:
            return False
        self._mailer.send(reader.email, "news_digest", items=items)
        return True

    def _noted(self, reader: Reader, moment: datetime) -> bool:
        values = {"account_id": reader.account_id, "frequency": "weekly", "told_up_to": moment}
        insert = insert_into(self._session, NewsDigest.__table__).values(values)
        same = NewsDigest.told_up_to.is_not_distinct_from(reader.told_up_to)
        changed = update(NewsDigest).where(NewsDigest.account_id == reader.account_id, same).values(told_up_to=moment)
        noted = (insert.on_conflict_do_nothing(), changed) if reader.told_up_to is None else (changed,)
        return any(self._session.execute(one.returning(NewsDigest.account_id)).first() for one in noted)


def _is_due(frequency: str, told_up_to: datetime | None, moment: datetime) -> bool:
    """Each day, or from Monday on when the last one was before it."""
    if frequency == "never":
        return False
    day = local(moment).date()
    first = day if frequency == "daily" else day - timedelta(days=day.weekday())
    return told_up_to is None or local(told_up_to).date() < first
