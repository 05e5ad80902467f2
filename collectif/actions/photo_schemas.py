"""Forms about photos: no photo without what it shows, who took it, and the agreement of the people on it."""

from __future__ import annotations

import colander
from deform.widget import CheckboxWidget

from ..editing import version_node
from ..fields import words
from ..uploads import upload_node
from .pictures import ACCEPT, MAX_BYTES

AGREED = "Les personnes que l'on reconnaît sur cette photo ont donné leur accord pour qu'elle soit publiée"


class PhotoWords(colander.MappingSchema):
    """What is said of a photo."""

    alt = words(
        300, 2, title="Ce que montre la photo",
        description="Pour les personnes qui ne la voient pas. Décrivez-la en une phrase, sans citer de nom.",
    )  # fmt: skip
    credit = words(
        160, title="Auteur de la photo", description="Une organisation, ou la personne qui accepte d'être citée."
    )


class PhotoSchema(PhotoWords):
    """A new photo."""

    file = upload_node(
        "La photo", max_bytes=MAX_BYTES, accept=ACCEPT, insert_before="alt",
        description="JPEG, PNG ou WebP, 8 Mo au plus. Le site la réduit et efface ce que l'appareil y a écrit : "
        "lieu, date, modèle.",
    )  # fmt: skip
    agreed = colander.SchemaNode(
        colander.Boolean(), title=AGREED, widget=CheckboxWidget(mention="(obligatoire)"),
        description="Cochez aussi s'il n'y a personne sur la photo.",
        validator=colander.Function(bool, msg="Sans leur accord, cette photo ne peut pas être gardée."),
    )  # fmt: skip


class EditPhotoSchema(PhotoWords):
    """A photo that is there already."""

    version = version_node()
