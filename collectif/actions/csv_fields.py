"""The columns of ``/actions.csv``: one declaration writes the file, its sheet on the site and its metadata (CSVW)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .public import PublicAction

KINDS = {"text": "texte", "date": "date", "datetime": "date et heure de Paris"}
DATATYPES: dict[str, Any] = {
    "text": "string",
    "date": {"base": "date", "format": "yyyy-MM-dd"},
    "datetime": {"base": "dateTime", "format": "yyyy-MM-dd HH:mm"},
}


@dataclass(frozen=True)
class Field:
    """One column. Its titles never change, nor their order; new ones come at the end.

    :param name: what programs call it (CSVW). :param required: whether every line has a value.
    """

    name: str
    title: str
    meaning: str
    example: str
    value: Callable[[PublicAction], Any]
    kind: str = "text"
    required: bool = True

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]

    def described(self) -> dict[str, Any]:
        """The column, as CSV on the Web describes it."""
        return {
            "name": self.name, "titles": {"fr": self.title}, "dc:description": self.meaning,
            "datatype": DATATYPES[self.kind], "required": self.required,
        }  # fmt: skip


def fields(address: Callable[[PublicAction], str]) -> tuple[Field, ...]:
    """The columns, in order. :param address: an action's page on this site."""
    return (
        Field("adresse", "Adresse", "La page de l'action sur ce site ; elle ne change jamais.",
              "https://…/actions/cafe-des-pairs", address),
        Field("titre", "Titre", "Son titre.", "Café des pairs", lambda action: action.title),
        Field("nature", "Nature", "Sa nature, en mots.", "Groupe", lambda action: action.kind_label),
        Field("axe", "Axe", "L'axe de la démarche « Réponse accompagnée pour tous ».", "Axe 3 : soutien par les pairs",
              lambda action: action.axis_label),
        Field("etat", "État", "Publiée, En cours ou Bilan publié.", "Publiée", lambda action: action.status.label),
        Field("organisations", "Organisations", "Celles qui la proposent ou y participent, séparées par des virgules.",
              "APF France handicap", lambda action: ", ".join(action.organisations)),
        Field("public", "Public", "À qui elle s'adresse.", "Tout le monde", lambda action: action.audience,
              required=False),
        Field("commune", "Commune", "Le nom de la commune, ou « Tout le département ».", "Melun",
              lambda action: action.where),
        Field("premier_jour", "Premier jour", "Vide tant que la date n'est pas connue.", "2027-03-04",
              lambda action: action.starts_on, "date", required=False),
        Field("dernier_jour", "Dernier jour", "Vide quand l'action dure un jour, ou n'a pas de fin connue.",
              "2027-03-05", lambda action: action.ends_on, "date", required=False),
        Field("resume", "Résumé", "Ce que c'est, en quelques lignes.", "Un café pour se rencontrer.",
              lambda action: action.summary),
        Field("identifiant", "Identifiant", "La fin de son adresse ; l'interface de programmation l'appelle « slug ».",
              "cafe-des-pairs", lambda action: action.slug),
        Field("code_commune", "Code de la commune", "Le code INSEE, vide pour tout le département.", "77288",
              lambda action: action.commune_code, required=False),
        Field("secteur", "Secteur", "Le secteur de la commune, vide pour tout le département.", "Melun",
              lambda action: action.sector_name, required=False),
        Field("publiee_le", "Publiée le", "La première publication.", "2026-02-01 09:00",
              lambda action: action.published_at, "datetime"),
        Field("modifiee_le", "Modifiée le", "Le dernier changement.", "2026-02-03 14:30",
              lambda action: action.updated_at, "datetime"),
        Field("inventee", "Inventée", "« oui » pour une action inventée, dans une démonstration ; « non » sinon.",
              "non", lambda action: action.fictional),
    )  # fmt: skip
