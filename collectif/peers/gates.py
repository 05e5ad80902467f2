"""The three gates between a person and active peer support (seed 001, domain rule 1), as each room answers for its own.

Any order; no role skips one. Here is only the answer's shape, so that training and charter may give it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GateName = Literal["sponsorship", "training", "charter"]
GATES: tuple[GateName, ...] = ("sponsorship", "training", "charter")
GATE_LABELS: dict[GateName, str] = {
    "sponsorship": "Parrainage par une association",
    "training": "Formation obligatoire validée",
    "charter": "Charte signée et contresignée",
}


@dataclass(frozen=True)
class Gate:
    """Whether one gate holds for one peer today.

    :param words: since when it holds, or what is missing, in plain French.
    :param who_next: who acts next when it does not hold, in words that suit everyone; empty when it holds.
    """

    name: GateName
    label: str
    holds: bool
    words: str
    who_next: str = ""
