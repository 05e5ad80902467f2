"""The end of personal data: two years after the last contact, warned, then anonymised (CNIL 2021-028, 2023-095).

Nobody who takes part in the collective is concerned: a peer whom an association sponsors, an account with a mandate and
a representative in office are in contact. Figures stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..applications.models import Application
from ..applications.workflow import ENDED_STATES
from ..journal import Recorder
from ..mail.services import Mailer
from ..organisations.models import Representative
from ..peers.models import Peer, Sponsorship
from ..text import PARIS, long_date, today
from ..texts import queries as texts
from ..texts.models import TextApproval
from .models import RetentionWarning
from .register import ERASED
from .services import ERASED_DOMAIN, SUBJECTS, PersonalData

KEPT = timedelta(days=730)
WARNED_BEFORE = timedelta(days=30)
BATCH = 200


@dataclass(frozen=True)
class OutOfContact:
    """Someone whose last contact is old; ``email`` is empty when there is no address to write to."""

    subject: str
    public_id: str
    email: str


def out_of_contact(session: Session, since: date, warned_by: date | None = None) -> Iterator[OutOfContact]:
    """Those whose last contact was on ``since`` or before and who take part in nothing, at most 200 of each kind.

    :param warned_by: only those warned on this day or before; without it, only those who were not warned.
    """
    for subject, which in WHICH.items():
        statement = which(since)
        about = RetentionWarning.public_id == SUBJECTS[subject].public_id, RetentionWarning.subject == subject
        warned = exists().where(*about, RetentionWarning.warned_on <= (warned_by or today()))
        for public_id, email in session.execute(statement.where(warned if warned_by else ~warned).limit(BATCH)):
            yield OutOfContact(subject, public_id, email)


def _peers(since: date) -> Select[str, str]:
    sponsored = exists().where(Sponsorship.peer_id == Peer.id, Sponsorship.state != "ended")
    seen = exists().where(Account.id == Peer.account_id, Account.last_sign_in_at > _end_of(since))
    old = or_(
        Peer.last_contact_on <= since, Peer.last_contact_on.is_(None) & (Peer.created_at <= _end_of(since))
    )  # fmt: skip
    named = Peer.family_name != ERASED
    return select(Peer.public_id, Peer.email).where(named, old, ~sponsored, ~seen).order_by(Peer.id)


def _accounts(since: date) -> Select[str, str]:
    in_office = exists().where(Mandate.account_id == Account.id, _goes_on(Mandate.ends_on, since))
    old = func.coalesce(Account.last_sign_in_at, Account.created_at) <= _end_of(since)
    named = Account.email.not_like(f"%@{ERASED_DOMAIN}")
    return select(Account.public_id, Account.email).where(named, old, ~in_office).order_by(Account.id)


def _seats(since: date) -> Select[str, str]:
    named = Representative.full_name != ERASED
    over = Representative.ends_on <= since
    return select(Representative.public_id, literal("")).where(named, over).order_by(Representative.id)


def _goes_on(ends_on: Any, since: date) -> ColumnElement[bool]:
    return or_(ends_on.is_(None), ends_on > since)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, PARIS)


def _candidates(since: date) -> Select[str, str]:
    """Those whose application has ended; whoever became a peer is in contact as one."""
    named = Application.family_name != ERASED
    old = Application.last_action_at <= _end_of(since)
    ended = Application.state.in_(ENDED_STATES)
    return select(Application.public_id, Application.email).where(named, ended, old).order_by(Application.id)


def _readers(since: date) -> Select[str, str]:
    """Those whose text has not been read on the site for all this time: its label was theirs to give."""
    named = TextApproval.reader_name.is_not(None)
    old = texts.unread_since(_end_of(since))
    return select(TextApproval.public_id, literal("")).where(named, old).order_by(TextApproval.id)


WHICH = {
    "peer": _peers, "account": _accounts, "representative": _seats, "candidate": _candidates, "reader": _readers,
}  # fmt: skip


class Retention:
    """Warns, then anonymises. Running it again on the same day changes nothing more."""

    def __init__(self, session: Session, mailer: Mailer, journal: Recorder):
        self._session = session
        self._mailer = mailer
        self._journal = journal

    def warn(self) -> int:
        """Tell those whose data ends in thirty days or less, once. :returns: how many."""
        told = list(out_of_contact(self._session, today() - KEPT + WARNED_BEFORE))
        for one in told:
            self._session.add(RetentionWarning(subject=one.subject, public_id=one.public_id, warned_on=today()))
            if one.email:
                self._mailer.send(one.email, "retention_ends", day=long_date(today() + WARNED_BEFORE))
        return len(told)

    def anonymise(self) -> int:
        """Forget those who were warned thirty days ago and were not in contact since. :returns: how many."""
        due = list(out_of_contact(self._session, today() - KEPT, warned_by=today() - WARNED_BEFORE))
        for one in due:
            PersonalData(self._session).erase(one.subject, one.public_id)
            self._session.execute(delete(RetentionWarning).where(RetentionWarning.public_id == one.public_id))
            self._journal.record("privacy.anonymised", (SUBJECTS[one.subject].__tablename__, one.public_id))
        return len(due)
