"""What is kept of pages: in this process, within a bound, the longest unused going first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

# Names of the address, the query string included.
Key = tuple[str, ...]
# A page larger than this is made each time.
LARGEST = 512 * 1024


@dataclass(frozen=True)
class KeptPage:
    """One answer, headers included, and the state of the public site it was made in. ``route``: name of its route."""

    mark: Key
    body: bytes
    headers: Sequence[tuple[str, str]]
    etag: str
    route: str


class KeptPages:
    """Pages by address. ``room``: bytes of pages that are kept at most; 0 keeps none."""

    def __init__(self, room: int):
        self.room = room
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def size(self) -> int:
        """Bytes kept, those of the addresses included."""
        return self._size

    def get(self, key: Key, mark: Key) -> KeptPage | None:
        """The page at this address, unless it was made in another state of the site."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.mark != mark:
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: KeptPage) -> None:
        with self._lock:
            if key in self._pages:
                self._drop(key)
            weight = weight_of(key, page)
            if weight > min(LARGEST, self.room):
                return
            self._pages[key] = page
            self._size += weight
            while self._size > self.room:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._size = 0

    def _drop(self, key: Key) -> None:
        self._size -= weight_of(key, self._pages.pop(key))


def weight_of(key: Key, page: KeptPage) -> int:
    """What a page takes: its address too, which whoever asks for it may make as long as they like."""
    return len(page.body) + sum(len(name) for name in key)
