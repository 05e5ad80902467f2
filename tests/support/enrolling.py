"""Events with places in any state, peers to enrol, and ways to look at what the site then says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar

import pytest
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.db import Database
from collectif.enrolling.rooms import Room
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, Sponsorship
from collectif.seats import WITHOUT_PLACE
from collectif.text import sort_key
from tests.support.chores import run


@dataclass
class Enrolled:
    """Writes straight into the database the events of one room; what it returns are public ids."""

    room: ClassVar[Room]
    database: Database
    made: int = 0

    def peer(self, slug: str = "apf77", *, account: str | None = None, state: str = "preparing",
             family_name: str | None = None, **values: Any) -> str:  # fmt: skip
        """A peer sponsored by ``slug``. :param account: public id of the account they sign in with."""
        self.made += 1
        family_name = family_name or f"Famille{self.made}"
        values = {"given_name": "Alix", "email": f"pair{self.made}@test.example", **values}
        key = sort_key(family_name, values["given_name"])
        with self.database.transaction() as session:
            place = session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
            peer = Peer(family_name=family_name, sort_name=key, state=state, **values)
            if account:
                peer.account = session.scalars(select(Account).where(Account.public_id == account)).one()
            session.add(peer)
            session.flush()
            session.add(
                Sponsorship(peer=peer, organisation=place, peer_sort_name=key, peer_state=state,
                            started_on=date(2024, 1, 1), state="active")
            )  # fmt: skip
            return peer.public_id

    def enrol(self, event: str, peer: str, state: str = "held", **values: Any) -> str:
        """An enrolment as it is, without any rule but the database's."""
        seats: Any = self.room.seat
        with self.database.transaction() as session:
            found = session.scalars(select(self.room.event).where(self.room.event.public_id == event)).one()
            who = session.scalars(select(Peer).where(Peer.public_id == peer)).one()
            used = set(session.scalars(select(seats.seat_number).where(seats.session_id == found.id)))
            free = next((n for n in range(1, found.capacity + 1) if n not in used), found.capacity + 1)
            number = None if state in WITHOUT_PLACE else free
            one = seats(session_id=found.id, peer_id=who.id, state=state, seat_number=number,
                        seat_count=found.capacity, **values)  # fmt: skip
            session.add(one)
            session.flush()
            return one.public_id

    def states(self, event: str) -> list[str]:
        """The states of an event's enrolments, in the order they were asked for."""
        seats: Any = self.room.seat
        with self.database.transaction() as session:
            asked = select(seats.state).join(seats.session).where(self.room.event.public_id == event)
            return list(session.scalars(asked.order_by(seats.asked_at, seats.id)))

    def state_of(self, event: str, peer: str) -> str | None:
        """The state of this peer's last enrolment in this event."""
        seats: Any = self.room.seat
        with self.database.transaction() as session:
            asked = select(seats.state).join(seats.session).join(seats.peer)
            mine = asked.where(self.room.event.public_id == event, Peer.public_id == peer)
            return session.scalars(mine.order_by(seats.id.desc()).limit(1)).first()


def press(page: Any, words: str, /, status: int = 303, **fields: Any) -> Any:
    """Submit the form whose button says ``words``; the answer must be ``status``."""
    found = [(form, one) for form in page.forms.values() for one in form.html.find_all("button") if words in one.text]
    assert found, f"no button « {words} »"
    form, button = found[0]
    for name, value in fields.items():
        form[name] = value
    pressed = {"value": button.get("value")} if button.get("name") else {}
    return form.submit(button.get("name"), status=status, **pressed)


@pytest.fixture
def letters(app: Any) -> Callable[[], list[Any]]:
    """The letters that left, oldest first."""
    from email import message_from_bytes, policy

    def read() -> list[Any]:
        folder = app.registry["mail_transport"].folder
        files = sorted(folder.glob("*.eml")) if folder.exists() else []
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    return read


@pytest.fixture
def chores(app: Any) -> Callable[..., dict[str, int | None]]:
    """``chores(name)[name]``: what this chore has done, run alone; ``chores()`` runs them all."""
    return partial(run, app)
