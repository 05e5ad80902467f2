"""Forms of the room."""

from __future__ import annotations

from datetime import time
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, CheckboxWidget, RadioChoiceWidget, SelectWidget, TimeInputWidget

from ..editing import version_node
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
from ..text import clock
from .models import ExchangeSession
from .recurrence import MOST
from .vocabulary import AUDIENCES, COLLECTIVE, DAY, FACES, KINDS, ONCE, RHYTHMS, THEMES

EARLIEST, LATEST = time(6), time(23)
THIS, FOLLOWING = "this", "following"
NO_NAMES = "Ne citez personne : ni prénom, ni nom."


def waking_hours(node: colander.SchemaNode, value: time) -> None:
    """:raises colander.Invalid: nobody meets at that hour: it is a slip."""
    if not EARLIEST <= value <= LATEST:
        raise colander.Invalid(node, f"Choisissez une heure entre {clock(EARLIEST)} et {clock(LATEST)}.")


def hour(**options: Any) -> colander.SchemaNode:
    """An hour of the day, in Seine-et-Marne."""
    return colander.SchemaNode(colander.Time(), validator=waking_hours, widget=TimeInputWidget(), **options)


def tick(**options: Any) -> colander.SchemaNode:
    return colander.SchemaNode(colander.Boolean(), default=False, missing=False, widget=CheckboxWidget(), **options)


class ExchangeSchema(colander.MappingSchema):
    """A session as whoever organises it plans it."""

    title = words(160, title="Titre", description="Il figure dans les courriels : ne citez aucune personne.")
    kind = one_of(KINDS, title="Nature", default="peer_group")
    audience = one_of(AUDIENCES, title="Pour qui", default=COLLECTIVE)
    description = words(
        2000, 5, title="Présentation", missing="", description="Ce qu'on y fait, comment cela se passe."
    )
    starts_on = day(title="Jour")
    begins = hour(title="Heure de début")
    ends = hour(title="Heure de fin")
    remote = remote_node()
    place_name, place_address, commune_code, joining = place_nodes()
    accesses = accesses_node()
    facilitator = colander.SchemaNode(
        colander.String(), title="Qui l'anime", missing="",
        description="Cette personne verra qui vient, et notera les présences.",
    )  # fmt: skip
    facilitator_words = words(
        160, title="Animation, en vos mots", missing="",
        description="Si la personne n'a pas de compte, ou s'il y en a plusieurs.",
    )  # fmt: skip
    capacity = capacity_node(default=10)
    enrol_days = colander.SchemaNode(
        colander.Integer(), title="Fermer les inscriptions combien de jours avant", default=0,
        validator=colander.Range(0, 60), description="0 : on peut s'inscrire jusqu'au jour même.",
    )  # fmt: skip
    is_public = tick(
        title="Annoncer cette journée sur l'agenda public",
        description="Titre, jour, lieu et présentation. Jamais qui vient.",
    )  # fmt: skip

    def validator(self, node: colander.SchemaNode, data: dict[str, Any]) -> None:
        """Somewhere to go, or from afar; an end after the beginning."""
        check_somewhere(node, data)
        if data["ends"] <= data["begins"]:
            error = colander.Invalid(node)
            error["ends"] = "La fin doit venir après le début."
            raise error


class NewExchangeSchema(ExchangeSchema):
    """A new session may come back."""

    rhythm = one_of(RHYTHMS, title="Revient-elle ?", default=ONCE)
    times = colander.SchemaNode(
        colander.Integer(), title="Combien de fois en tout", missing=None, validator=colander.Range(2, MOST),
        description=f"Si elle revient : un nombre, {MOST} au plus, ou une date juste en dessous.",
    )  # fmt: skip
    until = day(title="Ou jusqu'à quelle date", missing=None)
    skip_holidays = tick(title="Sauter les jours fériés")


class EditExchangeSchema(ExchangeSchema):
    """A session that exists."""

    scope = one_of(
        {THIS: "Cette rencontre seulement", FOLLOWING: "Cette rencontre et les suivantes de la série"},
        title="Que changer", default=THIS,
        description="Les suivantes où quelqu'un est déjà inscrit ne changent pas.",
    )  # fmt: skip
    version = version_node()


class CancelSchema(colander.MappingSchema):
    """Why a session does not take place."""

    reason = reason_node("rencontre")
    scope = one_of(
        {THIS: "Cette rencontre seulement", FOLLOWING: "Cette rencontre et toutes les suivantes de la série"},
        title="Que faut-il annuler", default=THIS,
    )  # fmt: skip


class AccountSchema(colander.MappingSchema):
    """What was spoken of, without names."""

    themes = colander.SchemaNode(
        colander.Set(), title="Thèmes", missing=frozenset(), validator=colander.ContainsOnly(list(THEMES)),
        widget=CheckboxChoiceWidget(values=list(THEMES.items())),
        description="Les personnes qui voient la rencontre verront ces thèmes.",
    )  # fmt: skip
    summary = words(
        1000, 5, title="En quelques mots, sans nom", missing="",
        description=f"{NO_NAMES} Les personnes présentes liront ces mots.",
    )  # fmt: skip


class FeedbackSchema(colander.MappingSchema):
    """What someone felt."""

    face = colander.SchemaNode(
        colander.String(), title="Comment était cette rencontre pour vous ?", validator=colander.OneOf(list(FACES)),
        widget=RadioChoiceWidget(values=list(FACES.items())),
    )  # fmt: skip
    words = words(
        600, 4, title="Quelques mots, si vous voulez", missing="",
        description=f"{NO_NAMES} On ne saura pas que ces mots sont de vous. Ils sont effacés après deux ans.",
    )  # fmt: skip


def tailored(schema: ExchangeSchema, facilitators: Choices, *, coordination: bool, association: bool) -> ExchangeSchema:
    """``schema`` with who may facilitate (public id, name), and only the questions of whoever organises.

    :param coordination: may be the coordination's; :param association: may be an association's.
    """
    # Its own nodes: instances share those of their class, hence the requests of other threads.
    schema = schema.clone()
    schema["facilitator"].widget = SelectWidget(values=[("", "Personne pour le moment"), *facilitators])
    schema["facilitator"].validator = colander.OneOf(["", *(public_id for public_id, _ in facilitators)])
    if not association:
        del schema["audience"]
    if not coordination:
        del schema["is_public"]
        kinds = {name: label for name, label in KINDS.items() if name != DAY}
        schema["kind"].widget = RadioChoiceWidget(values=list(kinds.items()))
        schema["kind"].validator = colander.OneOf(list(kinds))
    return schema


def with_organiser(schema: ExchangeSchema, organisers: Choices) -> ExchangeSchema:
    """Ask who organises, when the person may act for several."""
    if len(organisers) > 1:
        node = one_of(dict(organisers), title="Organisée par", name="organiser")
        schema.children.insert(0, node)
    return schema


def session_values(event: ExchangeSession) -> dict[str, Any]:
    """What the edit form shows."""
    names = ("title", "kind", "audience", "description", "starts_on", "begins", "ends", "remote", "place_name",
             "place_address", "commune_code", "joining", "facilitator_words", "capacity", "is_public")  # fmt: skip
    return {
        **{name: getattr(event, name) for name in names},
        "accesses": {one.name for one in event.accesses},
        "facilitator": event.facilitator.public_id if event.facilitator else "",
        "enrol_days": (event.starts_on - event.enrol_until).days,
        "scope": THIS,
    }
