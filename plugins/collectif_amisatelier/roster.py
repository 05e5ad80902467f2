"""What the Fondation des Amis de l'Atelier keeps about its peers: their service or mutual-help group, their part."""

from __future__ import annotations

from collectif.contributions import ImportFormat
from collectif.plugin_kit import choice, coded, converting, fields, many, text

SERVICES = {"gem": "GEM", "savs": "SAVS", "samsah": "SAMSAH", "residence": "Résidence ou foyer", "former": "Ancien"}
PARTS = {"member": "Membre", "board": "Bureau", "host": "Anime des activités"}
SETTINGS = {"two": "À deux", "small_group": "Petit groupe", "large_group": "Grand groupe", "outing": "Sortie"}

ROSTER = fields(
    choice("service", "Service", SERVICES, listed=True,
           description="GEM : groupe d'entraide mutuelle. SAVS, SAMSAH : services d'accompagnement à la vie sociale."),
    text("service_name", "Nom du GEM ou du service", longest=80, examples=(
        "GEM La Fabrique (fictif)", "GEM L'Escale (fictif)", "SAVS Les Tilleuls (fictif)", "SAMSAH du Pont (fictif)",
    )),
    choice("part", "Place dans le GEM", PARTS,
           description="Un GEM est une association que ses membres conduisent."),
    many("settings", "Cadre préféré", SETTINGS, listed=True,
         description="Comment la personne préfère rencontrer les autres."),
)  # fmt: skip

IMPORT_FORMATS = (
    ImportFormat(
        name="dossiers",
        label="Extraction des services",
        description="Un fichier par service, avec le sigle du service et la place de la personne dans son GEM.",
        headings={
            "external_ref": ("N° interne",),
            "family_name": ("Nom d'usage",),
            "given_name": ("Prénom d'usage",),
            "email": ("Mail perso",),
            "commune": ("Commune du logement",),
            "started_on": ("Parrainage le",),
            "service": ("Type de service", "Sigle"),
            "service_name": ("Libellé service",),
            "part": ("Fonction GEM",),
            "settings": ("Rencontres",),
        },
        convert=converting({
            "service": coded({"fv": SERVICES["residence"], "fh": SERVICES["residence"], "sorti": SERVICES["former"]}),
            "part": coded({
                "adhérent": PARTS["member"], "président": PARTS["board"], "présidente": PARTS["board"],
                "trésorier": PARTS["board"], "trésorière": PARTS["board"], "secrétaire": PARTS["board"],
                "animateur": PARTS["host"], "animatrice": PARTS["host"],
            }),
            "settings": coded({"2": "À deux", "pg": "Petit groupe", "gg": "Grand groupe", "s": "Sortie"}, " "),
        }),
    ),
)  # fmt: skip
