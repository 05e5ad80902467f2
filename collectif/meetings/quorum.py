"""Whether enough of the collective is there: plain data in, yes or no and one sentence out.

An organisation counts while it is present, or represented by one that is present itself: a proxy leaves with its
holder. Colleges ask for a least number, never more than were invited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..text import plural

PER_SHARE = {"third": (1, 3), "half": (1, 2), "two_thirds": (2, 3)}


@dataclass(frozen=True)
class Rule:
    """What a meeting asks for. ``share``: one of :data:`.vocabulary.SHARES`; the others are least numbers."""

    share: str = "none"
    associations: int = 0
    institutions: int = 0
    peers: int = 0


@dataclass(frozen=True)
class Seat:
    """One organisation invited: its college, how it attends, and the key of the one that speaks for it."""

    key: int
    college: str
    attendance: str = "expected"
    holder: int | None = None


@dataclass(frozen=True)
class Quorum:
    """``reached``, and ``sentence`` which says why, in French."""

    reached: bool
    here: int
    invited: int
    sentence: str


class Condition(NamedTuple):
    """One thing the rule asks for, counted. ``words`` read after « il faut »."""

    words: str
    here: int
    needed: int

    @property
    def holds(self) -> bool:
        return self.here >= self.needed


def with_a_voice(seats: Sequence[Seat]) -> list[Seat]:
    """The organisations that count now: present, or represented by one that is."""
    present = {seat.key for seat in seats if seat.attendance == "present"}
    return [
        seat for seat in seats if seat.key in present or (seat.attendance == "represented" and seat.holder in present)
    ]


def needed(share: str, invited: int) -> int:
    """How many organisations of ``invited`` a share asks for; one at least, nobody being no quorum."""
    if share == "none":
        return 0
    if share == "more_than_half":
        return invited // 2 + 1
    top, bottom = PER_SHARE[share]
    return max(1, -(-invited * top // bottom))


def quorum(rule: Rule, seats: Sequence[Seat], peers: int = 0) -> Quorum:
    """Whether ``rule`` is met by who is here. :param peers: how many peers are in the room."""
    here = with_a_voice(seats)
    conditions = [one for one in _conditions(rule, seats, here, peers) if one.needed]
    reached = all(one.holds for one in conditions)
    return Quorum(reached, len(here), len(seats), _sentence(conditions, len(here), len(seats)))


def _conditions(rule: Rule, seats: Sequence[Seat], here: Sequence[Seat], peers: int) -> list[Condition]:
    def college(name: str, words: str, least: int) -> Condition:
        invited = sum(seat.college == name for seat in seats)
        return Condition(words, sum(seat.college == name for seat in here), min(least, invited))

    return [
        Condition("organisation", len(here), needed(rule.share, len(seats))),
        college("association", "association", rule.associations),
        college("institution", "institution", rule.institutions),
        Condition("pair", peers, rule.peers),
    ]


def _sentence(conditions: Sequence[Condition], here: int, invited: int) -> str:
    """One sentence: the count, then what holds or what is missing."""
    verb = "est présente ou représentée" if here < 2 else "sont présentes ou représentées"
    count = f"{plural(here, 'organisation')} sur {invited} {verb}"
    if not conditions:
        return f"Aucun quorum n'est demandé : {count}."
    missing = [plural(one.needed - one.here, one.words) for one in conditions if not one.holds]
    if missing:
        return f"Le quorum n'est pas atteint : {count}, il manque {_listed(missing)}."
    asked = _listed([plural(one.needed, one.words) for one in conditions])
    return f"Le quorum est atteint : {count}, il fallait {asked}."


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " et " + words[-1] if len(words) > 1 else words[0]
