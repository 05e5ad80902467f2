"""Sponsorships: asked for, answered, attested (seed 001: « parrainé par une structure ou une association »).

One open sponsorship at a time for an association and a peer; several associations may sponsor the same person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..db import hold, now
from ..errors import DomainError
from ..journal import Recorder
from ..mail.services import Mailer
from ..organisations.models import Organisation
from ..organisations.referents import REFERENT
from ..text import today
from .attestations import (
    EVERY_CONDITION,
    EXPLAIN,
    NO_SPONSORSHIP,
    SAME_PERSON,
    Attestation,
    Conditions,
    attestation_schema,
    people_of,
    read_attestation,
)
from .commitments import COMMITMENTS
from .life import PEER_LIFE, SPONSORSHIP_LIFE
from .lives import mail_address
from .models import Peer, Sponsorship
from .own_fields import OwnFields
from .path_models import SponsorSearch, SponsorshipRequest, SponsorshipTerms
from .services import PEER_FIELDS, Peers, lock_roster

__all__ = ["Attestation", "Sponsoring", "attestation_schema", "read_attestation"]

NO_OWN_FIELDS = OwnFields()
DEFAULTS = {"email": "", "phone": "", "commune_code": None, "engagement": "volunteer", "capacity": 3, "families": ()}
NOT_HERE = "Choisissez une personne qui a un mandat dans l'association."
ENDED = "Le parcours de cette personne est terminé : elle peut poser une nouvelle candidature."
NO_SPONSOR = "Choisissez une association membre du pôle ressource."
ALREADY = "Cette association parraine déjà cette personne, ou a déjà reçu la demande."


class Sponsoring:
    """Rules about sponsorships; every act is journalled.

    :param actor_id: the account of whoever acts; ``None`` for the site itself.
    """

    def __init__(self, session: Session, recorder: Recorder, mailer: Mailer, conditions: Conditions, peers: Peers,
                 actor_id: int | None):  # fmt: skip
        self._session = session
        self._recorder = recorder
        self._mailer = mailer
        self._conditions = conditions
        self._peers = peers
        self._actor_id = actor_id

    def from_application(
        self, facts: Mapping[str, Any], organisation_id: int, attestation: Attestation, by: int | None
    ) -> Peer:
        """The peer an accepted application makes, in preparation, sponsored by this association.

        :param facts: ``given_name`` and ``family_name``, and any of ``email``, ``phone``, ``commune_code``,
            ``engagement``, ``capacity``, ``families`` (names). :param by: the account that attests.
        :raises DomainError: the attestation will not do, or the association's roster already has this person.
        """
        answers = {**DEFAULTS, **facts, "started_on": today(), "external_ref": None}
        known = {name: answers[name] for name in (*PEER_FIELDS, "families", "started_on", "external_ref")}
        peer = self._peers.add(organisation_id, known, NO_OWN_FIELDS)
        sponsorship = peer.sponsorships[0]
        self._session.refresh(sponsorship, ["organisation"])
        self._write_terms(sponsorship, attestation, by)
        self._recorder.record("peer.added", peer, organisation=sponsorship.organisation.slug)
        self._record("sponsorship.attested", sponsorship)
        return peer

    def propose(self, peer: Peer, organisation: Organisation | None, origin: str) -> Sponsorship:
        """Ask an association to sponsor this peer; its referents are told.

        :param origin: ``peer`` or ``coordination``.
        :raises DomainError: not an association of the pôle, asked already, or the peer's path is over.
        """
        if organisation is None or organisation.kind != "association" or not organisation.hub_member:
            raise DomainError(NO_SPONSOR, "organisation")
        hold(self._session, peer, "state")
        if PEER_LIFE.status(peer.state).final:
            raise DomainError(ENDED)
        sponsorship = self._open(peer, organisation)
        self._session.add(SponsorshipRequest(
            sponsorship_id=sponsorship.id, peer_id=peer.id, origin=origin, asked_by_id=self._actor_id,
        ))  # fmt: skip
        self._session.flush()
        self._record("sponsorship.proposed", sponsorship)
        for email in referent_emails(self._session, organisation.id):
            self._mailer.send(email, "sponsorship_asked", request=sponsorship.public_id)
        if origin == "coordination":
            self._tell(peer, "sponsorship_proposed", organisation.name)
        return sponsorship

    def accept(self, sponsorship: Sponsorship, attestation: Attestation) -> None:
        """The association says yes and attests; the search for a sponsor is over.

        :raises DomainError: the attestation will not do, or someone answered meanwhile.
        """
        self._answer(sponsorship, "accept", "accepted")
        sponsorship.started_on = today()
        self._session.flush()
        self._write_terms(sponsorship, attestation, self._actor_id)
        search = self._session.get(SponsorSearch, sponsorship.peer_id)
        if search is not None:
            self._session.delete(search)
        self._session.flush()
        self._tell(sponsorship.peer, "sponsorship_accepted", sponsorship.organisation.name)

    def decline(self, sponsorship: Sponsorship) -> None:
        """The association says no; it gives no reason."""
        self._answer(sponsorship, "decline", "declined")
        self._tell(sponsorship.peer, "sponsorship_declined", sponsorship.organisation.name)

    def withdraw(self, sponsorship: Sponsorship) -> None:
        """Whoever asked takes the question back."""
        self._answer(sponsorship, "withdraw", "withdrawn")

    def attest(self, sponsorship: Sponsorship, attestation: Attestation) -> None:
        """Write, or write again, what the association attests and promises.

        :raises DomainError: the sponsorship is not active, or the attestation will not do.
        """
        hold(self._session, sponsorship.peer, "state")
        hold(self._session, sponsorship, "state")
        if sponsorship.state != "active":
            raise DomainError("Ce parrainage n'est plus en cours : il ne peut pas être attesté.")
        self._write_terms(sponsorship, attestation, self._actor_id)
        self._record("sponsorship.attested", sponsorship)

    def _open(self, peer: Peer, organisation: Organisation) -> Sponsorship:
        lock_roster(self._session, organisation.id)
        sponsorship = Sponsorship(
            peer_id=peer.id, organisation_id=organisation.id, peer_sort_name=peer.sort_name, peer_state=peer.state,
            state=SPONSORSHIP_LIFE.initial, started_on=today(),
        )  # fmt: skip
        try:
            with self._session.begin_nested():
                self._session.add(sponsorship)
        except IntegrityError as error:
            raise DomainError(ALREADY, "organisation") from error
        return sponsorship

    def _answer(self, sponsorship: Sponsorship, name: str, answer: str) -> None:
        hold(self._session, sponsorship.peer, "state")
        hold(self._session, sponsorship, "state")
        transition = SPONSORSHIP_LIFE.move(sponsorship, name)
        request = self._session.get(SponsorshipRequest, sponsorship.id)
        if request is not None:
            request.answer, request.answered_at = answer, now()
        self._session.flush()
        self._record(transition.journal_tag, sponsorship)

    def _write_terms(self, sponsorship: Sponsorship, attestation: Attestation, by: int | None) -> None:
        organisation = sponsorship.organisation
        conditions = {one.name: one.statement for one in self._conditions.of(organisation.slug)}
        check(attestation, set(conditions), {row[0] for row in people_of(self._session, organisation.id)})
        terms = self._session.get(SponsorshipTerms, sponsorship.id)
        if terms is None:
            terms = SponsorshipTerms(sponsorship_id=sponsorship.id, peer_id=sponsorship.peer_id)
            self._session.add(terms)
        for name in ("met_on", "attests_experience", "attests_path", "explanation", "employer"):
            setattr(terms, name, getattr(attestation, name))
        terms.commitments = sorted(attestation.commitments)
        terms.referent_id, terms.substitute_id = attestation.referent_id, attestation.substitute_id
        terms.conditions = conditions
        terms.attested_by_id, terms.attested_at = by, now()
        self._session.flush()

    def _tell(self, peer: Peer, template: str, organisation: str) -> None:
        address = mail_address(peer)
        if address:
            self._mailer.send(address, template, organisation=organisation)

    def _record(self, act: str, sponsorship: Sponsorship) -> None:
        self._recorder.record(act, sponsorship, organisation=sponsorship.organisation.slug)


def check(attestation: Attestation, conditions: set[str], people: set[int]) -> None:
    """:raises DomainError: the attestation does not make a sponsorship; the form says the same sooner."""
    problems = (
        (not attestation.attests_path, "attests_path", NO_SPONSORSHIP),
        (not attestation.attests_experience, "attests_experience", NO_SPONSORSHIP),
        (attestation.met_on > today(), "met_on", "La rencontre n'a pas encore eu lieu."),
        (attestation.commitments != set(COMMITMENTS) and not attestation.explanation, "explanation", EXPLAIN),
        (not attestation.commitments <= set(COMMITMENTS), "commitments", "Choisissez dans la liste."),
        (attestation.conditions != conditions, "conditions", EVERY_CONDITION),
        (attestation.referent_id not in people, "referent", NOT_HERE),
        (attestation.substitute_id not in (None, *people), "substitute", NOT_HERE),
        (attestation.substitute_id == attestation.referent_id, "substitute", SAME_PERSON),
    )
    for wrong, field, message in problems:
        if wrong:
            raise DomainError(message, field)


def referent_emails(session: Session, organisation_id: int) -> list[str]:
    """Addresses of today's referents of an association."""
    statement = select(Account.email).join(Mandate, Mandate.account_id == Account.id)
    return list(session.scalars(statement.where(REFERENT, Mandate.organisation_id == organisation_id).distinct()))
