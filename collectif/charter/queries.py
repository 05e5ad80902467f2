"""Questions asked about the charter, from other rooms too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, joinedload

from ..peers.gates import GATE_LABELS, Gate
from ..peers.models import Peer, Sponsorship
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import plural, short_date, today
from .models import CharterSignature, CharterVersion

# States in which someone is expected to sign.
SIGNING_STATES = ("preparing", "active", "paused", "suspended")
PERSON = "la personne elle-même, ou sa structure si elle signe sur papier"
COORDINATION = "la coordination MDPH 77"


def current_version(session: Session) -> CharterVersion:
    """The version in force: there is always one."""
    return session.scalars(select(CharterVersion).where(CharterVersion.state == "current")).one()


def draft(session: Session) -> CharterVersion | None:
    return session.scalars(select(CharterVersion).where(CharterVersion.state == "draft")).one_or_none()


def version_numbered(session: Session, number: int) -> CharterVersion | None:
    """A published version, by its number."""
    found = select(CharterVersion).where(CharterVersion.number == number, CharterVersion.state != "draft")
    return session.scalars(found).one_or_none()


def published(session: Session) -> Sequence[CharterVersion]:
    """Every published version, the newest first."""
    wanted = select(CharterVersion).where(CharterVersion.state != "draft").order_by(CharterVersion.number.desc())
    return session.scalars(wanted).all()


def signatures_of(session: Session, peer_id: int) -> Sequence[CharterSignature]:
    """Everything this person ever signed, the newest version first."""
    return session.scalars(
        select(CharterSignature)
        .join(CharterSignature.version)
        .where(CharterSignature.peer_id == peer_id)
        .options(joinedload(CharterSignature.version), joinedload(CharterSignature.witness))
        .order_by(CharterVersion.number.desc(), CharterSignature.id.desc())
    ).all()


def charter_gate(session: Session, peer_id: int) -> Gate:
    """The third gate: a countersigned signature of a version that still counts.

    Once the day to sign the version in force is over, only those who signed it pass, even while their own signature
    waits for MDPH 77.
    """
    signatures, current = signatures_of(session, peer_id), current_version(session)
    living = [one for one in signatures if one.state == "signed"]
    newest = next((one for one in living if one.version_id == current.id), None)
    counting = [one for one in living if one.countersigned_at and one.version.accepted]
    late = current.sign_before is not None and today() > current.sign_before and newest is None
    if counting and not late:
        return _gate(True, _holding(counting[0], current, newest), "")
    if newest is not None:
        return _gate(False, f"Signée le {short_date(newest.signed_on)}, pas encore contresignée.", COORDINATION)
    return _gate(False, _missing(signatures, current), PERSON)


def _gate(holds: bool, words: str, who_next: str) -> Gate:
    return Gate("charter", GATE_LABELS["charter"], holds, words, who_next)


def _holding(counted: CharterSignature, current: CharterVersion, newest: CharterSignature | None) -> str:
    assert counted.countersigned_at
    words = (
        f"Version {counted.version.number} signée le {short_date(counted.signed_on)}, contresignée le "
        f"{short_date(counted.countersigned_at)}."
    )
    if newest is None and current.sign_before:
        words += f" La version {current.number} est à signer le {short_date(current.sign_before)} au plus tard."
    return words


def _missing(signatures: Sequence[CharterSignature], current: CharterVersion) -> str:
    if any(one.state == "signed" for one in signatures):
        return f"La version {current.number} de la charte est à signer."
    if signatures and signatures[0].revoked_at:
        return f"Signature révoquée le {short_date(signatures[0].revoked_at)}. La charte est à signer de nouveau."
    return "La charte n'est pas encore signée."


def signs_current() -> ColumnElement[bool]:
    """Condition on :class:`Peer`: a living signature of the version in force."""
    return exists().where(
        CharterSignature.peer_id == Peer.id, CharterSignature.state == "signed",
        CharterSignature.version_id == CharterVersion.id, CharterVersion.state == "current",
    ).correlate(Peer)  # fmt: skip


def in_places(places: frozenset[int] | None) -> ColumnElement[bool]:
    """Condition on :class:`Peer`: sponsored today by one of these organisations; ``None`` means anybody."""
    if places is None:
        return Peer.id.is_not(None)
    sponsored = exists().where(
        Sponsorship.peer_id == Peer.id, Sponsorship.state == "active", Sponsorship.organisation_id.in_(places)
    )
    return sponsored.correlate(Peer)


def own_peers(session: Session, account_id: int) -> Sequence[Peer]:
    """The files of whoever signs in with this account, ended ones excepted: one, most often."""
    wanted = select(Peer).where(Peer.account_id == account_id, Peer.state.in_(SIGNING_STATES)).order_by(Peer.id)
    return session.scalars(wanted).all()


@dataclass(frozen=True)
class Coverage:
    """How many of the peers expected to sign did, and how many signatures wait for MDPH 77."""

    expected: int
    signed: int
    waiting: int

    @property
    def missing(self) -> int:
        return self.expected - self.signed


def coverage(session: Session, places: frozenset[int] | None) -> Coverage:
    """Of the version in force, among the peers of these organisations (``None``: all of them)."""
    expected = select(func.count(Peer.id)).where(Peer.state.in_(SIGNING_STATES), in_places(places))
    count, signed = session.execute(
        select(expected.scalar_subquery(), expected.where(signs_current()).scalar_subquery())
    ).one()
    return Coverage(count, signed, waiting_count(session, places)[0])


def waiting_count(session: Session, places: frozenset[int] | None = None) -> tuple[int, datetime | None]:
    """Signatures to countersign: how many, and since when the oldest waits."""
    counted = select(func.count(CharterSignature.id), func.min(CharterSignature.recorded_at)).join(
        CharterSignature.peer
    )
    count, oldest = session.execute(counted.where(to_countersign(), in_places(places))).one()
    return count, oldest


def to_countersign() -> ColumnElement[bool]:
    """Condition on :class:`CharterSignature`: living, of the version in force, and not countersigned."""
    current = select(CharterVersion.id).where(CharterVersion.state == "current").scalar_subquery()
    return (
        (CharterSignature.state == "signed")
        & CharterSignature.countersigned_at.is_(None)
        & (CharterSignature.version_id == current)
    )


@dataclass(frozen=True)
class Waiting:
    """What waits on someone: its kind, its words, the words and route of its link, since when."""

    kind: str
    title: str
    link: str
    route: str
    since: datetime


def waiting_on(session: Session, identity: Identity) -> list[Waiting]:
    """The charter to sign, to have signed by the peers of one's association, to countersign."""
    return [*_to_sign(session, identity), *_to_collect(session, identity), *_to_countersign(session, identity)]


def _to_sign(session: Session, identity: Identity) -> list[Waiting]:
    if not identity.has_role(Role.PEER):
        return []
    mine = select(Peer.created_at).where(
        Peer.account_id == identity.account_id, Peer.state.in_(SIGNING_STATES), ~signs_current()
    )
    created = session.scalar(mine.order_by(Peer.id).limit(1))
    if created is None:
        return []
    current = current_version(session)
    title = f"Version {current.number}"
    if current.sign_before:
        title += f", à signer le {short_date(current.sign_before)} au plus tard"
    since = max(created, current.published_at) if current.published_at else created
    return [Waiting("Charte à signer", title, "Lire et signer", "charter_sign", since)]


def _to_collect(session: Session, identity: Identity) -> list[Waiting]:
    """For a referent, the active peers of the association who would be paused; many have no account to be told by."""
    places = identity.organisations_for(Permission.WITNESS_SIGNATURE)
    current = current_version(session) if places else None
    if not places or current is None or current.sign_before is None or current.published_at is None:
        return []
    late = select(func.count(Peer.id)).where(Peer.state == "active", ~signs_current(), in_places(places))
    count = session.scalar(late) or 0
    if not count:
        return []
    who = plural(count, "pair actif n'a pas signé", "pairs actifs n'ont pas signé")
    title = f"{who} la version {current.number} : {short_date(current.sign_before)} au plus tard"
    return [Waiting("Charte à faire signer", title, "Voir qui a signé", "charter_peers", current.published_at)]


def _to_countersign(session: Session, identity: Identity) -> list[Waiting]:
    if identity.organisations_for(Permission.COUNTERSIGN_CHARTER) is not None:
        return []
    count, oldest = waiting_count(session)
    if not oldest:
        return []
    title = plural(count, "signature attend la MDPH 77", "signatures attendent la MDPH 77")
    return [Waiting("Charte à contresigner", title, "Voir les signatures", "charter_waiting", oldest)]


def by_public_id(session: Session, public_id: str, *, locked: bool = False) -> CharterSignature | None:
    """One signature with its version and its person's sponsorships.

    :param locked: someone may be about to change it: nobody else does until this transaction ends.
    """
    statement = (
        select(CharterSignature)
        .where(CharterSignature.public_id == public_id)
        .options(joinedload(CharterSignature.version), joinedload(CharterSignature.peer))
        .options(joinedload(CharterSignature.witness), joinedload(CharterSignature.witness_organisation))
    )
    return session.scalar(statement.with_for_update(of=CharterSignature) if locked else statement)
