"""What ADAPEI 77 keeps about its peers: how they like to be told things, and who may come with them."""

from __future__ import annotations

from collectif.contributions import ImportFormat
from collectif.plugin_kit import YES_NO, choice, coded, converting, fields, first_of_month, many

SUPPORT = {"always": "Toujours", "first": "La première fois", "never": "Jamais"}
TRAVEL = {"alone": "Seul", "known": "Seul, trajets connus", "together": "Avec quelqu'un"}
MATERIAL = {
    "easy": "Texte facile à lire",
    "pictures": "Images et pictogrammes",
    "spoken": "Explication à l'oral",
    "video": "Vidéo",
}

ROSTER = fields(
    many("material", "Documents adaptés", MATERIAL,
         description="Comment la personne préfère recevoir une information."),
    choice("support_person", "Soutien", SUPPORT, listed=True,
           description="Quelqu'un de confiance vient-il aux rencontres ? Son nom n'est pas noté ici."),
    choice("travel", "Déplacements", TRAVEL),
    choice("activity", "Activité", {
        "esat": "ESAT",
        "ordinary": "Emploi en milieu ordinaire",
        "day": "Accueil de jour",
        "retired": "Retraite",
        "other": "Autre",
    }),
    choice("self_advocacy", "Groupe d'auto-représentation", YES_NO,
           description="Un groupe où des personnes qui ont un handicap intellectuel parlent en leur nom."),
)  # fmt: skip

IMPORT_FORMATS = (
    ImportFormat(
        name="etablissements",
        label="Tableau des établissements",
        description="Un tableau par établissement, que les équipes tiennent à la main : mois d'arrivée, mots courts.",
        headings={
            "family_name": ("Nom de la personne",),
            "given_name": ("Prénom de la personne",),
            "phone": ("Tél. de la personne", "Tél"),
            "commune": ("Habite à",),
            "started_on": ("Pair depuis (mois)",),
            "material": ("Supports", "FALC / images / oral"),
            "support_person": ("Accompagnant",),
            "travel": ("Autonomie trajets",),
            "activity": ("Établissement", "Activité de jour"),
            "self_advocacy": ("Groupe d'expression",),
        },
        convert=converting({
            "started_on": first_of_month,
            "material": coded({
                "falc": MATERIAL["easy"], "images": MATERIAL["pictures"], "picto": MATERIAL["pictures"],
                "oral": MATERIAL["spoken"], "vidéo": MATERIAL["video"],
            }, "/"),
            "support_person": coded({"oui": SUPPORT["always"], "1re fois": SUPPORT["first"], "non": SUPPORT["never"]}),
            "travel": coded({"a": TRAVEL["alone"], "b": TRAVEL["known"], "c": TRAVEL["together"]}),
            "activity": coded({"mo": "Emploi en milieu ordinaire", "aj": "Accueil de jour", "ret": "Retraite"}),
        }),
    ),
)  # fmt: skip
