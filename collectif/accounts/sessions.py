"""Sign-in sessions, kept on the server: they can be listed, and ended from anywhere."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pyramid.request import Request
from sqlalchemy import Select, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from ..db import Database, now
from ..organisations.models import Organisation
from ..security.identity import HeldMandate, Identity
from ..security.permissions import Role
from ..text import today
from ..tokens import token_hash
from .models import IDLE, LONGEST, Account, Mandate, SignInSession

SESSION_KEY = "sign_in"
NO_SESSION = 0
# A reading request notes that the session lives, but not at each page.
TOUCH_EVERY = timedelta(minutes=5)


class SignInSessions:
    """Opens, reads and ends sessions."""

    def __init__(self, session: Session):
        self._session = session

    def open(self, account: Account, device: str) -> str:
        """Open a session for ``account``.

        :param device: words that let its owner recognise it (« Firefox, Windows »), not a full user agent.
        :returns: the token, known to the browser's cookie only.
        """
        token = secrets.token_urlsafe(32)
        self._session.add(SignInSession(account=account, token_hash=token_hash(token), device=device[:80]))
        account.last_sign_in_at = now()
        return token

    def end(self, session_id: int) -> None:
        """End one session; nothing happens when it has already ended."""
        self._end(SignInSession.id == session_id)

    def end_all(self, account_id: int, *, keep: int | None = None) -> None:
        """End every session of an account (a password change does), except maybe ``keep``."""
        self._end(and_(SignInSession.account_id == account_id, SignInSession.id != (keep or 0)))

    def _end(self, which: object) -> None:
        statement = update(SignInSession).where(which, SignInSession.ended_at.is_(None))  # type: ignore[arg-type]
        self._session.execute(statement.values(ended_at=now()).execution_options(synchronize_session="fetch"))


sessions, accounts = SignInSession.__table__.c, Account.__table__.c
mandates, organisations = Mandate.__table__.c, Organisation.__table__.c
WHO = (accounts.id, accounts.public_id, accounts.display_name)
HELD = (mandates.role, mandates.organisation_id, organisations.slug, organisations.short_name)


def _with_mandates(rows: Select[Any]) -> Select[Any]:
    """``rows``, one for each mandate in force on ``:day``, one without when there is none."""
    in_force = and_(
        mandates.account_id == accounts.id,
        mandates.starts_on <= bindparam("day"),
        or_(mandates.ends_on.is_(None), mandates.ends_on >= bindparam("day")),
    )
    held = rows.outerjoin(Mandate.__table__, in_force)
    return held.outerjoin(Organisation.__table__, organisations.id == mandates.organisation_id).order_by(mandates.id)


# Read at every page: built once, on tables, which the ORM leaves alone.
IDENTITY = _with_mandates(
    select(sessions.id, sessions.last_seen_at, *WHO, *HELD)
    .select_from(SignInSession.__table__)
    .join(Account.__table__, accounts.id == sessions.account_id)
).where(
    sessions.token_hash == bindparam("token_hash"),
    sessions.last_seen_at > bindparam("awake_since"),
    sessions.created_at > bindparam("opened_since"),
    sessions.ended_at.is_(None),
    accounts.closed_at.is_(None),
)
BY_ACCOUNT = _with_mandates(select(*WHO, *HELD).select_from(Account.__table__)).where(
    accounts.id == bindparam("account_id"), accounts.closed_at.is_(None)
)


def find_identity(session: Session, token: str) -> tuple[Identity, bool] | None:
    """Who holds ``token``, with the mandates in force today, in one query.

    :returns: the identity, and whether the session should be noted as seen again; ``None`` when the session
        has ended, slept for two hours or lived for twelve.
    """
    moment = now()
    asked = {"day": today(), "token_hash": token_hash(token)}
    since = {"awake_since": moment - IDLE, "opened_since": moment - LONGEST}
    rows = session.execute(IDENTITY, {**asked, **since}).all()
    if not rows:
        return None
    session_id, seen, account_id, public_id, name = rows[0][:5]
    return Identity(account_id, public_id, name, session_id, _held(rows)), moment - seen > TOUCH_EVERY


def identity_of(session: Session, account_id: int) -> Identity | None:
    """Someone with the mandates in force today, whom no session of theirs stands for; ``None``: the account is closed.

    It opens no page: what answers on someone's behalf (a calendar that a diary follows) asks it what they may know.
    """
    rows = session.execute(BY_ACCOUNT, {"account_id": account_id, "day": today()}).all()
    if not rows:
        return None
    found, public_id, name = rows[0][:3]
    return Identity(found, public_id, name, NO_SESSION, _held(rows))


def _held(rows: Sequence[Any]) -> tuple[HeldMandate, ...]:
    return tuple(HeldMandate(Role(role), org, slug, label) for *_, role, org, slug, label in rows if role)


def load_identity(request: Request) -> Identity | None:
    """How the security policy finds who is asking."""
    token = request.session.get(SESSION_KEY) if request.session else None
    found = find_identity(request.db, token) if token else None
    if found is None:
        return None
    identity, stale = found
    if stale:
        touch(request.registry["database"], request, identity.session_id)
    return identity


def touch(database: Database, request: Request, session_id: int) -> None:
    """Note that the session lives, after the page is done, in a transaction of its own."""

    def note(_request: Request) -> None:
        with database.transaction() as session:
            session.execute(update(SignInSession).where(SignInSession.id == session_id).values(last_seen_at=now()))

    request.add_finished_callback(note)
