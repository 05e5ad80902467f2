"""What AMJ Poidatz keeps about its peers. It serves children and young people: only adults can be peers (rule 18)."""

from __future__ import annotations

import re

from collectif.contributions import ImportFormat
from collectif.plugin_kit import choice, coded, converting, fields, many, yes_no, yes_no_codes
from collectif.text import today

MAJORITY = 18
BIRTH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2})")
TOO_YOUNG = (
    "Seule une personne majeure peut être pair-aidante. Retirez cette ligne : vous pourrez l'ajouter à ses 18 ans."
)
LEVELS = {
    "primary": "École maternelle ou primaire",
    "middle": "Collège",
    "high": "Lycée ou apprentissage",
    "studies": "Études supérieures",
    "specialised": "Établissement spécialisé",
}
PUBLICS = {"minors": "Mineurs", "young_adults": "Jeunes majeurs", "both": "Les deux"}

ROSTER = fields(
    choice("adult", "Majorité vérifiée", {"yes": "Oui"}, required=True,
           refused=dict.fromkeys(("no", "non", "mineur", "mineure"), TOO_YOUNG),
           description="Sa date de naissance n'est pas gardée."),
    choice("public", "Public", PUBLICS, listed=True,
           description="Les jeunes que ce pair rencontre. Pour un mineur, sa famille est d'accord, et lui aussi."),
    many("levels", "Scolarité vécue", LEVELS,
         description="Les classes et lieux que la personne a connus en vivant avec son handicap."),
    choice("entity", "Rattachement",
           {"amj": "Association Anne-Marie Javouhey", "poidatz": "Fondation Ellen Poidatz"}),
    yes_no("former_pupil", "A été accompagné ici", description="Comme enfant ou comme jeune, par l'association."),
)  # fmt: skip


def adult_today(text: str) -> str:
    """A day of birth → whether that person is an adult today; the day itself goes no further.

    Anything else that has digits is dropped: a day of birth written another way is neither stored nor guessed.
    """
    found = BIRTH.fullmatch(text.strip())
    if not found:
        return "" if any(char.isdigit() for char in text) else text
    day, month, year = (int(part) for part in (found.groups()[:3] if found[1] else found.groups()[:2:-1]))
    now = today()
    age = now.year - year - ((now.month, now.day) < (month, day))
    return "Oui" if age >= MAJORITY else "Non"


IMPORT_FORMATS = (
    ImportFormat(
        name="anciens",
        label="Liste des anciens",
        description="Les anciens des deux établissements. La date de naissance sert à vérifier la majorité : "
        "elle n'est pas gardée, et la ligne d'une personne mineure est refusée.",
        headings={
            "family_name": ("Nom du jeune",),
            "given_name": ("Prénom du jeune",),
            "email": ("Mail du jeune",),
            "phone": ("Tél. du jeune", "Portable du jeune"),
            "commune": ("Ville du jeune",),
            "adult": ("Date de naissance", "Né(e) le", "Majeur"),
            "public": ("Public souhaité",),
            "levels": ("Parcours scolaire",),
            "entity": ("Structure",),
            "former_pupil": ("Ancien",),
        },
        convert=converting({
            "adult": adult_today,
            "public": coded({"m": PUBLICS["minors"], "jm": PUBLICS["young_adults"], "m+jm": PUBLICS["both"]}),
            "levels": coded({
                "mat": LEVELS["primary"], "prim": LEVELS["primary"], "col": LEVELS["middle"], "ulis": LEVELS["middle"],
                "lyc": LEVELS["high"], "cfa": LEVELS["high"], "sup": LEVELS["studies"], "iem": LEVELS["specialised"],
                "ime": LEVELS["specialised"],
            }, "-"),
            "entity": coded({"amj": "Association Anne-Marie Javouhey", "fep": "Fondation Ellen Poidatz"}),
            "former_pupil": yes_no_codes,
        }),
    ),
)  # fmt: skip
