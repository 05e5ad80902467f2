"""Disability families (CASF L. 114): a declared lived experience, never a diagnosis."""

from __future__ import annotations

FAMILIES: dict[str, str] = {
    "motor": "Physique ou motrice",
    "visual": "Visuelle",
    "hearing": "Auditive",
    "deafblind": "Surdicécité",
    "intellectual": "Intellectuelle",
    "cognitive": "Cognitive",
    "brain_injury": "Cérébro-lésion",
    "psychic": "Psychique",
    "autism": "Autisme, troubles du neurodéveloppement",
    "multiple": "Polyhandicap",
    "illness": "Maladie invalidante",
    "other": "Autre",
}
SEPARATOR = ","


def families_words(joined: str) -> str:
    """The labels of families given as ``"motor,visual"``, in the table's order."""
    names = set(joined.split(SEPARATOR))
    return ", ".join(label for name, label in FAMILIES.items() if name in names)
