"""What APF France handicap keeps about its peers beside the core's fields, and the file it exports its members to."""

from __future__ import annotations

from collectif.contributions import ImportFormat
from collectif.plugin_kit import (
    choice,
    coded,
    compact_date,
    converting,
    fields,
    phone_from_abroad,
    text,
    yes_no,
    yes_no_codes,
)

ROSTER = fields(
    # Assumption, to be confirmed by the association: its members' groups meet in four places of the département.
    choice("antenna", "Antenne", {"nord": "Nord", "sud": "Sud", "est": "Est", "ouest": "Ouest"}),
    choice(
        "mobility_aid",
        "Aide à la mobilité",
        {
            "manual_wheelchair": "Fauteuil manuel",
            "power_wheelchair": "Fauteuil électrique",
            "cane_or_walker": "Canne ou déambulateur",
            "none": "Aucune",
            "other": "Autre",
        },
        listed=True,
    ),
    yes_no("adapted_transport", "Besoin de transport adapté"),
    yes_no("own_vehicle", "Dispose d'un véhicule"),
    text(
        "meeting_place",
        "Lieu de rencontre préféré",
        description="Par exemple : local de l'antenne, médiathèque.",
        examples=(
            "local de l'antenne",
            "médiathèque",
            "café de la gare",
            "chez moi",
            "maison des associations",
            "par téléphone d'abord",
            "salle accessible de la mairie, place réservée à proximité de l'entrée",
        ),
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

IMPORT_FORMATS = (
    ImportFormat(
        name="adherents",
        label="Export adhérents",
        description="Le fichier que donne le logiciel des adhésions : une ligne par personne, dates sans séparateur.",
        headings=HEADINGS,
        convert=converting(
            {
                "started_on": compact_date,
                "phone": phone_from_abroad,
                "mobility_aid": coded(AID_CODES),
                "adapted_transport": yes_no_codes,
                "own_vehicle": yes_no_codes,
            }
        ),
    ),
)
