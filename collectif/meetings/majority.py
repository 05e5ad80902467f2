"""Whether a vote adopts, by the rule chosen for that decision: counts in, yes or no and one sentence out.

Abstentions are never votes « pour » nor « contre »; a tie adopts nothing, whatever the rule; when nobody takes sides
nothing is adopted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..text import plural


@dataclass(frozen=True)
class Count:
    """``voices``: how many could vote (present or represented); those who did not vote are neither for nor against."""

    in_favour: int
    against: int
    abstentions: int
    voices: int

    @property
    def expressed(self) -> int:
        return self.in_favour + self.against


@dataclass(frozen=True)
class Outcome:
    """``adopted``, and ``words`` which say why, in French."""

    adopted: bool
    words: str


def outcome(majority: str, count: Count) -> Outcome:
    """The result of ``count`` under ``majority``, one of :data:`.vocabulary.MAJORITIES`."""
    tally = (
        f"{count.in_favour} pour, {count.against} contre, "
        f"{plural(count.abstentions, 'abstention')} sur {plural(count.voices, 'voix', 'voix')}"
    )
    adopted, reason = RULES[majority](count)
    if not count.expressed:
        adopted, reason = False, "personne ne s'est prononcé pour ou contre"
    elif not adopted and count.in_favour == count.against:
        reason = "il y a égalité"
    return Outcome(adopted, f"{'Adopté' if adopted else 'Rejeté'} : {tally} ; {reason}.")


def _simple(count: Count) -> tuple[bool, str]:
    adopted = count.in_favour > count.against
    return adopted, "les « pour » l'emportent" if adopted else "les « pour » ne l'emportent pas"


def _absolute(count: Count) -> tuple[bool, str]:
    least = count.voices // 2 + 1
    return count.in_favour >= least, f"il fallait plus de la moitié des voix, soit {least}"


def _two_thirds(count: Count) -> tuple[bool, str]:
    least = -(-count.expressed * 2 // 3)
    return count.in_favour >= least, f"il fallait les deux tiers des voix exprimées, soit {least}"


def _consensus(count: Count) -> tuple[bool, str]:
    adopted = count.against == 0
    return adopted, "personne ne s'y oppose" if adopted else "le consensus demande que personne ne soit contre"


RULES: dict[str, Callable[[Count], tuple[bool, str]]] = {
    "simple": _simple,
    "absolute": _absolute,
    "two_thirds": _two_thirds,
    "consensus": _consensus,
}
