"""Closed lists about meetings: what is stored, and the words people read."""

from __future__ import annotations

COLLEGES = {"association": "associations", "institution": "institutions"}
"""The colleges that have a voice: kinds of organisations. Peers are counted, they have no voice of their own."""

SHARES = {
    "none": "Aucun",
    "third": "Un tiers des organisations au moins",
    "half": "La moitié des organisations au moins",
    "more_than_half": "Plus de la moitié des organisations",
    "two_thirds": "Les deux tiers des organisations au moins",
}
MAJORITIES = {
    "simple": "Majorité simple : plus de « pour » que de « contre »",
    "absolute": "Majorité absolue : plus de la moitié des voix",
    "two_thirds": "Deux tiers des voix exprimées",
    "consensus": "Consensus : personne n'est contre",
}
CHOICES = {"for": "Pour", "against": "Contre", "abstain": "Abstention"}
METHODS = {"hands": "À main levée", "secret": "À bulletin secret"}
ANSWERS = {
    "present": "Nous venons",
    "represented": "Une autre organisation nous représente",
    "absent": "Nous ne venons pas",
}
ANSWERED = {
    "": "Pas encore de réponse",
    "present": "Vient",
    "represented": "Se fait représenter",
    "absent": "Ne vient pas",
}
ATTENDANCES = {
    "expected": "Attendue",
    "present": "Présente",
    "represented": "Représentée",
    "excused": "Excusée",
    "absent": "Absente",
    "left": "Partie",
}
NOTED = ("present", "represented", "excused", "absent", "left")
HERE = ("present", "represented")
ORIGINS = {
    "added": "Ajouté par la coordination",
    "proposed": "Proposé par une organisation",
    "left_open": "Resté ouvert",
    "approval": "Compte rendu à approuver",
}
TASK_STATES = {"open": "À faire", "done": "Faite", "dropped": "Abandonnée"}


def in_list(column: str, values: object) -> str:
    """A database condition: ``column`` is one of ``values`` (identifiers of these lists)."""
    words = ", ".join(f"'{value}'" for value in values)  # type: ignore[attr-defined]
    return f"{column} in ({words})"
