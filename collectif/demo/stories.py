"""What an action of the demonstration says, and where its life stands."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Story:
    """One action, told by people who do not exist.

    :param start: its first day, counted from today (negative: in the past); ``None`` when nobody knows yet.
    :param days: how long it lasts; :param reason: why it was handed back, set aside or withdrawn.
    :param detour: ``handed_back`` when it was completed once on its way, ``republished`` when it left the site and
        came back.
    """

    state: str
    title: str
    kind: str
    organisation: str
    summary: str
    plain: str = ""
    audience: str = ""
    description: str = ""
    axis: int = 3
    start: int | None = None
    days: int = 1
    commune: str = ""
    partners: tuple[str, ...] = ()
    results: str = ""
    reason: str = ""
    detour: str = ""


PRACTICAL = {
    "awareness": "Le lieu est accessible en fauteuil. Une boucle magnétique est prêtée à l'entrée.",
    "testimony": "Chaque personne raconte ce qu'elle veut, et s'arrête quand elle veut. Rien n'est enregistré.",
    "professional_training": "La séance alterne récits, mises en situation et temps d'échange. Elle est préparée "
    "avec les pair-aidants qui l'animent.",
    "departmental_day": "L'entrée est libre. La langue des signes est interprétée toute la journée, et un espace calme "
    "est ouvert à côté de la salle.",
    "group": "On vient quand on veut, sans s'inscrire pour toute la durée. Ce qui se dit dans le groupe y reste.",
    "tool": "Le document existera en gros caractères, en audio et en langage simple. Des personnes concernées le "
    "relisent avant sa diffusion.",
}
"""The last paragraph of a description: what is common to actions of one kind."""


def typeset(story: Story) -> Story:
    """The same with French spaces: no line starts with « : » or ends with an opening quotation mark."""
    return Story(**{name: _typeset(value) for name, value in asdict(story).items()})


def _typeset(value: Any) -> Any:
    return re.sub(r"(?<=«) | (?=[:;?!»])", "\u00a0", value) if isinstance(value, str) else value
