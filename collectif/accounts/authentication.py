"""Signing in: who may, at what pace, and what is written about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import Database
from ..errors import DomainError
from ..journal import SYSTEM, Journal
from .models import Account
from .passwords import hash_password, needs_rehash, verify_password
from .sessions import SignInSessions
from .throttle import SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, Throttle

REFUSED = "L'adresse e-mail ou le mot de passe ne convient pas. Vérifiez les deux, puis recommencez."


def normalise_email(email: str) -> str:
    """The form in which addresses are stored and compared."""
    return email.strip().lower()


@dataclass(frozen=True)
class _Found:
    id: int
    public_id: str
    password_hash: str | None
    closed_at: datetime | None


class Authentication:
    """Opens a session for whoever gives the right password.

    Unlike other services it has its own transactions: a refused attempt stays counted and journalled although
    the request fails, and no transaction is held open while the password is being checked, which is slow on purpose.
    The request's session must not have been used before.
    """

    def __init__(self, database: Database, throttle: Throttle, journal: Journal):
        self._database = database
        self._throttle = throttle
        self._journal = journal

    def sign_in(self, email: str, password: str, *, address: str, device: str) -> str:
        """Check and open.

        :param address: network the attempt comes from; :param device: words for the list of sessions.
        :returns: the token of the new session.
        :raises Throttled: too many attempts for this account or from this address.
        :raises DomainError: always the same, whatever is wrong.
        """
        email = normalise_email(email)
        self._throttle.attempt((SIGN_IN_ACCOUNT, email), (SIGN_IN_ADDRESS, address))
        found = self._find(email)
        usable = found if found and not found.closed_at else None
        right = verify_password(usable.password_hash if usable else None, password)
        if usable is None or not right:
            self._note_refusal(found)
            raise DomainError(REFUSED)
        return self._open(usable, email, password, address, device)

    def confirm(self, account_id: int, password: str) -> bool:
        """Whether ``password`` is that of this account, counted as an attempt to sign in.

        :raises Throttled: too many attempts for this account.
        """
        with self._database.transaction() as session:
            email, digest = session.execute(
                select(Account.email, Account.password_hash).where(Account.id == account_id)
            ).one()
        self._throttle.attempt((SIGN_IN_ACCOUNT, email))
        right = verify_password(digest, password)
        if right:
            with self._database.transaction() as session:
                self._throttle.forget(session, (SIGN_IN_ACCOUNT, email))
        return right

    def _find(self, email: str) -> _Found | None:
        columns = select(Account.id, Account.public_id, Account.password_hash, Account.closed_at)
        with self._database.transaction() as session:
            row = session.execute(columns.where(Account.email == email)).one_or_none()
        return _Found(*row) if row else None

    def _note_refusal(self, found: _Found | None) -> None:
        with self._database.transaction() as session:
            self._journal.append(
                session, actor=SYSTEM, act="account.sign_in_failed", object_kind="accounts",
                object_id=found.public_id if found else "unknown",
            )  # fmt: skip

    def _open(self, found: _Found, email: str, password: str, address: str, device: str) -> str:
        rehashed = hash_password(password) if needs_rehash(found.password_hash or "") else None
        with self._database.transaction() as session:
            token = self._open_for(session, found, rehashed, device)
            self._throttle.forget(session, (SIGN_IN_ACCOUNT, email))
            self._throttle.give_back(session, (SIGN_IN_ADDRESS, address))
            self._journal.append(
                session, actor=found.public_id, act="account.signed_in", object_kind="accounts",
                object_id=found.public_id,
            )  # fmt: skip
        return token

    def _open_for(self, session: Session, found: _Found, rehashed: str | None, device: str) -> str:
        account = session.get_one(Account, found.id, with_for_update=True)
        if account.closed_at or account.password_hash != found.password_hash:
            raise DomainError(REFUSED)
        if rehashed:
            account.password_hash = rehashed
        return SignInSessions(session).open(account, device)
