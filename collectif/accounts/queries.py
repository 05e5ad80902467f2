"""Questions asked about accounts, mandates and sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select
from sqlalchemy.orm import Session

from ..db import now
from ..listing import Column, Filter, Listing, starts_with
from ..organisations.models import Organisation
from ..security.permissions import Role
from ..text import short_date, today
from .models import IDLE, LONGEST, Account, Mandate, SignInSession

WARNING = timedelta(days=30)
STATES = {"open": "en\u00a0service", "invited": "invitation envoyée", "closed": "fermé"}
STATE = case((Account.closed_at.is_not(None), "closed"), (Account.password_hash.is_(None), "invited"), else_="open")


A = Account.__table__.c
M = Mandate.__table__.c


def in_force(day: date) -> ColumnElement[bool]:
    """Mandates that give rights on ``day``."""
    return and_(Mandate.starts_on <= day, or_(Mandate.ends_on.is_(None), Mandate.ends_on >= day))


def _holds(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Mandate.account_id == Account.id, in_force(today()), condition)


def _of_organisation(name: str) -> ColumnElement[bool]:
    named = starts_with(Organisation.__table__.c.sort_name)(name)
    return _holds(Mandate.organisation_id.in_(select(Organisation.id).where(named)))


def _in_state(state: str) -> ColumnElement[bool]:
    return STATE.is_not_distinct_from(state)


ACCOUNTS = Listing(
    caption="Comptes",
    noun=("compte", "comptes"),
    columns=(
        Column("name", "Nom", A.display_name, sort=A.sort_name),
        Column("email", "Adresse e-mail", A.email, sort=A.email),
        Column("state", "État", STATE, cell=STATES.__getitem__),
        Column("seen", "Dernière connexion", A.last_sign_in_at, cell=short_date, kind="datetime"),
    ),
    key=A.id,
    extra=(A.public_id.label("public_id"),),
    default_sort="name",
    filters=(
        Filter("nom", "Le nom commence par", starts_with(A.sort_name)),
        Filter("role", "Rôle en cours", lambda role: _holds(M.role == role), [(r, r.label) for r in Role]),
        Filter("organisation", "Le nom de l'organisation commence par", _of_organisation),
        Filter("etat", "État", _in_state, tuple(STATES.items())),
    ),
    row_link=lambda row: f"/intranet/admin/comptes/{row.public_id}",
    empty_title="Aucun compte ne correspond",
    empty_text="Changez les filtres, ou invitez quelqu'un.",
    exports=False,
)


def organisation_by_slug(session: Session, slug: str | None) -> Organisation | None:
    return session.scalars(select(Organisation).where(Organisation.slug == (slug or ""))).one_or_none()


def mandates_of(session: Session, account_id: int) -> Sequence[Any]:
    """``(public_id, role, organisation or None, starts_on, ends_on)``, the newest first."""
    statement = (
        select(Mandate.public_id, Mandate.role, Organisation.short_name, Mandate.starts_on, Mandate.ends_on)
        .outerjoin(Organisation, Organisation.id == Mandate.organisation_id)
        .where(Mandate.account_id == account_id)
        .order_by(Mandate.starts_on.desc(), Mandate.id.desc())
    )
    return session.execute(statement).all()


def open_sessions(session: Session, account_id: int, moment: datetime | None = None) -> Sequence[SignInSession]:
    """Sessions that still open the intranet, the last seen first."""
    moment = moment or now()
    statement = select(SignInSession).where(
        SignInSession.account_id == account_id, SignInSession.ended_at.is_(None),
        SignInSession.last_seen_at > moment - IDLE, SignInSession.created_at > moment - LONGEST,
    )  # fmt: skip
    return session.scalars(statement.order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())).all()


def ending_soon(session: Session, account_id: int, organisation_ids: Collection[int] | None = ()) -> Sequence[Any]:
    """Mandates in force that end within thirty days and that nothing follows: for dashboards.

    :param account_id: of this person; :param organisation_ids: and of these organisations (``None``: of all).
    :returns: ``(account public id, display name, role, organisation or None, ends_on)``, the first to end first.
    """
    day = today()
    statement = (
        select(Account.public_id, Account.display_name, Mandate.role, Organisation.short_name, Mandate.ends_on)
        .join(Account, Account.id == Mandate.account_id)
        .outerjoin(Organisation, Organisation.id == Mandate.organisation_id)
        .where(in_force(day), Mandate.ends_on <= day + WARNING, Account.closed_at.is_(None), ~_is_followed())
        .order_by(Mandate.ends_on, Mandate.id)
    )
    if organisation_ids is not None:
        of_these = Mandate.organisation_id.in_(organisation_ids)
        statement = statement.where(or_(Mandate.account_id == account_id, of_these))
    return session.execute(statement).all()


def _is_followed() -> ColumnElement[bool]:
    """The same person has the same role for the same organisation after this mandate."""
    later = Mandate.__table__.alias("later")
    return exists().where(
        later.c.account_id == Mandate.account_id,
        later.c.role == Mandate.role,
        later.c.organisation_id.is_not_distinct_from(Mandate.organisation_id),
        or_(later.c.ends_on.is_(None), later.c.ends_on > Mandate.ends_on),
    )
