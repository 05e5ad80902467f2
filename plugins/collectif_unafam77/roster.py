"""What UNAFAM 77 keeps about its peers. An association of families: its relatives cannot be peers (domain rule 1)."""

from __future__ import annotations

from collectif.contributions import ImportFormat
from collectif.plugin_kit import (
    choice,
    coded,
    compact_date,
    converting,
    fields,
    many,
    phone_from_abroad,
    yes_no,
    yes_no_codes,
)

NOT_A_PEER = (
    "Un parent ou un proche ne peut pas être pair-aidant : il faut avoir vécu soi-même le handicap. "
    "Retirez cette ligne, et parlez-lui de l'aide aux aidants."
)
RELATIVES = ("p", "parent", "père", "mère", "proche", "conjoint", "conjointe", "fratrie", "frère", "sœur", "ami")
WITNESS = {
    "families": "Groupe de familles",
    "school": "École ou université",
    "care": "Équipes de soin",
    "public": "Semaines d'information sur la santé mentale",
}

ROSTER = fields(
    choice("concerned", "Personne concernée",
           {"self": "Oui", "self_and_relative": "Oui, et aussi proche de quelqu'un"},
           required=True, refused=dict.fromkeys(RELATIVES, NOT_A_PEER),
           description="Un parent ou un proche qui n'est pas concerné lui-même ne peut pas être pair-aidant."),
    choice("welcome_point", "Point d'accueil",
           {"melun": "Melun", "meaux": "Meaux", "fontainebleau": "Fontainebleau", "lagny": "Lagny"}, listed=True),
    many("witness", "Témoignages", WITNESS,
         description="Où la personne accepte de raconter son parcours. Elle peut dire non à chaque fois."),
    yes_no("family_group", "Vient au groupe de familles",
           description="La personne accepte de parler avec des familles, en présence d'un animateur."),
)  # fmt: skip

IMPORT_FORMATS = (
    ImportFormat(
        name="adherents",
        label="Export des adhérents",
        description="L'export national : une colonne « Qualité » dit qui est concerné et qui est un proche. "
        "Les lignes des proches sont refusées.",
        headings={
            "external_ref": ("N° d'adhérent", "Num. adhérent"),
            "family_name": ("Nom adhérent",),
            "given_name": ("Prénom adhérent",),
            "email": ("Mél adhérent",),
            "phone": ("Tél. mobile adhérent", "Mobile adhérent"),
            "commune": ("Localité",),
            "started_on": ("Date 1re adhésion",),
            "concerned": ("Qualité", "Lien avec la personne malade"),
            "welcome_point": ("Point d'accueil de rattachement", "PA"),
            "witness": ("Témoigne",),
            "family_group": ("Groupe de parole",),
        },
        convert=converting({
            "started_on": compact_date,
            "phone": phone_from_abroad,
            "concerned": coded({"pc": "Oui", "pc+p": "Oui, et aussi proche de quelqu'un"}),
            "welcome_point": coded({"mln": "Melun", "mx": "Meaux", "fbl": "Fontainebleau", "lgn": "Lagny"}),
            "witness": coded({
                "fam": WITNESS["families"], "ens": WITNESS["school"], "soin": WITNESS["care"],
                "sism": WITNESS["public"],
            }, "+"),
            "family_group": yes_no_codes,
        }),
    ),
)  # fmt: skip
