"""Exchange sessions in any state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.db import Database
from collectif.exchanges.models import ExchangeSeries, ExchangeSession
from collectif.exchanges.room import ROOM
from collectif.journal.models import JournalEntry
from collectif.organisations.models import Organisation
from collectif.text import sort_key, today
from tests.support.enrolling import Enrolled

HOME = ROOM.home


@dataclass
class Exchanges(Enrolled):
    """Writes straight into the database; what it returns are public ids."""

    room = ROOM

    def session(self, *, days_off: int = 20, organiser: str | None = None, facilitator: str | None = None,
                **values: Any) -> str:  # fmt: skip
        """A session in ``days_off`` days. :param organiser: slug; :param facilitator: public id of an account."""
        with self.database.transaction() as session:
            event = self._session(session, days_off, organiser, facilitator, **values)
            session.flush()
            return event.public_id

    def series(self, count: int, *, organiser: str | None = None, **values: Any) -> list[str]:
        """Weekly sessions, from twenty days off."""
        with self.database.transaction() as session:
            series = ExchangeSeries(rhythm="week")
            made = [self._session(session, 20 + 7 * turn, organiser, None, series=series, **values)
                    for turn in range(count)]  # fmt: skip
            session.flush()
            return [one.public_id for one in made]

    def get(self, event: str) -> Any:
        """What the database says of this session, detached."""
        with self.database.transaction() as session:
            one = session.scalars(select(ExchangeSession).where(ExchangeSession.public_id == event)).one()
            _ = one.themes, one.accesses, one.organisation, one.facilitator
            session.expunge_all()
            return one

    def _session(
        self, session: Any, days_off: int, organiser: str | None, facilitator: str | None, **values: Any
    ) -> ExchangeSession:
        self.made += 1
        day = today() + timedelta(days=days_off)
        title = values.pop("title", f"Rencontre {self.made}")
        event = ExchangeSession(**{
            "title": title, "sort_title": sort_key(title), "state": "open", "kind": "peer_group", "capacity": 3,
            "starts_on": day, "begins": time(14), "ends": time(16), "enrol_until": day, "place_name": "Maison",
            **values,
        })  # fmt: skip
        if organiser:
            event.organisation = session.scalars(select(Organisation).where(Organisation.slug == organiser)).one()
        if facilitator:
            event.facilitator = session.scalars(select(Account).where(Account.public_id == facilitator)).one()
        session.add(event)
        return event


@pytest.fixture
def exchanges(database: Database) -> Exchanges:
    return Exchanges(database)


@pytest.fixture
def coordination(people: Any) -> Any:
    return people.browser("coordinator", "mdph77")


@pytest.fixture
def peer(people: Any, exchanges: Exchanges) -> tuple[Any, str]:
    """A peer of APF 77 who signs in: browser, public id of the peer."""
    account = people.account("peer")
    return people.sign_in(account), exchanges.peer(account=account, family_name="Zinnia", given_name="Zoé")


@pytest.fixture
def acts(database: Database) -> Callable[[], list[str]]:
    """The journal's acts about exchange sessions, oldest first."""

    def found() -> list[str]:
        with database.transaction() as session:
            asked = select(JournalEntry.act).where(JournalEntry.act.like("exchange.%")).order_by(JournalEntry.seq)
            return list(session.scalars(asked))

    return found
