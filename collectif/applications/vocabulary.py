"""Closed lists about applications: what is stored, and the words people read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

INFORMATION_VERSION = "2026-11"
"""The wording of the information on data that candidates read before sending; change it with the wording."""

INFORMATION = (
    ("Pourquoi", "Vos réponses servent à examiner votre candidature et à vous répondre. Rien d'autre."),
    (
        "Qui les lit",
        "Les référents de l'association à qui vous vous adressez, et la coordination MDPH 77. Chaque lecture est "
        "notée.",
    ),
    (
        "Combien de temps",
        "Un brouillon est effacé après 30 jours sans changement. Une candidature envoyée est gardée deux ans après le "
        "dernier contact.",
    ),
    (
        "Vos droits",
        "Vous pouvez lire, corriger ou faire effacer vos réponses, et retirer votre candidature à tout moment.",
    ),
    ("Ce qui n'est jamais demandé", "Un diagnostic, un traitement, un document médical."),
)
"""What the candidate reads about their data: title and words."""

REMIND_AFTER = timedelta(days=60)
EXPIRE_AFTER = timedelta(days=90)
DRAFT_LIFE = timedelta(days=30)
LINK_LIFE = timedelta(days=180)

MODES = {"presence": "En se rencontrant", "phone": "Par téléphone", "video": "En visio"}
UNKNOWN = "unknown"
"""What is answered by someone who does not know which association to ask."""

TURNS = {
    "association": "L'association",
    "coordination": "La coordination MDPH 77",
    "candidate": "La personne qui candidate",
    "path": "Formation, charte, activation",
    "": "Personne",
}
AUTHORS = {
    "candidate": "La personne qui candidate",
    "association": "L'association",
    "coordination": "La coordination MDPH 77",
    "site": "Le site",
}


@dataclass(frozen=True)
class Refusal:
    """One reason of the closed list.

    :param label: what the collective reads and counts.
    :param words: what the candidate reads first, before the association's own words.
    :param route: a page that helps, with its words; empty when there is none.
    """

    label: str
    words: str
    route: str = ""
    link: str = ""


REFUSALS = {
    "relative": Refusal(
        "Proche, et non personne concernée",
        "La pair-aidance se vit entre personnes qui ont la même expérience du handicap ou de la maladie. Votre "
        "expérience de proche a une grande valeur ailleurs : dans l'aide aux aidants.",
        "peer_support", "Ce que propose l'aide aux aidants",
    ),
    "minor": Refusal(
        "Personne mineure",
        "Il faut avoir 18 ans pour devenir pair-aidant. Vous pourrez candidater à partir de ce jour-là.",
    ),
    "distance": Refusal(
        "Un peu tôt : du recul ou de l'expérience à prendre",
        "Accompagner demande du recul sur son propre parcours et une première expérience avec des pairs. Ce n'est pas "
        "un jugement sur vous : c'est souvent une question de temps.",
    ),
    "elsewhere": Refusal(
        "En dehors de la Seine-et-Marne",
        "Le collectif accompagne des personnes en Seine-et-Marne. Des collectifs existent ailleurs : votre maison "
        "départementale des personnes handicapées pourra vous les indiquer.",
    ),
    "no_room": Refusal(
        "L'association ne peut pas parrainer en ce moment",
        "L'association ne peut pas bien accueillir une personne de plus en ce moment. Cela ne dit rien de votre "
        "candidature : une autre association peut la lire.",
        "resource_hub", "Les associations du pôle ressource",
    ),
    "other_wish": Refusal(
        "La personne cherche autre chose",
        "Après nos échanges, la pair-aidance ne semble pas être ce que vous cherchez. D'autres manières d'agir "
        "existent dans les associations.",
        "resource_hub", "Les associations du pôle ressource",
    ),
    "charter": Refusal(
        "Ne rejoint pas les engagements de la charte",
        "Les douze engagements de la charte protègent les personnes accompagnées et les pairs. Nous n'avons pas pu "
        "nous accorder sur tous.",
        "become_peer", "Les engagements de la charte",
    ),
    "other": Refusal("Autre raison", "L'association vous explique sa réponse ci-dessous."),
}  # fmt: skip
