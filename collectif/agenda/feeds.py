"""Personal calendars: an address that needs no session, made and ended by its owner, and what it gives to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pyramid.request import Request
from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..accounts.sessions import identity_of
from ..accounts.throttle import Limit
from ..db import Database
from ..journal import Recorder
from ..security.identity import Identity
from ..text import today
from ..tokens import Tokens, token_hash
from .models import PersonalCalendar

DOORSTEP = "calendar_doorstep"
FOLLOWED = Limit("calendar-token", 60, timedelta(hours=1))
"""Readings of one calendar that the database counts, in all processes: several devices that ask every five minutes, and
more. Each process lets :data:`FREE` more through, which cost no write."""
FREE = 30


@dataclass(frozen=True)
class Reader:
    """Who reads a personal calendar, and the last day on which it was read."""

    identity: Identity
    read_on: date | None


class PersonalCalendars:
    """Makes, reads and ends personal calendars. Never commits."""

    def __init__(self, session: Session, journal: Recorder, secret: str):
        self._session = session
        self._journal = journal
        self._tokens = Tokens(secret, "calendar")

    def of(self, account_id: int) -> PersonalCalendar | None:
        return self._session.get(PersonalCalendar, account_id)

    def renew(self, identity: Identity) -> str:
        """A new address for this person; the earlier one, if any, stops working. :returns: its token."""
        token = self._tokens.new()
        # Held: of two at the same time, the last one wins and the other's token is dead.
        self._session.execute(select(Account.id).where(Account.id == identity.account_id).with_for_update())
        self._session.execute(delete(PersonalCalendar).where(PersonalCalendar.account_id == identity.account_id))
        self._session.add(PersonalCalendar(account_id=identity.account_id, token_hash=token_hash(token)))
        self._session.flush()
        self._journal.record("calendar.made", ("accounts", identity.public_id))
        return token

    def end(self, identity: Identity) -> None:
        """The address stops working; nothing happens when there is none."""
        self._session.execute(delete(PersonalCalendar).where(PersonalCalendar.account_id == identity.account_id))
        self._journal.record("calendar.ended", ("accounts", identity.public_id))

    def reader(self, token: str) -> Reader | None:
        """Whose calendar this is, with the mandates of today; ``None``: no such address, or no longer.

        It ends with the account, and gives nothing from the day after the last mandate.
        """
        if not self._tokens.made(token):
            return None
        asked = select(PersonalCalendar.account_id, PersonalCalendar.read_on)
        found = self._session.execute(asked.where(PersonalCalendar.token_hash == token_hash(token))).one_or_none()
        identity = identity_of(self._session, found.account_id) if found else None
        return Reader(identity, found.read_on) if found and identity and identity.mandates else None


def note_reading(database: Database, request: Request, reader: Reader) -> None:
    """Note the day on which it was read, once a day, when the answer has left, in a transaction of its own."""
    day, account_id = today(), reader.identity.account_id
    if reader.read_on == day:
        return

    def note(_request: Request) -> None:
        stale = PersonalCalendar.read_on.is_(None) | (PersonalCalendar.read_on < day)
        with database.transaction() as session:
            session.execute(
                update(PersonalCalendar).where(PersonalCalendar.account_id == account_id, stale).values(read_on=day)
            )

    request.add_finished_callback(note)


def forget_unused(request: Request) -> int:
    """Chore: the calendars of closed accounts, and of people whose last mandate has ended."""
    holds = exists().where(Mandate.account_id == Account.id, or_(Mandate.ends_on.is_(None), Mandate.ends_on >= today()))
    kept = select(Account.id).where(Account.closed_at.is_(None), holds)
    gone = request.db.execute(delete(PersonalCalendar).where(PersonalCalendar.account_id.not_in(kept)))
    return gone.rowcount
