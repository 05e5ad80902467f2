"""The life of an account: invited, opened by its owner, closed, opened again; its password."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..db import hold, now
from ..errors import DomainError, NotAllowed
from ..journal import Recorder
from ..mail.services import Mailer
from ..security.password_rules import check_password
from ..text import sort_key
from .authentication import normalise_email
from .links import INVITATION, RESET, SingleUseLinks
from .mandates import OWN_ACCOUNT
from .models import Account
from .passwords import hash_password
from .referents import Referents
from .sessions import SignInSessions
from .throttle import SIGN_IN_ACCOUNT, Throttle

KNOWN = "Un compte existe déjà pour cette adresse. Cherchez-le dans la liste des comptes."
CLOSED = "Ce compte est fermé : rouvrez-le d'abord."
NOTHING_TO_SEND = "Cette personne a déjà choisi son mot de passe, ou son compte est fermé."


class Accounts:
    """Rules about accounts; every change is journalled.

    :param actor_id: the account of whoever acts; ``None`` for a command or for someone not signed in.
    """

    def __init__(self, session: Session, links: SingleUseLinks, mailer: Mailer, recorder: Recorder, throttle: Throttle,
                 actor_id: int | None):  # fmt: skip
        self._session = session
        self._links = links
        self._mailer = mailer
        self._recorder = recorder
        self._throttle = throttle
        self._actor_id = actor_id

    def invite(self, display_name: str, email: str) -> Account:
        """Open an account without a password, and send its owner the link that lets them choose one.

        :raises DomainError: the address already has an account.
        """
        account = Account()
        self._name(account, display_name, email)
        self._recorder.record("account.invited", account)
        self._send_invitation(account)
        return account

    def rename(self, account: Account, display_name: str, email: str) -> None:
        """Correct a name or an address. With another address, sessions and links end and both addresses are told.

        :raises DomainError: the address already has an account.
        :raises NotAllowed: it is one's own, or the account is closed.
        """
        if account.id == self._actor_id or account.closed_at:
            raise NotAllowed(OWN_ACCOUNT if account.id == self._actor_id else CLOSED)
        before = account.email
        self._name(account, display_name, email)
        if account.email != before:
            SignInSessions(self._session).end_all(account.id)
            self._links.void(account.id)
            for address in (before, account.email):
                self._mailer.send(address, "address_changed", name=account.display_name)
        self._recorder.record("account.renamed", account)

    def _name(self, account: Account, display_name: str, email: str) -> None:
        try:
            with self._session.begin_nested():
                account.email = normalise_email(email)
                account.display_name = " ".join(display_name.split())
                account.sort_name = sort_key(display_name)
                self._session.add(account)
        except IntegrityError as error:
            raise DomainError(KNOWN, "email") from error

    def invite_again(self, account: Account) -> None:
        """Send a new invitation; the earlier one stops working.

        :raises DomainError: the account is in use, or closed.
        """
        if account.password_hash or account.closed_at:
            raise DomainError(NOTHING_TO_SEND)
        self._recorder.record("account.invited_again", account)
        self._send_invitation(account)

    def close(self, account: Account) -> None:
        """Nobody signs in with it any more; sessions and links end now.

        :raises DomainError: an organisation would lose its last referent.
        :raises NotAllowed: it is one's own.
        """
        if account.id == self._actor_id:
            raise NotAllowed(OWN_ACCOUNT)
        hold(self._session, account)
        Referents(self._session).check_closed(account.id)
        account.closed_at = now()
        SignInSessions(self._session).end_all(account.id)
        self._links.void(account.id)
        self._recorder.record("account.closed", account)

    def reopen(self, account: Account) -> None:
        """Let its owner in again, with the mandates that are still in force."""
        account.closed_at = None
        self._recorder.record("account.reopened", account)

    def ask_reset(self, email: str) -> None:
        """Send a link to choose a new password, when an open account has this address; say nothing either way."""
        found = select(Account).where(Account.email == normalise_email(email), Account.closed_at.is_(None))
        account = self._session.scalars(found).one_or_none()
        if account is None:
            self._links.new_token(RESET)
            self._recorder.record("account.reset_asked", ("accounts", "unknown"))
            return
        token = self._links.issue(account, RESET)
        self._mailer.send(account.email, "password_reset", token=token, name=account.display_name)
        self._recorder.record("account.reset_asked", account)

    def choose_password(self, token: str, purpose: str, password: str) -> str:
        """Use a link up and set the password it lets choose; every session ends.

        :returns: how strong the password is, in words.
        :raises DomainError: the password is refused; the link still works.
        :raises DeadLink: the link does not work, or no longer.
        """
        account = self._links.find(token, purpose)
        strength, digest = self._hash(account, password)
        account = self._links.use(token, purpose)
        act = "account.opened" if purpose == INVITATION else "account.password_reset"
        self._set_password(account, digest, act, self._recorder.acting(account.public_id))
        return strength

    def change_password(self, account_id: int, password: str) -> str:
        """Set a new password; every session ends, this one included, and the owner is told by mail.

        :returns: how strong the password is, in words.
        :raises DomainError: the password is refused.
        """
        account = self._session.get_one(Account, account_id)
        strength, digest = self._hash(account, password)
        self._set_password(account, digest, "account.password_changed", self._recorder)
        return strength

    def _hash(self, account: Account, password: str) -> tuple[str, str]:
        strength = check_password(password, (account.display_name, account.email))
        return strength, hash_password(password)

    def _set_password(self, account: Account, digest: str, act: str, recorder: Recorder) -> None:
        first = account.password_hash is None
        account.password_hash = digest
        SignInSessions(self._session).end_all(account.id)
        self._links.void(account.id)
        self._throttle.forget(self._session, (SIGN_IN_ACCOUNT, account.email))
        if not first:
            self._mailer.send(account.email, "password_changed", name=account.display_name)
        recorder.record(act, account)

    def _send_invitation(self, account: Account) -> None:
        token = self._links.issue(account, INVITATION)
        self._mailer.send(account.email, "invitation", token=token, name=account.display_name)
