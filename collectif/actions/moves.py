"""The page of each move: its address, what it asks, and the words around."""

from __future__ import annotations

from dataclasses import dataclass

import colander

from . import schemas
from .closing_schemas import PublishedReportSchema


@dataclass(frozen=True)
class MovePage:
    """One move as people meet it.

    :param path: last word of the address.
    :param lead: what will happen; :param done: what has happened.
    """

    path: str
    lead: str
    done: str
    schema: type[colander.MappingSchema] = schemas.VersionSchema


MOVE_PAGES = {
    "propose": MovePage(
        "proposer",
        "La coordination MDPH 77 va l'instruire. Vous pourrez encore la modifier jusqu'à la validation du collectif.",
        "L'action est proposée. La coordination va l'instruire.",
    ),
    "examine": MovePage(
        "instruire",
        "Elle est complète : le collectif peut la valider.",
        "L'action est instruite. Il reste à la présenter au collectif.",
    ),
    "validate": MovePage(
        "valider",
        "Un vote du collectif sur ce site valide l'action de lui-même. Cette page sert seulement à noter une décision "
        "prise ailleurs. Une fois validée, l'action ne se modifie plus.",
        "La validation du collectif est enregistrée.",
        schemas.DecisionSchema,
    ),
    "publish": MovePage(
        "publier",
        "Tout le monde pourra la lire sur le site, dans le fil d'actualité et dans les données ouvertes.",
        "L'action est publiée.",
        schemas.PublicationSchema,
    ),
    "begin": MovePage(
        "commencer",
        "Le site dira qu'elle est en cours.",
        "Le site dit maintenant que l'action est en cours.",
    ),
    "review": MovePage(
        "bilan",
        "Le bilan sera public, avec l'action.",
        "Le bilan est publié.",
        PublishedReportSchema,
    ),
    "republish": MovePage(
        "publier-a-nouveau",
        "Elle revient sur le site, à la même adresse.",
        "L'action est de nouveau sur le site.",
        schemas.PublicationSchema,
    ),
    "hand_back": MovePage(
        "rendre",
        "L'organisation la complète, puis la propose à nouveau.",
        "L'action est rendue à l'organisation.",
        schemas.CommentSchema,
    ),
    "set_aside": MovePage(
        "ecarter",
        "Elle ne sera ni validée ni publiée. C'est définitif, et l'historique en garde la raison.",
        "L'action est écartée.",
        schemas.CommentSchema,
    ),
    "withdraw": MovePage(
        "retirer",
        "Elle disparaît du site. Son adresse dira pourquoi. Vous pourrez la publier à nouveau.",
        "L'action est retirée du site.",
        schemas.WithdrawalSchema,
    ),
}
