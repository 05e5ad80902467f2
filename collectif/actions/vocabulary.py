"""Closed lists about actions: what is stored, and the words people read (domain: « Action » form, seed 000)."""

from __future__ import annotations

KINDS = {
    "awareness": "Sensibilisation",
    "testimony": "Témoignage",
    "professional_training": "Formation de professionnels",
    "departmental_day": "Journée départementale",
    "group": "Groupe",
    "tool": "Outil",
}
AXES = {
    1: "Orientation permanente",
    2: "Réponse territorialisée accompagnée pour tous",
    3: "Soutien par les pairs",
    4: "Accompagnement au changement des pratiques",
}
DEFAULT_AXIS = 3
FIELDS = {
    "title": "le titre",
    "kind": "la nature",
    "axis": "l'axe",
    "partners": "les autres organisations",
    "audience": "le public",
    "commune_code": "la commune",
    "starts_on": "la date de début",
    "ends_on": "la date de fin",
    "summary": "le résumé",
    "plain_summary": "le résumé en langage simple",
    "description": "la description",
}
"""What a person writes about an action, as the history and the warnings name it."""

NEEDED = ("title", "summary", "description", "audience", "starts_on")
"""What an idea must say before the coordination can examine it."""


def axis_label(axis: int) -> str:
    """``Axe 3 : soutien par les pairs``."""
    label = AXES[axis]
    return f"Axe {axis} : {label[0].lower()}{label[1:]}"


def kind_label(kind: str) -> str:
    return KINDS.get(kind, kind)
