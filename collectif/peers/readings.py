"""Readings of a roster, journalled once a quarter of an hour for each session and association.

Turning pages and sorting columns is one reading; a row of journal for each click would hide what matters.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock

QUARTER = 15 * 60
MOST_KEPT = 10_000


class Readings:
    """What this process has journalled lately. A process that forgets journals once more, never less."""

    def __init__(self, most_kept: int = MOST_KEPT):
        self._seen: OrderedDict[tuple[int, int, int], None] = OrderedDict()
        self._most_kept = most_kept
        self._lock = Lock()

    def is_first(self, session_id: int, organisation_id: int) -> bool:
        """Whether this session had not yet read this roster in the present quarter of an hour."""
        key = (session_id, organisation_id, int(time.time() // QUARTER))
        with self._lock:
            if key in self._seen:
                return False
            self._seen[key] = None
            if len(self._seen) > self._most_kept:
                self._seen.popitem(last=False)
            return True
