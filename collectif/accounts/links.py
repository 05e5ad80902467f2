"""Links sent by mail that work once and not for long."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from ..db import now
from ..tokens import Tokens, token_hash
from .models import Account, SingleUseLink

INVITATION, RESET = "invitation", "reset"
LIFETIMES = {INVITATION: timedelta(days=7), RESET: timedelta(hours=1)}


class DeadLink(Exception):
    """The link was used, is too old, was replaced by a newer one, or was never made; nobody is told which."""


class SingleUseLinks:
    """Makes, reads and uses up links."""

    def __init__(self, session: Session, secret: str):
        self._session = session
        self._tokens = {purpose: Tokens(secret, purpose) for purpose in LIFETIMES}

    def new_token(self, purpose: str) -> str:
        """A token that is not stored yet; the same work is done for an account that does not exist."""
        return self._tokens[purpose].new()

    def issue(self, account: Account, purpose: str) -> str:
        """Make a link for ``account``; every earlier one stops working. :returns: its token."""
        token = self.new_token(purpose)
        self.void(account.id)
        self._session.add(SingleUseLink(
            account_id=account.id, purpose=purpose, token_hash=token_hash(token), expires_at=now() + LIFETIMES[purpose],
        ))  # fmt: skip
        self._session.flush()
        return token

    def void(self, account_id: int) -> None:
        """Forget the account's links, and everybody's that are too old."""
        old = (SingleUseLink.account_id == account_id) | (SingleUseLink.expires_at < now())
        self._session.execute(delete(SingleUseLink).where(old))

    def find(self, token: str, purpose: str) -> Account:
        """Whose link this is; nothing is changed.

        :raises DeadLink: it does not work, or no longer.
        """
        live = select(Account).join(SingleUseLink).where(*self._live(token, purpose), Account.closed_at.is_(None))
        account = self._session.scalars(live).one_or_none() if self._tokens[purpose].made(token) else None
        if account is None:
            raise DeadLink()
        return account

    def use(self, token: str, purpose: str) -> Account:
        """Use the link up: of two requests at the same time, one only gets the account.

        :raises DeadLink: it does not work, or no longer.
        """
        account = self.find(token, purpose)
        used = self._session.execute(update(SingleUseLink).where(*self._live(token, purpose)).values(used_at=now()))
        if used.rowcount != 1:  # type: ignore[attr-defined]
            raise DeadLink()
        return account

    def _live(self, token: str, purpose: str) -> tuple[ColumnElement[bool], ...]:
        return (
            SingleUseLink.token_hash == token_hash(token), SingleUseLink.purpose == purpose,
            SingleUseLink.used_at.is_(None), SingleUseLink.expires_at > now(),
        )  # fmt: skip
