"""Rules about peers and their sponsorships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..errors import DomainError
from ..organisations.models import Organisation
from ..text import sort_key, today
from .life import PEER_LIFE
from .lives import Lives
from .models import Peer, PeerFamily, Sponsorship
from .own_fields import OwnFields, write_details

PEER_FIELDS = ("given_name", "family_name", "email", "phone", "commune_code", "engagement", "capacity")
SPONSORSHIP_FIELDS = ("started_on", "external_ref")
Answers = Mapping[str, Any]


def lock_roster(session: Session, organisation_id: int) -> None:
    """Wait for whoever is adding people to this roster, so that nobody is added twice."""
    session.execute(select(Organisation.id).where(Organisation.id == organisation_id).with_for_update())


class Peers:
    """Adds peers, keeps their files, and moves them along their life.

    Answers are those of :func:`.schemas.peer_schema`, its groups flattened by :func:`flatten`.
    """

    def __init__(self, session: Session, lives: Lives):
        self._session = session
        self._lives = lives

    def add(self, organisation_id: int, answers: Answers, own: OwnFields) -> Peer:
        """A new peer, in preparation, sponsored by this association.

        :raises DomainError: its roster already has this reference, this address, or this name in this commune.
        """
        lock_roster(self._session, organisation_id)
        sort_name = sort_key(answers["family_name"], answers["given_name"])
        self._refuse_twice(organisation_id, sort_name, answers)
        peer = Peer(
            **{name: answers[name] for name in PEER_FIELDS},
            sort_name=sort_name, state=PEER_LIFE.initial, last_contact_on=today(),
            families=[PeerFamily(family=family) for family in sorted(answers["families"])],
        )  # fmt: skip
        sponsorship = Sponsorship(
            peer=peer, organisation_id=organisation_id, peer_sort_name=sort_name, peer_state=peer.state,
            **{name: answers[name] for name in SPONSORSHIP_FIELDS},
        )  # fmt: skip
        write_details(sponsorship, own, answers.get("own", {}))
        self._session.add(peer)
        self._session.flush()
        return peer

    def change(self, sponsorship: Sponsorship, answers: Answers, own: OwnFields) -> None:
        """Write the answers in the peer's file and in the association's own part of it.

        :raises DomainError: the roster has someone else of this reference, or the file was changed meanwhile.
        """
        peer = sponsorship.peer
        if answers.get("versions") not in (None, versions_of(sponsorship)):
            raise DomainError(
                "Une autre personne vient de modifier cette fiche. Ce que vous avez écrit est encore là : "
                "ouvrez la fiche dans un autre onglet pour comparer, puis recommencez depuis elle."
            )
        self._refuse_reference(sponsorship.organisation_id, answers["external_ref"], sponsorship)
        for name in PEER_FIELDS:
            setattr(peer, name, answers[name])
        for name in SPONSORSHIP_FIELDS:
            setattr(sponsorship, name, answers[name])
        peer.sort_name = sort_key(peer.family_name, peer.given_name)
        kept = {row.family: row for row in peer.families}
        peer.families[:] = [kept.get(family) or PeerFamily(family=family) for family in sorted(answers["families"])]
        write_details(sponsorship, own, answers.get("own", {}))

    def pause(self, peer: Peer, reason: str = "own_wish") -> None:
        """At any time and without a reason (see :meth:`.lives.Lives.pause`).

        :raises DomainError: they are not active (any more).
        """
        self._lives.pause(peer, reason)

    def _refuse_twice(self, organisation_id: int, sort_name: str, answers: Answers) -> None:
        self._refuse_reference(organisation_id, answers["external_ref"])
        same = (Peer.sort_name == sort_name) & (Peer.commune_code == answers["commune_code"])
        alike = or_(same, Peer.email == answers["email"]) if answers["email"] else same
        found = self._session.scalars(_roster(organisation_id).where(alike).limit(1)).first()
        if found is not None:
            name = f"{found.peer.given_name} {found.peer.family_name}"
            raise DomainError(
                f"Votre liste a déjà une fiche pour {name}, avec la même adresse e-mail, ou le même nom dans la même "
                "commune. Ouvrez cette fiche pour la modifier."
            )

    def _refuse_reference(self, organisation_id: int, reference: str | None, but: Sponsorship | None = None) -> None:
        if not reference:
            return
        found = self._session.scalars(_roster(organisation_id).where(Sponsorship.external_ref == reference)).first()
        if found is not None and found is not but:
            raise DomainError(f"La référence « {reference} » est déjà celle d'une autre personne de votre liste.")


def _roster(organisation_id: int) -> Any:
    return (
        select(Sponsorship).join(Sponsorship.peer).where(
            Sponsorship.organisation_id == organisation_id, Sponsorship.state != "ended"
        )
    )  # fmt: skip


def flatten(answers: Answers) -> dict[str, Any]:
    """The answers of the grouped form by field, the association's own kept apart under ``own``."""
    flat: dict[str, Any] = {"own": answers.get("own", {}), "versions": answers.get("versions")}
    for name in ("identity", "contact", "experience", "sponsorship"):
        flat.update(answers[name])
    return flat


def grouped(sponsorship: Sponsorship, own: OwnFields) -> dict[str, Any]:
    """A file as the grouped form shows it."""
    peer = sponsorship.peer
    return {
        "identity": {name: getattr(peer, name) for name in ("family_name", "given_name", "commune_code")},
        "contact": {"email": peer.email, "phone": peer.phone},
        "experience": {
            "engagement": peer.engagement, "capacity": peer.capacity, "families": {row.family for row in peer.families}
        },
        "sponsorship": {"started_on": sponsorship.started_on, "external_ref": sponsorship.external_ref or ""},
        "own": own.deserialise(sponsorship.details),
        "versions": versions_of(sponsorship),
    }  # fmt: skip


def versions_of(sponsorship: Sponsorship) -> str:
    """What two people editing the same file would both have started from."""
    return f"{sponsorship.peer.version}.{sponsorship.version}"
