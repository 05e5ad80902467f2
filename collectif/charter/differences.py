"""What changed between two versions of the charter, item by item, the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from .canonical import Written

TOKENS = re.compile(r"\s+|[^\s]+")
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """Words of a text: ``same``, ``added`` or ``removed``."""

    kind: str
    words: str


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


def pieces(before: str, after: str) -> list[Piece]:
    """``after`` with the words that came and the words that went, in the order of reading.

    Changes that only spaces separate are told as one: a sentence that was rewritten is not cut into crumbs.
    """
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    found: list[Piece] = []
    for a, b, c, d, same in _runs(old, new):
        went, came = "".join(old[a:b]), "".join(new[c:d])
        if same:
            found.append(Piece("same", came))
        else:
            found += [Piece(kind, words) for kind, words in (("removed", went), ("added", came)) if words.strip()]
            if not came.strip():
                found.append(Piece("same", came or " "))
    return found


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Where ``old`` and ``new`` say the same (last value) and where they do not, in turn."""
    run: tuple[int, int, int, int] | None = None
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        bridge = run is not None and b < len(old) and d < len(new) and not "".join(new[c:d]).strip()
        if tag != "equal" or bridge:
            run = (run[0], b, run[2], d) if run else (a, b, c, d)
            continue
        if run:
            yield *run, False
        run = None
        yield a, b, c, d, True
    if run:
        yield *run, False
