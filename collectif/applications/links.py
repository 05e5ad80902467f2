"""The candidate's links: several work at once, one for each mail, so that nobody can cut someone else's by asking."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ..db import now
from ..tokens import Tokens, token_hash
from .models import Application, ApplicationLink
from .vocabulary import DRAFT_LIFE, LINK_LIFE

PURPOSE = "application"


class DeadApplicationLink(Exception):
    """The link is too old, its draft was erased, or it was never made; nobody is told which."""


class ApplicationLinks:
    """Makes and reads links. Of a token only its hash is kept."""

    def __init__(self, session: Session, secret: str):
        self._session = session
        self._tokens = Tokens(secret, PURPOSE)

    def issue(self, application: Application) -> str:
        """One link more. :returns: its token."""
        token = self._tokens.new()
        link = ApplicationLink(application=application, token_hash=token_hash(token), expires_at=now() + LINK_LIFE)
        self._session.add(link)
        self._session.flush()
        return token

    def find(self, token: str, *, locked: bool) -> Application:
        """Whose link this is.

        :param locked: it is about to change: nobody else changes it until this transaction ends.
        :raises DeadApplicationLink: it does not work, or no longer.
        """
        application = self._live(token, locked) if self._tokens.made(token) else None
        if application is None or is_forgotten(application, now()):
            raise DeadApplicationLink()
        return application

    def _live(self, token: str, locked: bool) -> Application | None:
        statement = (
            select(Application)
            .join(ApplicationLink)
            .where(ApplicationLink.token_hash == token_hash(token), ApplicationLink.expires_at > now())
            .options(joinedload(Application.organisation), joinedload(Application.commune))
        )
        return self._session.scalar(statement.with_for_update(of=Application) if locked else statement)


def is_forgotten(application: Application, moment: datetime) -> bool:
    """A draft left alone for thirty days: erased, or about to be."""
    return application.state == "draft" and application.last_action_at <= moment - DRAFT_LIFE
