"""Forms of the room."""

from __future__ import annotations

from typing import Any

import colander
from deform.widget import (
    CheckboxChoiceWidget,
    CheckboxWidget,
    HiddenWidget,
    SequenceWidget,
)

from ..enrolling.schemas import (
    Choices,
    accesses_node,
    capacity_node,
    check_somewhere,
    place_nodes,
    reason_node,
    remote_node,
)
from ..fields import day, one_of, words
from .vocabulary import KINDS, PARTS

MOST_HALF_DAYS = 30


class HalfDaySchema(colander.MappingSchema):
    """One half-day of the programme."""

    day = day(title="Jour")
    part = one_of(PARTS, title="Moment", default="morning", inline=True)
    module = words(160, title="Module", description="Ce qu'on y apprend, en quelques mots.")
    required = colander.SchemaNode(
        colander.Boolean(), title="Compte pour valider la formation", default=True, missing=False,
        widget=CheckboxWidget(),
    )  # fmt: skip


def not_too_many(node: colander.SchemaNode, rows: list[Any]) -> None:
    """:raises colander.Invalid: more half-days than a session may have."""
    if len(rows) > MOST_HALF_DAYS:
        raise colander.Invalid(node, f"Écrivez {MOST_HALF_DAYS} demi-journées au plus.")


class HalfDays(colander.SequenceSchema):
    """The programme."""

    half_day = HalfDaySchema(title="Demi-journée")


class SessionSchema(colander.MappingSchema):
    """A session as the coordination plans it."""

    title = words(160, title="Titre", description="Il figure dans les courriels : ne citez aucune personne.")
    kind = one_of(
        KINDS, title="Nature", default="initial",
        description="Un renouvellement est pour les personnes déjà formées.",
    )  # fmt: skip
    description = words(2000, 5, title="Présentation", missing="", description="Ce qu'on y fait, à qui elle s'adresse.")
    half_days = HalfDays(
        title="Programme", widget=SequenceWidget(min_len=1, max_len=MOST_HALF_DAYS),
        validator=not_too_many,
        description="Une ligne par demi-journée. Donnez le même nom de module à celles qui vont ensemble.",
    )  # fmt: skip
    hours = words(
        160, title="Horaires", missing="", description="Par exemple : de 9 h 30 à 12 h 30, et de 14 h à 17 h."
    )
    remote = remote_node()
    place_name, place_address, commune_code, joining = place_nodes()
    accesses = accesses_node()
    trainers = colander.SchemaNode(
        colander.Set(), title="Qui l'anime", missing=frozenset(),
        description="Les comptes qui ont le rôle de formateur. Ils noteront les présences.",
    )  # fmt: skip
    capacity = capacity_node()
    enrol_until = day(title="Dernier jour pour s'inscrire", description="Au plus tard le premier jour de la session.")

    def validator(self, node: colander.SchemaNode, data: dict[str, Any]) -> None:
        """Somewhere to go, or from afar."""
        check_somewhere(node, data)


class EditSessionSchema(SessionSchema):
    """A session that exists: the version that was read goes with it."""

    version = colander.SchemaNode(colander.String(), widget=HiddenWidget(), validator=colander.Length(max=20))


class CancelSchema(colander.MappingSchema):
    """Why a session does not take place."""

    reason = reason_node("session")


class ReasonSchema(colander.MappingSchema):
    """Why the coordination decides otherwise than the rule."""

    reason = words(
        600, 4, title="Votre raison", description="Elle reste dans le dossier. Ne donnez aucune information médicale."
    )  # fmt: skip


def session_schema(schema: SessionSchema, trainers: Choices) -> SessionSchema:
    """``schema`` with the people who may lead a session (public id, name)."""
    # Its own nodes: instances share those of their class, hence the requests of other threads.
    schema = schema.clone()
    schema["trainers"].widget = CheckboxChoiceWidget(values=list(trainers))
    schema["trainers"].validator = colander.ContainsOnly([public_id for public_id, _ in trainers])
    return schema


def session_values(training: Any) -> dict[str, Any]:
    """What the edit form shows."""
    names = ("title", "kind", "description", "hours", "remote", "place_name", "place_address", "commune_code",
             "joining", "capacity", "enrol_until")  # fmt: skip
    half_days = [
        {"day": one.day, "part": one.part, "module": one.module, "required": one.required} for one in training.half_days
    ]
    return {
        **{name: getattr(training, name) for name in names},
        "half_days": half_days,
        "accesses": {one.name for one in training.accesses},
        "trainers": {one.public_id for one in training.trainers},
        "version": str(training.version),
    }
