"""The end of an application: the association sponsors the candidate, who becomes a peer or already has a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import RadioChoiceWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import DomainError
from ..peers.models import Peer, Sponsorship
from ..peers.sponsoring import Attestation, Sponsoring, attestation_schema, read_attestation
from . import answers, queries
from .models import Application
from .page import likeness
from .schemas import version_field
from .services import Applications, check_version

MOVE = "sponsor"
FACTS = ("given_name", "family_name", "email", "phone", "commune_code", "engagement", "families")
NEW = "new"
ANOTHER = "Non, c'est une autre personne : créer sa fiche"
NOT_ALIKE = "Choisissez dans la liste."


def sponsoring_schema(session: Session, application: Application) -> colander.SchemaNode:
    """The attestation of the association the application is addressed to; when a peer may be the same person, which."""
    schema = attestation_schema(application.organisation)  # type: ignore[arg-type]
    schema.add(version_field())
    known = [
        (one.public_id, f"Oui : {likeness(application, one)}") for one in queries.alike_peers(session, application)
    ]
    if known:
        schema.children.insert(0, _same_person([*known, (NEW, ANOTHER)]))
    return schema


def _same_person(choices: list[tuple[str, str]]) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name="peer", title="Cette personne a-t-elle déjà une fiche de pair ?",
        description="Une seule fiche par personne : ainsi rien n'est compté deux fois.",
        validator=colander.OneOf([value for value, _ in choices]), widget=RadioChoiceWidget(values=choices),
    )  # fmt: skip


class ApplicationSponsoring:
    """Sponsors candidates in the name of ``account_id``. Never commits."""

    def __init__(self, session: Session, applications: Applications, sponsoring: Sponsoring, account_id: int | None):
        self._session = session
        self._applications = applications
        self._sponsoring = sponsoring
        self._account_id = account_id

    def sponsor(self, application: Application, data: Mapping[str, Any]) -> Peer:
        """Make the candidate a peer of the association, or join the file they already have.

        :param data: what :func:`sponsoring_schema` gives.
        :raises NotAllowed: another association's.
        :raises DomainError: not possible now, or the attestation will not do.
        """
        self._applications.check(application, MOVE)
        check_version(application, data)
        organisation = application.organisation
        assert organisation
        attestation = read_attestation(self._session, organisation.id, data)
        peer = self._peer(application, data.get("peer", NEW), attestation)
        application.peer = peer
        self._applications.move(application, MOVE)
        if peer.state == "active":
            self._applications.accept_activated(peer.id)
        return peer

    def _peer(self, application: Application, chosen: str, attestation: Attestation) -> Peer:
        if chosen == NEW:
            known = answers.read(application)
            facts = {name: known[name] for name in FACTS}
            return self._sponsoring.from_application(
                facts, application.organisation_id or 0, attestation, self._account_id
            )
        found = queries.alike_peers(self._session, application)
        peer = next((one for one in found if one.public_id == chosen), None)
        if peer is None:
            raise DomainError(NOT_ALIKE, "peer")
        self._join(application, peer, attestation)
        return peer

    def _join(self, application: Application, peer: Peer, attestation: Attestation) -> None:
        """The peer has a file: the association's sponsorship is attested, or begins."""
        mine = select(Sponsorship).where(
            Sponsorship.peer_id == peer.id, Sponsorship.organisation_id == application.organisation_id,
            Sponsorship.state != "ended",
        )  # fmt: skip
        sponsorship = self._session.scalar(mine)
        if sponsorship is None:
            sponsorship = self._sponsoring.propose(peer, application.organisation, "peer")
        if sponsorship.state == "active":
            self._sponsoring.attest(sponsorship, attestation)
        else:
            self._sponsoring.accept(sponsorship, attestation)
