"""A sponsor withdraws, or an organisation leaves the collective: nobody is left without a referent (domain rule 2).

Everything a departure changes is written in the caller's transaction: all of it is seen, or none.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..db import hold, now
from ..errors import DomainError
from ..journal import Recorder
from ..mail.services import Mailer
from ..organisations.models import Organisation
from ..security.permissions import Role
from ..text import short_date, today
from .life import SPONSORSHIP_LIFE
from .lives import Lives, mail_address
from .models import Peer, Sponsorship
from .path_models import SponsorSearch, SponsorshipRequest, SponsorshipTerms

PAUSED_FOR = "seeking_sponsor"


class Withdrawals:
    """Ends sponsorships, and looks after the peers they leave alone.

    :param search_days: how long a peer has to find another sponsor. :param actor_id: the account of whoever acts.
    """

    def __init__(self, session: Session, recorder: Recorder, mailer: Mailer, lives: Lives, search_days: int,
                 actor_id: int | None):  # fmt: skip
        self._session = session
        self._recorder = recorder
        self._mailer = mailer
        self._lives = lives
        self._search_days = search_days
        self._actor_id = actor_id

    def end(self, sponsorship: Sponsorship, on: date) -> None:
        """The association stops sponsoring this peer.

        :raises DomainError: it would end before it began, or it is no longer active.
        """
        hold(self._session, sponsorship.peer, "state")
        hold(self._session, sponsorship, "state")
        if on < sponsorship.started_on:
            started = short_date(sponsorship.started_on)
            raise DomainError(
                f"Le parrainage a commencé le {started} : écrivez ce jour ou un jour d'après.", "ended_on"
            )
        self._end(sponsorship, on)

    def organisation_left(self, organisation: Organisation) -> None:
        """An organisation leaves the collective: whatever it sponsored, and was asked to, ends today."""
        for sponsorship in self._open_ones(organisation.id):
            hold(self._session, sponsorship.peer, "state")
            if sponsorship.state == "proposed":
                self._drop(sponsorship)
            else:
                self._end(sponsorship, max(today(), sponsorship.started_on))

    def merging(self, source: Organisation, target: Organisation) -> None:
        """Two organisations become one: where both know the same peer, the sponsorship that proves most goes on."""
        kept = {one.peer_id: one for one in self._open_ones(target.id)}
        for sponsorship in self._open_ones(source.id):
            other = kept.get(sponsorship.peer_id)
            if other is not None:
                hold(self._session, sponsorship.peer, "state")
                self._drop(min((sponsorship, other), key=self._worth))

    def hand_over(self, peer: Peer, account_id: int) -> None:
        """Say who of the coordination follows a peer who looks for a sponsor.

        :raises DomainError: the search is over, or this is nobody of the coordination.
        """
        search = self._session.get(SponsorSearch, peer.id)
        if search is None or account_id not in coordination(self._session):
            raise DomainError("Ce relais n'est plus possible. Rechargez la fiche.")
        search.interim_referent_id = account_id
        self._session.flush()
        self._recorder.record("peer.interim_changed", peer)

    def remind(self) -> int:
        """Write once to whoever still looks for a sponsor a third of the way before the deadline.

        :returns: how many mails leave.
        """
        soon = today() + timedelta(days=self._search_days // 3)
        due = select(SponsorSearch).where(SponsorSearch.deadline <= soon, SponsorSearch.reminded_at.is_(None))
        sent = 0
        for search in self._session.scalars(due.order_by(SponsorSearch.peer_id).with_for_update()):
            search.reminded_at = now()
            address = mail_address(search.peer)
            if address and search.deadline >= today():
                self._mailer.send(address, "sponsorship_reminder", deadline=short_date(search.deadline))
                sent += 1
        self._session.flush()
        return sent

    def _open_ones(self, organisation_id: int) -> list[Sponsorship]:
        open_ones = select(Sponsorship).where(
            Sponsorship.organisation_id == organisation_id, Sponsorship.state != "ended"
        )
        loaded = open_ones.options(joinedload(Sponsorship.peer).joinedload(Peer.account)).order_by(Sponsorship.peer_id)
        return list(self._session.scalars(loaded))

    def _worth(self, sponsorship: Sponsorship) -> tuple[bool, bool]:
        return sponsorship.state == "active", self._session.get(SponsorshipTerms, sponsorship.id) is not None

    def _end(self, sponsorship: Sponsorship, on: date) -> None:
        peer, organisation = sponsorship.peer, sponsorship.organisation
        others = self._others(sponsorship)
        attested = any(self._session.get(SponsorshipTerms, one.id) for one in others)
        deadline = today() + timedelta(days=self._search_days)
        if peer.state == "active" and not attested:
            # First: the database keeps the last sponsorship of someone active.
            self._lives.pause(peer, PAUSED_FOR, deadline)
        transition = SPONSORSHIP_LIFE.move(sponsorship, "end")
        sponsorship.ended_on = on
        self._session.flush()
        self._recorder.record(transition.journal_tag, sponsorship, organisation=organisation.slug)
        if not others and peer.state != "ended":
            self._search(peer, organisation, deadline)

    def _drop(self, sponsorship: Sponsorship) -> None:
        """A request nobody will answer any more, or the lesser of two sponsorships by what is now one organisation."""
        if sponsorship.state == "active":
            sponsorship.ended_on = max(today(), sponsorship.started_on)
        sponsorship.state = "ended"
        request = self._session.get(SponsorshipRequest, sponsorship.id)
        if request is not None and request.answer is None:
            request.answer, request.answered_at = "withdrawn", now()
        self._session.flush()
        tag = SPONSORSHIP_LIFE.transitions["end"].journal_tag
        self._recorder.record(tag, sponsorship, organisation=sponsorship.organisation.slug)

    def _others(self, sponsorship: Sponsorship) -> list[Sponsorship]:
        others = select(Sponsorship).where(
            Sponsorship.peer_id == sponsorship.peer_id, Sponsorship.state == "active", Sponsorship.id != sponsorship.id
        )
        return list(self._session.scalars(others))

    def _search(self, peer: Peer, organisation: Organisation, deadline: date) -> None:
        """The peer looks for another sponsor; someone of the coordination follows meanwhile."""
        self._session.merge(SponsorSearch(
            peer_id=peer.id, since=now(), left_organisation_id=organisation.id, deadline=deadline,
            interim_referent_id=self._interim(),
        ))  # fmt: skip
        self._session.flush()
        self._recorder.record("peer.seeks_sponsor", peer, organisation=organisation.slug)
        address = mail_address(peer)
        if address:
            self._mailer.send(
                address, "sponsorship_lost", organisation=organisation.name, deadline=short_date(deadline)
            )

    def _interim(self) -> int | None:
        """Whoever acts, when they are of the coordination; else the first of the coordination; it may be changed."""
        ids = coordination(self._session)
        return self._actor_id if self._actor_id in ids else next(iter(ids), None)


def coordination(session: Session) -> dict[int, str]:
    """Accounts of today's coordination, with their names, those who have been there longest first."""
    statement = (
        select(Account.id, Account.display_name)
        .join(Mandate, Mandate.account_id == Account.id)
        .where(Mandate.role == Role.COORDINATOR, in_force(today()), Account.closed_at.is_(None))
        .order_by(Mandate.starts_on, Mandate.id)
    )
    found: dict[int, str] = {}
    for account_id, name in session.execute(statement):
        found.setdefault(account_id, name)
    return found
