"""Questions asked about applications, from other rooms too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session, selectinload

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..organisations.models import Organisation
from ..peers.models import Peer, Sponsorship
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import today
from .models import Application, ApplicationMessage, ApplicationStep
from .workflow import OPEN_STATES

WAITING_LIMIT = 50
MOST_ALIKE = 5


def by_public_id(session: Session, public_id: str, *, locked: bool) -> Application | None:
    """One application that was sent, with its history and its thread; a draft is nobody's but its writer's.

    :param locked: someone may be about to change it: nobody else does until this transaction ends.
    """
    statement = (
        select(Application)
        .where(Application.public_id == public_id, Application.state != "draft")
        .options(
            # Not joined: the row may be locked again, and PostgreSQL locks no optional side of a join.
            selectinload(Application.organisation), selectinload(Application.commune),
            selectinload(Application.typed_in_by),
            selectinload(Application.steps).joinedload(ApplicationStep.account),
            selectinload(Application.messages).joinedload(ApplicationMessage.account),
        )
    )  # fmt: skip
    return session.scalar(statement.with_for_update(of=Application) if locked else statement)


def handlers(session: Session, organisation_id: int | None, but: int | None = None) -> Sequence[str]:
    """Addresses of those who answer applications: the association's referents, or the coordination when none is known.

    :param but: account of whoever has just acted: they need not be told.
    """
    if organisation_id is None:
        role = Mandate.role == Role.COORDINATOR
    else:
        role = and_(Mandate.role == Role.STRUCTURE_REFERENT, Mandate.organisation_id == organisation_id)
    found = select(Account.email).join(Mandate).where(role, in_force(today()), Account.closed_at.is_(None))
    return session.scalars(found.where(Account.id != (but or 0)).distinct().order_by(Account.email)).all()


def readable(identity: Identity) -> ColumnElement[bool]:
    """The applications this person may read: drafts never."""
    return and_(Application.state != "draft", _within(identity, Permission.VIEW_APPLICATIONS))


def _within(identity: Identity, permission: Permission) -> ColumnElement[bool]:
    places = identity.organisations_for(permission)
    if places is None:
        return true()
    return Application.organisation_id.in_(places) if places else false()


@dataclass(frozen=True)
class Waiting:
    """One application that waits on someone: why, whose, since when."""

    kind: str
    name: str
    public_id: str
    since: datetime


WAITING_WORDS = {
    ("submitted", "association"): "Candidature à lire",
    ("submitted", "coordination"): "Candidature à confier à une association",
    ("admissible", "association"): "Candidature recevable : rencontrer, puis parrainer",
    ("admissible", "coordination"): "Candidature à confier à une association",
}
MESSAGE_WAITS = "Message d'une candidature, sans réponse"


def waiting_on(session: Session, identity: Identity, limit: int = WAITING_LIMIT) -> list[Waiting]:
    """What waits on this person, oldest first: one statement, none for those who answer no application."""
    places = identity.organisations_for(Permission.HANDLE_APPLICATION)
    if places is not None and not places:
        return []
    rows = session.execute(
        select(
            Application.state, Application.turn, Application.given_name, Application.family_name,
            Application.public_id, Application.last_action_at,
        ).where(Application.state.in_(OPEN_STATES), _theirs(places))
        .order_by(Application.last_action_at, Application.id).limit(limit)
    )  # fmt: skip
    return [
        Waiting(
            WAITING_WORDS.get((row.state, row.turn), MESSAGE_WAITS), f"{row.given_name} {row.family_name}",
            row.public_id, row.last_action_at,
        )
        for row in rows
    ]  # fmt: skip


def _theirs(places: frozenset[int] | None) -> ColumnElement[bool]:
    """The coordination acts while no association does; an association on what is addressed to it."""
    waits = or_(Application.turn.in_(("association", "coordination")), Application.unanswered)
    if places is None:
        return and_(waits, Application.organisation_id.is_(None))
    return and_(waits, Application.organisation_id.in_(places))


def same_person(application: Application) -> Select[Any]:
    """Peers who may be the candidate: same e-mail address, or same name in the same commune."""
    named = and_(Peer.sort_name == application.sort_name, Peer.commune_code.is_not_distinct_from(
        application.commune_code
    ))  # fmt: skip
    alike = or_(named, Peer.email == application.email) if application.email else named
    return select(Peer).where(alike, Peer.state != "ended").order_by(Peer.id)


def alike_peers(session: Session, application: Application) -> Sequence[Peer]:
    """At most five peers who may be the candidate, with the associations that sponsor them."""
    sponsored = selectinload(Peer.sponsorships).joinedload(Sponsorship.organisation)
    return session.scalars(same_person(application).options(sponsored).limit(MOST_ALIKE)).all()


def association(session: Session, slug: str) -> Organisation | None:
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()
