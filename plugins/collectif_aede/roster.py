"""What AEDE keeps about its peers: the kind of place they live in, and what makes an encounter easier."""

from __future__ import annotations

from collectif.contributions import ImportFormat
from collectif.plugin_kit import choice, coded, converting, fields, first_of_month, many, yes_no, yes_no_codes

PLACES = {
    "life_home": "Foyer de vie",
    "hostel": "Foyer d'hébergement",
    "care_home": "Lieu médicalisé",
    "supported_flat": "Appartement accompagné",
    "own_home": "Chez soi",
    "family": "Chez des proches",
}
HELPS = {
    "short": "Rencontre courte",
    "breaks": "Pauses",
    "quiet": "Lieu calme",
    "notes": "Notes après la rencontre",
    "reminder": "Rappel la veille",
}

ROSTER = fields(
    choice("place", "Lieu de vie", PLACES, listed=True),
    many("helps", "Ce qui aide", HELPS,
         description="Ce qu'il faut prévoir pour une rencontre. La raison n'est pas notée."),
    yes_no("later", "Handicap venu dans la vie",
           description="La personne peut parler d'un avant et d'un après. La cause n'est jamais notée."),
    choice("neighbours", "Pairs de la même résidence", {"yes": "Accepte", "no": "Préfère éviter"},
           description="Accompagner quelqu'un qui vit au même endroit."),
)  # fmt: skip

IMPORT_FORMATS = (
    ImportFormat(
        name="residences",
        label="Liste des résidences",
        description="Une liste par résidence, avec le sigle du lieu et le mois d'entrée dans la démarche.",
        headings={
            "family_name": ("Nom résident",),
            "given_name": ("Prénom résident",),
            "phone": ("Ligne directe",),
            "commune": ("Site",),
            "started_on": ("Pair depuis (mois)", "Mois d'entrée"),
            "place": ("Type d'accueil", "Type"),
            "helps": ("Aménagements",),
            "later": ("Acquis",),
            "neighbours": ("Même résidence",),
        },
        convert=converting({
            "started_on": first_of_month,
            "place": coded({
                "fv": PLACES["life_home"], "fh": PLACES["hostel"], "eam": PLACES["care_home"],
                "fam": PLACES["care_home"], "mas": PLACES["care_home"], "appt": PLACES["supported_flat"],
                "dom": PLACES["own_home"], "fml": PLACES["family"],
            }),
            "helps": coded({
                "ct": HELPS["short"], "p": HELPS["breaks"], "cal": HELPS["quiet"], "n": HELPS["notes"],
                "r": HELPS["reminder"],
            }, "+"),
            "later": yes_no_codes,
            "neighbours": coded({"o": "Accepte", "n": "Préfère éviter"}),
        }),
    ),
)  # fmt: skip
