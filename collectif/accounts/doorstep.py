"""Attempts that are allowed most of the time, counted without writing each one.

Addresses that programs ask for all day: each process lets the first ones of a window through by itself, the database
counts the following ones (:mod:`.throttle`), and a refusal is remembered here until its wait is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

from ..db import now
from ..errors import Throttled
from .throttle import Limit, Throttle

# Subjects remembered in one process; beyond, it begins again, and the database still counts.
MOST = 10_000


@dataclass
class Seen:
    """One subject in this process: until when, how many came, whether the next ones are refused."""

    until: datetime
    count: int = 0
    refused: bool = False


class Doorstep:
    """What one process has seen of each subject.

    :param free: attempts of one window that this process lets through without asking the database. At most
        ``free × processes + limit.attempts`` pass.
    """

    def __init__(self, limit: Limit, free: int):
        self._limit = limit
        self._free = free
        self._seen: dict[str, Seen] = {}
        self._lock = Lock()

    def attempt(self, throttle: Throttle, who: str) -> None:
        """Count one attempt. :raises Throttled: this subject has come too often; ``seconds`` to wait."""
        if self._passes(who):
            return
        try:
            throttle.attempt((self._limit, who))
        except Throttled as refusal:
            self._remember(who, refusal.seconds)
            raise

    def _passes(self, who: str) -> bool:
        """Whether it passes without the database. :raises Throttled: it is still refused."""
        moment = now()
        with self._lock:
            seen = self._seen.get(who)
            if seen is None or seen.until <= moment:
                seen = self._put(who, Seen(moment + self._limit.window))
            if seen.refused:
                raise Throttled(max(1, ceil((seen.until - moment).total_seconds())))
            seen.count += 1
            return seen.count <= self._free

    def _remember(self, who: str, seconds: int) -> None:
        with self._lock:
            self._put(who, Seen(now() + timedelta(seconds=seconds), refused=True))

    def _put(self, who: str, seen: Seen) -> Seen:
        if len(self._seen) >= MOST:
            self._seen.clear()
        self._seen[who] = seen
        return seen
