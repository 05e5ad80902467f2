"""Forms of the room: an action as it is written, and what each move asks (domain, « Action » form)."""

from __future__ import annotations

from typing import Any

import colander
from deform.widget import (
    CheckboxChoiceWidget,
    CheckboxWidget,
    HiddenWidget,
    RadioChoiceWidget,
)
from pyramid.request import Request

from ..fields import day, words
from ..organisations.queries import organisation_choices
from ..security.permissions import Permission
from ..territory.schemas import CommuneNode
from .vocabulary import AXES, DEFAULT_AXIS, KINDS, axis_label

NO_NAMES = "Ne citez aucune personne : ce texte pourra devenir public."


@colander.deferred
def own_organisations(node: colander.SchemaNode, kw: dict[str, Any]) -> RadioChoiceWidget:
    return RadioChoiceWidget(values=acting_choices(kw["request"]))


@colander.deferred
def among_own(node: colander.SchemaNode, kw: dict[str, Any]) -> colander.OneOf:
    return colander.OneOf([slug for slug, _ in acting_choices(kw["request"])])


@colander.deferred
def all_organisations(node: colander.SchemaNode, kw: dict[str, Any]) -> CheckboxChoiceWidget:
    return CheckboxChoiceWidget(values=organisation_choices(kw["request"].db))


def acting_choices(request: Request) -> list[tuple[str, str]]:
    """The organisations this person may propose for (slug, name): their mandates, never the request."""
    own = request.identity.organisations_for(Permission.PROPOSE_ACTION) or ()
    named = {m.organisation_slug: m.organisation_name for m in request.identity.mandates if m.organisation_id in own}
    return list(named.items())


def only_choice(node: colander.SchemaNode, kw: dict[str, Any]) -> None:
    """Do not ask which organisation when there is only one."""
    if len(acting_choices(kw["request"])) < 2:
        del node["organisation"]


class ActionSchema(colander.MappingSchema):
    """An action as its organisation writes it. Only the title and the kind are needed to keep an idea."""

    title = words(160, title="Titre", description="Quelques mots simples. " + NO_NAMES)
    kind = colander.SchemaNode(
        colander.String(), title="Nature", validator=colander.OneOf(KINDS),
        widget=RadioChoiceWidget(values=list(KINDS.items())),
    )  # fmt: skip
    axis = colander.SchemaNode(
        colander.Integer(), title="Axe de la démarche « Réponse accompagnée pour tous »", default=DEFAULT_AXIS,
        validator=colander.OneOf(AXES), description="Le collectif travaille surtout sur l'axe 3.",
        widget=RadioChoiceWidget(values=[(str(axis), axis_label(axis)) for axis in AXES]),
    )  # fmt: skip
    summary = words(400, 3, title="Résumé", missing="", description=f"Deux ou trois phrases. {NO_NAMES}")
    plain_summary = words(
        400, 3, title="Résumé en langage simple", missing="",
        description="Des phrases courtes et des mots de tous les jours, pour que chacun comprenne.",
    )  # fmt: skip
    description = words(
        6000, 10, title="Description", missing="",
        description=f"Laissez une ligne vide entre deux paragraphes. {NO_NAMES}",
    )  # fmt: skip
    audience = words(200, title="Public", missing="", description="À qui s'adresse l'action ?")
    partners = colander.SchemaNode(
        colander.Set(), title="Autres organisations qui participent", missing=frozenset(), widget=all_organisations
    )
    commune_code = CommuneNode(missing=None, description="Son nom. Laissez vide pour tout le département.")
    starts_on = day(title="Premier jour", missing=None)
    ends_on = day(title="Dernier jour", missing=None, description="Laissez vide si l'action dure un seul jour.")


class NewActionSchema(ActionSchema):
    """A new idea: the person who holds several mandates also says for which organisation."""

    organisation = colander.SchemaNode(
        colander.String(), title="Vous proposez pour", insert_before="title", validator=among_own,
        widget=own_organisations,
    )  # fmt: skip

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        only_choice(node, kw)


class VersionSchema(colander.MappingSchema):
    """What every form about an existing action carries: the version that was read."""

    version = colander.SchemaNode(colander.Integer(), widget=HiddenWidget())


class EditSchema(ActionSchema, VersionSchema):
    """An existing action."""


class CommentSchema(VersionSchema):
    """A move that must be explained to the organisation."""

    comment = words(1000, 5, title="Votre explication", description="L'organisation la lira dans l'historique.")


class DecisionSchema(VersionSchema):
    """The decision of the collective, as it was taken."""

    decided_on = day(title="Jour de la décision")
    decision_reference = words(
        160, title="Référence de la réunion ou de la décision",
        description="Par exemple : réunion du collectif du 14 janvier 2027, point 3.",
    )  # fmt: skip


class PublicationSchema(VersionSchema):
    """The last look before the public."""

    checked = colander.SchemaNode(
        colander.Boolean(), title="J'ai relu les textes : ils ne citent aucune personne",
        widget=CheckboxWidget(mention="(obligatoire)"),
        validator=colander.Function(bool, msg="Relisez les textes, puis cochez cette case."),
    )  # fmt: skip


class WithdrawalSchema(VersionSchema):
    """Why the public no longer reads it."""

    withdrawal_reason = words(
        400, 4, title="Pourquoi vous la retirez",
        description="Tout le monde pourra lire cette raison à l'adresse de l'action. Ne citez aucune personne.",
    )  # fmt: skip
