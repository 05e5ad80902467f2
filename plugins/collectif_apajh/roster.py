"""What APAJH keeps about its peers: the ages they like to meet, and the services they know from inside."""

from __future__ import annotations

from collectif.contributions import ImportFormat
from collectif.plugin_kit import choice, coded, converting, fields, many, yes_no, yes_no_codes

AGES = {
    "children": "Enfants",
    "young": "Jeunes de 16 à 25 ans",
    "adults": "Adultes",
    "seniors": "60 ans et plus",
}
SERVICES = {
    "school": "École ordinaire avec une aide",
    "ime": "IME ou SESSAD",
    "esat": "ESAT ou entreprise adaptée",
    "housing": "Foyer ou résidence",
    "home": "Accompagnement à domicile",
}

ROSTER = fields(
    many("ages", "Publics", AGES, listed=True,
         description="Les âges des personnes que ce pair aime rencontrer. Pour un mineur, sa famille est d'accord."),
    many("services", "Services connus", SERVICES,
         description="Les services et lieux que la personne connaît pour y avoir été accompagnée elle-même."),
    choice("bond", "Lien avec l'association", {
        "member": "Adhérent",
        "accompanied": "Accompagné par un service",
        "both": "Les deux",
        "none": "Aucun",
    }),
    yes_no("council", "Élu à un conseil de la vie sociale",
           description="Le conseil de la vie sociale donne son avis sur la vie d'un établissement."),
)  # fmt: skip

IMPORT_FORMATS = (
    ImportFormat(
        name="adherents-et-services",
        label="Adhérents et services",
        description="Le tableau que tient le siège : une lettre par âge (E, J, A, S), un sigle par service.",
        headings={
            "external_ref": ("Code adhérent", "Code"),
            "family_name": ("NOM adhérent",),
            "given_name": ("PRÉNOM adhérent",),
            "email": ("Courriel perso",),
            "phone": ("Tél 1",),
            "commune": ("Commune domicile",),
            "ages": ("Publics", "Tranches d'âge"),
            "services": ("Services fréquentés", "Ets / services"),
            "bond": ("Qualité",),
            "council": ("CVS",),
        },
        convert=converting({
            "ages": coded({"e": "Enfants", "j": "Jeunes de 16 à 25 ans", "a": "Adultes", "s": "60 ans et plus"}, "+"),
            "services": coded({
                "ulis": SERVICES["school"], "ime": SERVICES["ime"], "sessad": SERVICES["ime"],
                "esat": SERVICES["esat"], "ea": SERVICES["esat"], "fh": SERVICES["housing"], "fv": SERVICES["housing"],
                "savs": SERVICES["home"], "samsah": SERVICES["home"],
            }, "+"),
            "bond": coded({"adh": "Adhérent", "usa": "Accompagné par un service", "adh+usa": "Les deux"}),
            "council": yes_no_codes,
        }),
    ),
)  # fmt: skip
