"""Forms of the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import colander
from deform.widget import (
    CheckboxChoiceWidget,
    DateTimeInputWidget,
    HiddenWidget,
    RadioChoiceWidget,
    SelectWidget,
    TextAreaWidget,
)
from pyramid.request import Request

from ..editing import version_node
from ..fields import Likely, words
from ..organisations.queries import organisation_choices
from ..security.permissions import Permission
from ..text import PARIS
from . import queries
from .vocabulary import ANSWERS, SHARES

NO_NAMES = "Ne citez aucune personne accompagnée."
Choices = list[tuple[str, str]]


def chosen(choices: Choices, **options: Any) -> colander.SchemaNode:
    """One of a short closed list, as radio buttons."""
    widget = RadioChoiceWidget(values=choices)
    validator = colander.OneOf([value for value, _ in choices])
    return colander.SchemaNode(colander.String(), widget=widget, validator=validator, **options)


def whole(least: int, most: int, **options: Any) -> colander.SchemaNode:
    return colander.SchemaNode(colander.Integer(), validator=colander.Range(least, most), **options)


def moment(**options: Any) -> colander.SchemaNode:
    """A day and an hour in the time of Seine-et-Marne."""
    bounds = datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC)
    validator = Likely(*bounds)
    kind = colander.DateTime(default_tzinfo=PARIS)
    return colander.SchemaNode(kind, widget=DateTimeInputWidget(), validator=validator, **options)


def choose(node: colander.SchemaNode, values: Choices) -> None:
    """Give a node its list, once the request is known."""
    node.widget = SelectWidget(values=[("", "Choisissez"), *values])
    node.validator = colander.OneOf([value for value, _ in values])


def kind_choices(request: Request) -> Choices:
    return [(kind.name, kind.label) for kind in queries.kinds(request.db)]


def action_choices(request: Request) -> Choices:
    return [(row.public_id, row.title) for row in queries.examined_actions(request.db)]


def own_choices(request: Request, permission: Permission) -> Choices:
    """The organisations this person acts for (slug, name): their mandates, never the request."""
    own = request.identity.organisations_for(permission) or ()
    held = {one.organisation_slug: one.organisation_name for one in request.identity.mandates
            if one.organisation_id in own}  # fmt: skip
    return [(slug or "", name or "") for slug, name in held.items()]


def duration() -> colander.SchemaNode:
    return whole(15, 1440, title="Durée, en minutes", default=120)


def where() -> colander.SchemaNode:
    description = "Laissez vide si la réunion est seulement à distance."
    return words(300, title="Lieu", missing="", description=description)


def how_to_come() -> colander.SchemaNode:
    return words(
        600, 3, title="Comment y aller ou suivre à distance", missing="",
        description="Accès, boucle magnétique, interprétation en LSF, lien de visioconférence.",
    )  # fmt: skip


class MeetingSchema(colander.MappingSchema):
    """A meeting as it is prepared."""

    title = words(160, title="Titre", description="Par exemple : Réunion plénière de janvier.")
    starts_at = moment(title="Jour et heure")
    minutes = duration()
    place = where()
    joining = how_to_come()
    organisations = colander.SchemaNode(
        colander.Set(), title="Organisations invitées", missing=frozenset(),
        description="Une réunion plénière invite toutes les organisations du pôle, quoi que vous cochiez.",
    )  # fmt: skip

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        values = organisation_choices(kw["request"].db)
        node["organisations"].widget = CheckboxChoiceWidget(values=values)


class NewMeetingSchema(MeetingSchema):
    """A new meeting also has a kind."""

    kind = colander.SchemaNode(colander.String(), title="Nature", insert_before="title")

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        super().after_bind(node, kw)
        values = kind_choices(kw["request"])
        node["kind"].widget = RadioChoiceWidget(values=values)
        node["kind"].validator = colander.OneOf([value for value, _ in values])


class EditMeetingSchema(MeetingSchema):
    version = version_node()


def late_reason() -> colander.SchemaNode:
    """Only a late notice asks for it."""
    return words(
        600, 4, title="Pourquoi la convocation part tard", missing="",
        description="À remplir seulement si le délai n'est pas respecté. Le compte rendu le dira.",
    )  # fmt: skip


def told_reason(**options: Any) -> colander.SchemaNode:
    """Why a meeting changes, in words that every organisation invited receives."""
    return words(600, 4, description="Les organisations invitées le liront. " + NO_NAMES, **options)


class ConveneSchema(colander.MappingSchema):
    late_reason = late_reason()


class PostponeSchema(colander.MappingSchema):
    """Another day for a meeting that was announced."""

    starts_at = moment(title="Nouveau jour et heure")
    minutes = duration()
    place = where()
    joining = how_to_come()
    reason = told_reason(title="Pourquoi la réunion est reportée")
    late_reason = late_reason()


class RelocateSchema(colander.MappingSchema):
    """Another place, or another link, for a meeting that was announced."""

    place = where()
    joining = how_to_come()
    reason = told_reason(title="Pourquoi cela change", missing="")
    version = version_node()


class CancelSchema(colander.MappingSchema):
    """A meeting that will not be held."""

    reason = told_reason(title="Pourquoi la réunion est annulée")


class RulesSchema(colander.MappingSchema):
    """The rules of a kind of meeting."""

    notice_days = whole(0, 90, title="Délai de convocation, en jours")
    quorum = chosen(list(SHARES.items()), title="Quorum : organisations présentes ou représentées")
    associations_minimum = whole(0, 50, title="Nombre minimum d'associations")
    institutions_minimum = whole(0, 50, title="Nombre minimum d'institutions")
    peers_minimum = whole(
        0, 100, title="Nombre minimum de pairs dans la salle",
        description="Les pairs sont comptés, sans leur nom. Ils n'ont pas de voix propre.",
    )  # fmt: skip
    proxy_limit = whole(0, 10, title="Procurations qu'une organisation peut recevoir",
                        description="0 : aucune procuration.")  # fmt: skip
    version = version_node()


class ItemSchema(colander.MappingSchema):
    """A point of an agenda."""

    title = words(200, title="Point", description="Quelques mots simples.")
    description = words(2000, 5, title="Ce qu'il faut savoir", missing="", description=NO_NAMES)
    minutes = whole(1, 480, title="Durée, en minutes", default=15)
    action = colander.SchemaNode(
        colander.String(), title="Action à valider", missing="",
        description="Facultatif. Un vote favorable sur ce point validera cette action.",
    )  # fmt: skip

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        values = action_choices(kw["request"])
        carried = getattr(getattr(kw["request"].context, "item", None), "action", None)
        if carried is not None and carried.public_id not in dict(values):
            values.append((carried.public_id, carried.title))
        if not values:
            del node["action"]
            return
        node["action"].widget = SelectWidget(values=[("", "Aucune action"), *values])
        node["action"].validator = colander.OneOf([value for value, _ in values])


class EditItemSchema(ItemSchema):
    version = version_node()


class ProposalSchema(ItemSchema):
    """A point that an organisation proposes."""

    organisation = colander.SchemaNode(colander.String(), title="Vous proposez pour", insert_before="title")

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        super().after_bind(node, kw)
        among_own(node, kw["request"], Permission.PROPOSE_AGENDA)


def among_own(node: colander.SchemaNode, request: Request, permission: Permission,
              among: Callable[[str], bool] = lambda slug: True) -> None:  # fmt: skip
    """Ask which organisation only when there are several."""
    values = [(slug, name) for slug, name in own_choices(request, permission) if among(slug)]
    if len(values) < 2:
        del node["organisation"]
        return
    node["organisation"].widget = RadioChoiceWidget(values=values)
    node["organisation"].validator = colander.OneOf([slug for slug, _ in values])


class PlaceSchema(colander.MappingSchema):
    """Which meeting takes a proposal."""

    meeting = colander.SchemaNode(colander.String(), title="Réunion")
    minutes = whole(1, 480, title="Durée, en minutes", default=15)

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        choose(node["meeting"], [(one.public_id, one.title) for one in queries.meetings_before(kw["request"].db)])


class ReasonSchema(colander.MappingSchema):
    reason = words(600, 4, title="Votre explication", description="L'organisation la lira.")


class AnswerSchema(colander.MappingSchema):
    """The answer of an organisation to a notice."""

    organisation = colander.SchemaNode(colander.String(), title="Vous répondez pour")
    answer = chosen(list(ANSWERS.items()), title="Votre réponse")
    planned_at = colander.SchemaNode(
        colander.String(), widget=HiddenWidget(), validator=colander.Length(max=40), missing=""
    )
    holder = colander.SchemaNode(
        colander.String(), title="Qui parlera pour vous", missing="",
        description="Seulement si une autre organisation vous représente.",
    )  # fmt: skip

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        meeting = kw["request"].context.meeting
        invited = {one.organisation.slug: one.organisation.name for one in meeting.participants}
        among_own(node, kw["request"], Permission.ANSWER_MEETING, invited.__contains__)
        node["holder"].widget = SelectWidget(values=[("", "Personne"), *sorted(invited.items())])
        node["holder"].validator = colander.OneOf(list(invited))
        if meeting.proxy_limit == 0:
            del node["holder"]
            values = [pair for pair in ANSWERS.items() if pair[0] != "represented"]
            node["answer"].widget = RadioChoiceWidget(values=values)
            node["answer"].validator = colander.OneOf([value for value, _ in values])


class PeersSchema(colander.MappingSchema):
    peers = whole(0, 500, title="Pairs dans la salle", description="Un nombre, sans les noms.")


class NoteSchema(colander.MappingSchema):
    """What the minutes say of one point."""

    text = colander.SchemaNode(
        colander.String(), title="Compte rendu de ce point", missing="", validator=colander.Length(max=10_000),
        widget=TextAreaWidget(rows=14, maxlength=10_000),
        description=f"Une ligne par paragraphe. {NO_NAMES}",
    )  # fmt: skip
    version = version_node()


class ErratumSchema(colander.MappingSchema):
    text = words(2000, 5, title="Correction", description="Elle s'ajoute au compte rendu, qui ne change pas.")
