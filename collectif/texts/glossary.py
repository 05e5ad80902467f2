"""The acronyms the public pages use, each with the words it stands for."""

import re
from typing import NamedTuple

ACRONYMS = {
    "ADAPEI": "Association départementale de parents et d’amis des personnes handicapées mentales",
    "AEDE": "Établissements du Domaine Emmanuel",
    "AMJ": "Anne-Marie Javouhey",
    "APAJH": "Association pour adultes et jeunes handicapés",
    "APF": "Association des paralysés de France",
    "ARS": "Agence régionale de santé",
    "ASH": "Adaptation scolaire et scolarisation des élèves handicapés",
    "CAF": "Caisse d’allocations familiales",
    "CNIL": "Commission nationale de l’informatique et des libertés",
    "DSDEN": "Direction des services départementaux de l’Éducation nationale",
    "DT": "Délégation territoriale",
    "FALC": "Facile à lire et à comprendre",
    "GEM": "Groupe d’entraide mutuelle",
    "INSEE": "Institut national de la statistique et des études économiques",
    "MDPH": "Maison départementale des personnes handicapées",
    "RGAA": "Référentiel général d’amélioration de l’accessibilité",
    "RGPD": "Règlement général sur la protection des données",
    "SAMSAH": "Service d’accompagnement médico-social pour adultes handicapés",
    "SAVS": "Service d’accompagnement à la vie sociale",
    "UGECAM": "Union pour la gestion des établissements des caisses d’assurance maladie",
    "UNAFAM": "Union nationale de familles et amis de personnes malades ou handicapées psychiques",
}

EVERYDAY = frozenset({"SMS", "TSA", "CEDEX", "HTML", "CSS", "SVG", "GNU", "PDF"})
"""Capitals that need no expansion: everyday words, postal mentions, proper names of techniques."""
ACRONYM = re.compile(r"\b[A-Z]{3,}(?=\d|\b)")

_KNOWN = re.compile(r"\b(" + "|".join(sorted(ACRONYMS, key=len, reverse=True)) + r")(?=\d|\b)")


class Part(NamedTuple):
    """A run of text, with its expansion when the run is an acronym."""

    text: str
    expansion: str | None


def parts(text: str) -> list[Part]:
    """Cut `text` (a name, a description) into plain runs and known acronyms, in order.

    An acronym that the text expands itself is left as it is, so that nobody hears the same words twice.
    """
    unexplained = {acronym: words for acronym, words in ACRONYMS.items() if words not in text}
    return [Part(run, unexplained.get(run)) for run in _KNOWN.split(text) if run]


def unknown(text: str) -> list[str]:
    """The acronyms of `text` that nobody has explained, each once, in order."""
    found = dict.fromkeys(ACRONYM.findall(text))
    return [acronym for acronym in found if acronym not in ACRONYMS and acronym not in EVERYDAY]
