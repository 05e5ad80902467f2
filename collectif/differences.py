"""What changed between two texts, the words marked: shown by the macro ``marked``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKENS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Words of a text: ``same``, ``added`` or ``removed``."""

    kind: str
    words: str


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
