"""What APF France handicap keeps about its peers beside the core's fields, and the file it exports its members to."""

from __future__ import annotations

import re
from collections.abc import Callable

import colander
from deform.widget import RadioChoiceWidget, SelectWidget

from collectif.contributions import ImportFormat

# Assumption, to be confirmed by the association: its members' groups meet in four places of the département.
ANTENNAS = (("nord", "Nord"), ("sud", "Sud"), ("est", "Est"), ("ouest", "Ouest"))
MOBILITY_AIDS = (
    ("manual_wheelchair", "Fauteuil manuel"),
    ("power_wheelchair", "Fauteuil électrique"),
    ("cane_or_walker", "Canne ou déambulateur"),
    ("none", "Aucune"),
    ("other", "Autre"),
)
YES_NO = (("yes", "Oui"), ("no", "Non"))
UNKNOWN = ("", "Non renseigné")

Choices = tuple[tuple[str, str], ...]


def _choice(name: str, title: str, choices: Choices, *, listed: bool, description: str = "") -> colander.SchemaNode:
    """A field answered by one of ``choices``, or left unanswered; every such field is a filter of the roster."""
    widget = SelectWidget if len(choices) > 2 else RadioChoiceWidget
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        description=description,
        validator=colander.OneOf([value for value, _ in choices]),
        missing=colander.drop,
        widget=widget(values=[UNKNOWN, *choices]),
        listed=listed,
        filterable=True,
    )


def roster_schema() -> colander.SchemaNode:
    """The association's own fields: practical needs, nothing medical."""
    return colander.SchemaNode(
        colander.Mapping(),
        _choice("antenna", "Antenne", ANTENNAS, listed=True),
        _choice("mobility_aid", "Aide à la mobilité", MOBILITY_AIDS, listed=True),
        _choice("adapted_transport", "Besoin de transport adapté", YES_NO, listed=True),
        _choice("own_vehicle", "Dispose d'un véhicule", YES_NO, listed=False),
        colander.SchemaNode(
            colander.String(),
            name="meeting_place",
            title="Lieu de rencontre préféré",
            description="Par exemple : local de l'antenne, médiathèque.",
            validator=colander.Length(max=120),
            missing=colander.drop,
            listed=False,
            filterable=False,
        ),
    )


HEADINGS = {
    "external_ref": ("N° adhérent", "Numéro adhérent"),
    "family_name": ("Nom usuel",),
    "given_name": ("Prénom usuel",),
    "email": ("Mél", "Mél. personnel"),
    "phone": ("Tél. portable", "Portable", "Tél. mobile"),
    "commune": ("Ville", "Commune de résidence"),
    "started_on": ("Date d'adhésion", "Adhérent depuis"),
    "engagement": ("Statut",),
    "antenna": ("Groupe local", "Antenne"),
    "mobility_aid": ("Aide technique", "Aide à la mobilité"),
    "adapted_transport": ("Transport adapté", "TPMR"),
    "own_vehicle": ("Véhicule",),
}
AID_CODES = {
    "fm": "Fauteuil manuel",
    "fe": "Fauteuil électrique",
    "c": "Canne ou déambulateur",
    "canne": "Canne ou déambulateur",
    "déambulateur": "Canne ou déambulateur",
    "sans": "Aucune",
}
YES_NO_CODES = {"o": "Oui", "x": "Oui", "1": "Oui", "n": "Non", "0": "Non"}
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
INTERNATIONAL_PHONE = re.compile(r"^0033\s*\(?0?\)?\s*")


def _date(text: str) -> str:
    """``20240315`` → ``15/03/2024``; anything else is left as it is."""
    found = COMPACT_DATE.fullmatch(text.strip())
    return "/".join(reversed(found.groups())) if found else text


def _phone(text: str) -> str:
    """``0033 6 12 34 56 78`` → ``+33 6 12 34 56 78``."""
    return INTERNATIONAL_PHONE.sub("+33 ", text.strip(), count=1)


def _coded(codes: dict[str, str]) -> Callable[[str], str]:
    return lambda text: codes.get(text.strip().casefold(), text)


CONVERSIONS = {
    "started_on": _date,
    "phone": _phone,
    "mobility_aid": _coded(AID_CODES),
    "adapted_transport": _coded(YES_NO_CODES),
    "own_vehicle": _coded(YES_NO_CODES),
}


def convert_member(row: dict[str, str]) -> dict[str, str]:
    """One line of the export, in the core's words: compact dates, phones in 0033, one-letter codes."""
    return {name: CONVERSIONS[name](text) if name in CONVERSIONS else text for name, text in row.items()}


IMPORT_FORMATS = (
    ImportFormat(
        name="adherents",
        label="Export adhérents",
        description="Le fichier que donne le logiciel des adhésions : une ligne par personne, dates sans séparateur.",
        headings=HEADINGS,
        convert=convert_member,
    ),
)
