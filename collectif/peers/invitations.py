"""Inviting a peer to the intranet from their file: an account, the role of peer for their association, the link.

Someone who already has an account at the file's address is tied to it, once whoever invites has confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.authentication import normalise_email
from ..accounts.mandates import Mandates
from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..accounts.services import Accounts
from ..db import hold
from ..errors import DomainError
from ..journal import Recorder
from ..security.permissions import Role
from ..text import today
from .models import Peer, Sponsorship

NO_EMAIL = "La fiche n'a pas d'adresse e-mail : ajoutez-la d'abord."
NO_SPONSOR = "Personne ne parraine cette personne : elle sera invitée quand une association la parrainera."
ALREADY = "Cette fiche est déjà reliée à un compte."
OVER = "Le parcours de cette personne est terminé."
CLOSED = "Le compte de cette adresse est fermé. L'administration du site peut le rouvrir."
TAKEN = "Une autre fiche est déjà reliée au compte de cette adresse. Vérifiez l'adresse de la fiche."


@dataclass(frozen=True)
class InvitationState:
    """How a peer may be invited: ``tied``, ``no_email``, ``known`` (an account exists), ``waiting`` or ``new``."""

    name: str
    email: str


class Invitations:
    """Rules about the accounts of peers."""

    def __init__(self, session: Session, accounts: Accounts, mandates: Mandates, recorder: Recorder):
        self._session = session
        self._accounts = accounts
        self._mandates = mandates
        self._recorder = recorder

    def state_of(self, peer: Peer) -> InvitationState:
        """What inviting this peer would do."""
        email = normalise_email(peer.email)
        if peer.account is not None:
            waits = peer.account.password_hash is None and peer.account.closed_at is None
            return InvitationState("waiting" if waits else "tied", peer.account.email)
        if not email:
            return InvitationState("no_email", "")
        return InvitationState("known" if self._account_at(email) else "new", email)

    def invite(self, peer: Peer, sponsorship: Sponsorship | None) -> str:
        """Invite, invite again, or tie the account the person already has.

        :param sponsorship: the association the role of peer is given for. :returns: what has been done, in words.
        :raises DomainError: no address, no sponsor, an account that is closed or someone else's.
        """
        hold(self._session, peer, "state")
        self._session.refresh(peer, ["account_id"])
        state = self.state_of(peer)
        if peer.state == "ended":
            raise DomainError(OVER)
        if state.name == "waiting":
            assert peer.account is not None
            self._accounts.invite_again(peer.account)
            return f"Une nouvelle invitation part à l'adresse {state.email}."
        for name, message in (("tied", ALREADY), ("no_email", NO_EMAIL)):
            if state.name == name:
                raise DomainError(message)
        if sponsorship is None:
            raise DomainError(NO_SPONSOR)
        return self._tie(peer, sponsorship, state)

    def _tie(self, peer: Peer, sponsorship: Sponsorship, state: InvitationState) -> str:
        account = self._account_at(state.email)
        if account is None:
            account = self._accounts.invite(f"{peer.given_name} {peer.family_name}", state.email)
            act, done = "peer.invited", f"L'invitation part à l'adresse {state.email}. Elle sert pendant sept jours."
        else:
            self._check_free(account)
            act, done = "peer.tied", f"La fiche est reliée au compte de l'adresse {state.email}."
        peer.account = account
        self._give_role(account, sponsorship)
        self._session.flush()
        self._recorder.record(act, peer, organisation=sponsorship.organisation.slug, account=account.public_id)
        return done

    def _check_free(self, account: Account) -> None:
        if account.closed_at is not None:
            raise DomainError(CLOSED)
        tied = select(Peer.id).where(Peer.account_id == account.id, Peer.state != "ended").limit(1)
        if self._session.scalar(tied) is not None:
            raise DomainError(TAKEN)

    def _give_role(self, account: Account, sponsorship: Sponsorship) -> None:
        held = select(Mandate.id).where(
            Mandate.account_id == account.id, Mandate.role == Role.PEER, in_force(today()),
            Mandate.organisation_id == sponsorship.organisation_id,
        )  # fmt: skip
        if self._session.scalar(held.limit(1)) is None:
            self._mandates.give(account, Role.PEER, sponsorship.organisation, today(), None)

    def _account_at(self, email: str) -> Account | None:
        return self._session.scalars(select(Account).where(Account.email == email)).one_or_none()
