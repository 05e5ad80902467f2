"""How far an action is: milestones done, and the way of an indicator from its baseline to its target. Exact numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Protocol

from ..text import number, plural

NOTHING_MEASURED = "Aucune mesure pour le moment."


class Step(Protocol):
    """A milestone, as far as progress goes."""

    due_on: date
    done_on: date | None


@dataclass(frozen=True)
class MilestonesDone:
    """``done`` milestones out of ``total``, ``late`` of those that are left."""

    done: int
    total: int
    late: int = 0

    @classmethod
    def of(cls, milestones: Iterable[Step], on: date) -> MilestonesDone:
        """Where they stand on a day. The day a milestone is due, it is not late yet."""
        every = list(milestones)
        late = [one for one in every if one.done_on is None and one.due_on < on]
        return cls(sum(one.done_on is not None for one in every), len(every), len(late))

    @property
    def words(self) -> str:
        """``2 étapes faites sur 5`` and what is late."""
        if not self.total:
            return "Aucune étape n'est prévue."
        done = f"{plural(self.done, 'étape faite', 'étapes faites')} sur {number(self.total)}"
        return f"{done}, {number(self.late)} en retard." if self.late else f"{done}."


@dataclass(frozen=True)
class Way:
    """From ``baseline`` to ``target``. ``direction``: ``up`` when more is better, ``down`` when less is.

    With a baseline that is the target, the thing is to stay there: all of the way is gone, or none of it.
    """

    baseline: Decimal
    target: Decimal
    direction: str = "up"

    @property
    def consistent(self) -> bool:
        """Whether the target is on the side that is better."""
        return self.target >= self.baseline if self.direction == "up" else self.target <= self.baseline

    def reached(self, value: Decimal) -> bool:
        return value >= self.target if self.direction == "up" else value <= self.target

    def percent(self, value: Decimal) -> int:
        """The part of the way that is gone, rounded down: 100 or more exactly when the target is reached.

        Under zero when the value is worse than the baseline; over a hundred when it is better than the target.
        """
        if self.baseline == self.target:
            return 100 if self.reached(value) else 0
        return floor(100 * Fraction(value - self.baseline) / Fraction(self.target - self.baseline))

    def words(self, value: Decimal | None) -> str:
        """The same in a sentence."""
        if value is None:
            return NOTHING_MEASURED
        if self.reached(value):
            return "Objectif atteint." if value == self.target else "Objectif dépassé."
        percent = self.percent(value)
        if percent < 0:
            return "En recul par rapport au départ."
        if self.baseline == self.target:
            return "Objectif manqué."
        return f"{percent}\u00a0% du chemin vers l'objectif."
