"""Counting attempts in the database, so that the count holds for every process.

See docs/adr/0012-attempts-counted-in-the-database.md.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil

from sqlalchemy import case, delete, update
from sqlalchemy.orm import Session

from ..db import Database, insert_into, now
from ..errors import Throttled
from .models import ThrottleHit


@dataclass(frozen=True)
class Limit:
    """At most ``attempts`` in ``window``, counted from the first."""

    name: str
    attempts: int
    window: timedelta


SIGN_IN_ACCOUNT = Limit("sign-in-account", 10, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit("sign-in-address", 50, timedelta(minutes=15))
RESET_ACCOUNT = Limit("reset-account", 3, timedelta(hours=1))
RESET_ADDRESS = Limit("reset-address", 20, timedelta(hours=1))
LINK_ADDRESS = Limit("link-address", 60, timedelta(hours=1))

Subject = tuple[Limit, str]


class Throttle:
    """Counts attempts, each in a transaction of its own: they stay counted when the request fails.

    Call it before the request's own session has written: on SQLite two writers would wait for each other.
    """

    def __init__(self, database: Database, secret: str):
        self._database = database
        self._secret = secret.encode()

    def attempt(self, *subjects: Subject) -> None:
        """Count one attempt for each subject.

        :raises Throttled: one of them is over its limit; ``seconds`` is the longest wait.
        """
        with self._database.transaction() as session:
            waits = [self._hit(session, limit, who) for limit, who in sorted(subjects, key=lambda s: s[0].name)]
        if wait := max(waits, default=0):
            raise Throttled(wait)

    def give_back(self, session: Session, *subjects: Subject) -> None:
        """Uncount one attempt: it succeeded. Written in ``session``."""
        for key in self._keys(subjects):
            lowered = update(ThrottleHit).where(ThrottleHit.key == key, ThrottleHit.count > 0)
            session.execute(lowered.values(count=ThrottleHit.count - 1))

    def forget(self, session: Session, *subjects: Subject) -> None:
        """Forget every attempt of these subjects, and those whose window is over. Written in ``session``."""
        session.execute(delete(ThrottleHit).where(ThrottleHit.key.in_(self._keys(subjects))))
        session.execute(delete(ThrottleHit).where(ThrottleHit.expires_at < now()))

    def _keys(self, subjects: Sequence[Subject]) -> list[str]:
        return [self._key(limit, who) for limit, who in subjects]

    def _key(self, limit: Limit, who: str) -> str:
        """Neither e-mail nor address is stored: a keyed digest is."""
        digest = hmac.new(self._secret, who.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
        return f"{limit.name}:{digest}"

    def _hit(self, session: Session, limit: Limit, who: str) -> int:
        """Count in one statement, which two processes cannot interleave. :returns: seconds to wait, or 0."""
        moment = now()
        end = moment + limit.window
        over = ThrottleHit.expires_at <= moment
        statement = (
            insert_into(session, ThrottleHit)
            .values(key=self._key(limit, who), count=1, expires_at=end)
            .on_conflict_do_update(
                index_elements=[ThrottleHit.key],
                set_={
                    "count": case((over, 1), else_=ThrottleHit.count + 1),
                    "expires_at": case((over, end), else_=ThrottleHit.expires_at),
                },
            )
        )
        count, expires_at = session.execute(statement.returning(ThrottleHit.count, ThrottleHit.expires_at)).one()
        return max(1, ceil((expires_at - moment).total_seconds())) if count > limit.attempts else 0


def client_network(remote_addr: str | None) -> str:
    """What an address counts as: itself, or its /64 in IPv6, where one person holds that many addresses.

    ``remote_addr`` is the peer of the connection, which the trusted proxy sets; never a header anyone may write.
    """
    try:
        address = ip_address(remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return str(address)
