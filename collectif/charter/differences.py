"""What changed between two versions of the charter, item by item, the words marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ..differences import Piece, pieces
from .canonical import Written

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """What became of one item.

    :param kind: ``added``, ``removed``, ``reworded``, ``moved`` or ``same``. :param place: its number in the new
        version, or in the old one when it was removed. :param standard: and ``plain``: each variant, its words marked.
    """

    kind: str
    place: int
    standard: Sequence[Piece]
    plain: Sequence[Piece]
    before: int | None = None


@dataclass(frozen=True)
class Differences:
    """Between two versions. ``heading`` and ``preamble`` are ``None`` when they did not change."""

    heading: Sequence[Piece] | None
    preamble: Change | None
    items: Sequence[Change]

    @property
    def changes(self) -> list[Change]:
        """Only what changed."""
        return [item for item in self.items if item.kind != "same"]

    @property
    def any(self) -> bool:
        return bool(self.heading or self.preamble or self.changes)


def differences(before: Written, after: Written) -> Differences:
    """From ``before`` to ``after``: the new items in order, then those that went."""
    heading = pieces(before.title, after.title) if before.title != after.title else None
    same = (before.preamble, before.plain_preamble) == (after.preamble, after.plain_preamble)
    preamble = None if same else Change(
        "reworded", 0, pieces(before.preamble, after.preamble), pieces(before.plain_preamble, after.plain_preamble)
    )  # fmt: skip
    return Differences(heading, preamble, list(_items(before.items, after.items)))


def _items(before: Sequence[Item], after: Sequence[Item]) -> Iterator[Change]:
    places = {item["name"]: place for place, item in enumerate(before, start=1)}
    known = {item["name"]: item for item in before}
    moved = _moved([item["name"] for item in before], [item["name"] for item in after])
    for place, item in enumerate(after, start=1):
        name = item["name"]
        yield _change(known.get(name), item, place, places.get(name), name in moved)
    kept = {item["name"] for item in after}
    for place, item in enumerate(before, start=1):
        if item["name"] not in kept:
            yield Change("removed", place, pieces(item["standard"], ""), pieces(item["plain"], ""), place)


def _change(old: Item | None, new: Item, place: int, before: int | None, moved: bool) -> Change:
    standard = pieces(old["standard"] if old else "", new["standard"])
    plain = pieces(old["plain"] if old else "", new["plain"])
    if old is None:
        kind = "added"
    elif (old["standard"], old["plain"]) != (new["standard"], new["plain"]):
        kind = "reworded"
    else:
        kind = "moved" if moved else "same"
    return Change(kind, place, standard, plain, before)


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Items that changed place among those both versions have; one that only slid because others came or went did
    not."""
    both = set(before) & set(after)
    old, new = [name for name in before if name in both], [name for name in after if name in both]
    steady = {
        old[place + offset]
        for place, _, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for offset in range(size)
    }
    return both - steady
