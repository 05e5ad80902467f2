"""What an association promises a peer it sponsors (domain §6, Parrainage): all of it, or an explanation."""

from __future__ import annotations

COMMITMENTS: dict[str, str] = {
    "welcome": "Accueillir la personne et la présenter à l'équipe",
    "support": "La soutenir et répondre à ses questions",
    "reviews": "Faire avec elle des points de situation",
    "expenses": "Rembourser ses frais de déplacement",
    "insurance": "L'assurer pour ses missions de pair-aidance",
    "cover": "Prévoir qui la remplace en cas d'absence",
}


def commitment_words(names: list[str]) -> list[str]:
    """The promises made, in the order of the list."""
    return [label for name, label in COMMITMENTS.items() if name in names]
