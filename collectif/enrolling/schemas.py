"""Forms about events with places: where they are, what makes them accessible, who is enrolled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, CheckboxWidget, SelectWidget

from ..fields import words
from ..territory.schemas import CommuneNode
from .models import MOST_PLACES
from .vocabulary import ACCESSES

Choices = Sequence[tuple[str, str]]


def remote_node() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Boolean(), title="Possible à distance", default=False, missing=False, widget=CheckboxWidget()
    )


def place_nodes() -> tuple[colander.SchemaNode, colander.SchemaNode, colander.SchemaNode, colander.SchemaNode]:
    """Its name, its address, its commune, and how to follow from afar."""
    return (
        words(160, title="Nom du lieu", missing="", description="Laissez vide si tout se passe à distance."),
        words(300, title="Adresse du lieu", missing=""),
        CommuneNode(missing=None),
        words(
            600, 3, title="Comment suivre à distance", missing="",
            description="Lien ou numéro de téléphone. Seules les personnes qui ont une place le voient.",
        ),
    )  # fmt: skip


def accesses_node() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Set(), title="Accessibilité", missing=frozenset(), validator=colander.ContainsOnly(list(ACCESSES)),
        widget=CheckboxChoiceWidget(values=list(ACCESSES.items())),
        description="Cochez seulement ce qui est sûr : des personnes décident de venir d'après cette liste.",
    )  # fmt: skip


def capacity_node(**options: Any) -> colander.SchemaNode:
    range_ = colander.Range(1, MOST_PLACES)
    return colander.SchemaNode(colander.Integer(), title="Nombre de places", validator=range_, **options)


def check_somewhere(node: colander.SchemaNode, data: dict[str, Any]) -> None:
    """:raises colander.Invalid: neither a place to go, nor a way to follow from afar."""
    if not (data["remote"] or data["place_name"]):
        error = colander.Invalid(node)
        error["place_name"] = "Donnez un lieu, ou cochez « Possible à distance »."
        raise error


def reason_node(one: str) -> colander.SchemaNode:
    """Why an event does not take place."""
    return words(
        600, 4, title=f"Pourquoi la {one} n'a pas lieu",
        description="Toutes les personnes inscrites liront ces mots dans un courriel. Ne citez personne.",
    )  # fmt: skip


class EnrolSchema(colander.MappingSchema):
    """Who is enrolled, among the peers this person may enrol."""

    peer = colander.SchemaNode(
        colander.String(), title="Pair à inscrire",
        description="Demandez d'abord à cette personne si elle veut venir.",
    )  # fmt: skip


def enrol_schema(peers: Choices) -> EnrolSchema:
    """The form to enrol one of these peers (public id, name)."""
    # Its own nodes: instances share those of their class, hence the requests of other threads.
    schema = EnrolSchema().clone()
    schema["peer"].widget = SelectWidget(values=[("", "Choisissez"), *peers])
    schema["peer"].validator = colander.OneOf([public_id for public_id, _ in peers])
    return schema
