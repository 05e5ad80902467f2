"""Mails about the charter: what to do and where, nobody's name."""

from __future__ import annotations

from pyramid.request import Request
from sqlalchemy.orm import Session

from ..mail.services import Mailer
from ..peers.models import Peer
from ..text import long_date
from . import queries


class Letters:
    """Writes to peers who sign in to the site; the others are reached by their association."""

    def __init__(self, session: Session, mailer: Mailer):
        self._session = session
        self._mailer = mailer

    @classmethod
    def of(cls, request: Request) -> Letters:
        return cls(request.db, request.service(Mailer))

    def send(self, peer: Peer, template: str) -> None:
        """Write ``templates/mail/<template>.txt`` to the person, when they have an open account."""
        account = peer.account
        if account is None or account.closed_at is not None:
            return
        version = queries.current_version(self._session)
        last_day = long_date(version.sign_before) if version.sign_before else ""
        self._mailer.send(account.email, template, number=version.number, last_day=last_day)
