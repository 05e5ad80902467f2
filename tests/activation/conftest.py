"""People along the path, and what the site holds of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pyramid.scripting import prepare
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.mail.models import OutgoingMail
from collectif.peers.models import Peer
from tests.peers.conftest import Rosters, journal_acts, rosters

__all__ = ["Rosters", "journal_acts", "rosters"]


@pytest.fixture
def services(app: Any) -> Iterator[Callable[..., Any]]:
    """``services(Kind)``: a service of a request of nobody, whose session is :attr:`services.db`."""
    from pyramid.request import Request

    request = Request.blank("/", method="POST")
    with prepare(registry=app.registry, request=request) as env:
        env["request"].tm.begin()

        def find(kind: type) -> Any:
            return env["request"].service(kind)

        find.db = env["request"].db  # type: ignore[attr-defined]
        yield find
        env["request"].tm.abort()


class OneSession:
    """Stands for a database whose every transaction is the request's own."""

    def __init__(self, session: Any):
        self._session = session

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        yield self._session
        self._session.flush()


@pytest.fixture
def shared(services: Any) -> Rosters:
    """Peers written in the session of :func:`services`: on SQLite nobody else may write meanwhile."""
    return Rosters(OneSession(services.db))


@pytest.fixture
def find_peer(services: Any) -> Callable[[str], Peer]:
    return lambda public_id: services.db.scalars(select(Peer).where(Peer.public_id == public_id)).one()


@pytest.fixture
def mails(database: Any) -> Callable[[], list[tuple[str, str]]]:
    """Who has been written to, and the subject, oldest first: waiting, or left in the folder."""

    def read() -> list[tuple[str, str]]:
        with database.transaction() as session:
            return [(one.recipient, one.subject) for one in session.scalars(select(OutgoingMail))]

    return read


@pytest.fixture
def tie(database: Any) -> Callable[[str, str], None]:
    """Tie a peer's file to an account (public ids)."""

    def act(peer: str, account: str) -> None:
        with database.transaction() as session:
            found = session.scalars(select(Account).where(Account.public_id == account)).one()
            session.scalars(select(Peer).where(Peer.public_id == peer)).one().account_id = found.id

    return act
