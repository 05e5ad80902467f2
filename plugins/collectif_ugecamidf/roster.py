"""What UGECAM Île-de-France keeps about its peers: where and when they are there, what they do.

Never a health-insurance number: no title means it, and what looks like one is taken out of the file before it is read.
"""

from __future__ import annotations

import re
from typing import Any

import colander

from collectif.contributions import ImportFormat
from collectif.plugin_kit import choice, coded, compact_date, converting, fields, many, text

# Sex, year, month, département, commune and order; the key of two digits may be missing.
INSURANCE_NUMBER = re.compile(r"[12]\s*\d{2}\s*\d{2}\s*\d[\dAB]\s*\d{3}\s*\d{3}(\s*\d{2})?", re.IGNORECASE)
BADGE = re.compile(r"[A-Z]{1,3}-?\d{2,6}")
CENTRES = {
    "coubert_care": "Coubert, soins",
    "coubert_work": "Coubert, travail",
    "other": "Autre centre",
}
TIMES = {"full": "Temps plein", "half": "Mi-temps ou plus", "less": "Moins d'un mi-temps", "asked": "À la demande"}
TASKS = {
    "desk": "Permanence",
    "workshop": "Atelier collectif",
    "talk": "Entretien à deux",
    "going_home": "Préparer le retour chez soi",
    "work": "Reprendre un travail",
}
DAYS = {"mon": "Lundi", "tue": "Mardi", "wed": "Mercredi", "thu": "Jeudi", "fri": "Vendredi"}


def is_badge(node: colander.SchemaNode, value: Any) -> None:
    """Validator: the number of a badge, never another one."""
    if INSURANCE_NUMBER.search(value):
        raise colander.Invalid(
            node, "N'écrivez jamais un numéro de sécurité sociale. Effacez-le ici et dans le fichier."
        )
    if not BADGE.fullmatch(value):
        raise colander.Invalid(node, "Écrivez le numéro du badge : des lettres puis des chiffres, par exemple PA-104.")


ROSTER = fields(
    choice("centre", "Centre", CENTRES, listed=True,
           description="Coubert a deux services de réadaptation : l'un par les soins, l'autre vers le travail."),
    choice("presence", "Temps de présence", TIMES, listed=True),
    many("days", "Jours de présence", DAYS),
    many("tasks", "Ce que fait ce pair", TASKS, description="Ni soin, ni accès au dossier médical."),
    text("badge", "Badge", longest=20, validator=is_badge, examples=("PA-104", "PA-117", "PA-121", "PA-130", "PA-142"),
         description="Le numéro du badge d'entrée. Jamais un numéro de sécurité sociale."),
)  # fmt: skip

READINGS = converting({
    "started_on": compact_date,
    "engagement": coded({"cdi": "salarié", "cdd": "salarié", "ben": "bénévole", "vac": "salarié"}),
    "centre": coded({
        "cbt-ssr": CENTRES["coubert_care"], "cbt-smr": CENTRES["coubert_care"], "cbt-esrp": CENTRES["coubert_work"],
        "aut": CENTRES["other"],
    }),
    "presence": coded({
        "100": TIMES["full"], "80": TIMES["half"], "60": TIMES["half"], "50": TIMES["half"], "40": TIMES["less"],
        "20": TIMES["less"], "0": TIMES["asked"],
    }),
    "days": coded({"l": "Lundi", "ma": "Mardi", "me": "Mercredi", "j": "Jeudi", "v": "Vendredi"}, "-"),
    "tasks": coded({
        "perm": TASKS["desk"], "atel": TASKS["workshop"], "entr": TASKS["talk"], "dom": TASKS["going_home"],
        "emp": TASKS["work"],
    }, "+"),
})  # fmt: skip


def convert_employee(row: dict[str, str]) -> dict[str, str]:
    """One line of the export; a health-insurance number is emptied, or left for the badge's validator to refuse."""
    cells = READINGS(row)
    kept = {name: "" if INSURANCE_NUMBER.fullmatch(text.strip()) else text for name, text in cells.items()}
    return {**kept, "badge": cells["badge"]} if "badge" in cells else kept


IMPORT_FORMATS = (
    ImportFormat(
        name="personnel",
        label="Extraction du personnel",
        description="L'extraction des ressources humaines. Retirez-en la colonne du numéro de sécurité sociale : "
        "elle n'est jamais lue.",
        headings={
            "family_name": ("Nom usuel agent",),
            "given_name": ("Prénom agent",),
            "email": ("Mél professionnel",),
            "phone": ("Poste", "Tél. professionnel"),
            "started_on": ("Date d'effet", "Entrée dans la fonction"),
            "engagement": ("Nature contrat", "Type de contrat"),
            "centre": ("Code établissement", "Ets"),
            "presence": ("Taux d'activité", "Quotité"),
            "days": ("Jours travaillés",),
            "tasks": ("Activités",),
            "badge": ("N° badge",),
        },
        convert=convert_employee,
    ),
)
