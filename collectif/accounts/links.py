"""Links sent by mail that work once and not for long."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from ..db import now
from .models import Account, SingleUseLink
from .sessions import token_hash

INVITATION, RESET = "invitation", "reset"
LIFETIMES = {INVITATION: timedelta(days=7), RESET: timedelta(hours=1)}


class DeadLink(Exception):
    """The link was used, is too old, was replaced by a newer one, or was never made; nobody is told which."""


class SingleUseLinks:
    """Makes, reads and uses up links. Only the SHA-256 of a token is stored.

    A token is 256 random bits and their keyed signature: an address made up by someone does not reach the database.
    """

    def __init__(self, session: Session, secret: str):
        self._session = session
        self._secret = secret.encode()

    def new_token(self, purpose: str) -> str:
        """A token that is not stored yet; the same work is done for an account that does not exist."""
        random = secrets.token_urlsafe(32)
        return f"{random}.{self._sign(purpose, random)}"

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
        account = self._session.scalars(live).one_or_none() if self._is_ours(token, purpose) else None
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

    def _is_ours(self, token: str, purpose: str) -> bool:
        random, _, signature = token.rpartition(".")
        return hmac.compare_digest(signature.encode(), self._sign(purpose, random).encode())

    def _sign(self, purpose: str, random: str) -> str:
        return hmac.new(self._secret, f"{purpose}:{random}".encode(), hashlib.sha256).hexdigest()[:32]
