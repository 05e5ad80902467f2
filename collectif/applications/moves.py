"""The page of each move of the intranet: its address, what it asks, and the words around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import colander
from pyramid.request import Request

from ..forms import Done, Form
from . import schemas
from .models import Application
from .services import EditedMeanwhile


@dataclass(frozen=True)
class MovePage:
    """One move as people meet it.

    :param path: last word of the address. :param lead: what will happen; :param done: what has happened.
    :param schema: a request → the schema of its form.
    """

    path: str
    lead: str
    done: str
    schema: Callable[[Request], colander.SchemaNode]


def routing(request: Request) -> colander.SchemaNode:
    return schemas.routing_schema(schemas.association_choices(request.db))


MOVE_PAGES = {
    "admit": MovePage(
        "recevable",
        "La candidature est complète et correspond au profil. La personne est prévenue. Il vous reste à la rencontrer, "
        "puis à dire si vous la parrainez.",
        "La candidature est recevable. La personne est prévenue.",
        lambda request: schemas.MoveSchema(),
    ),
    "ask_complement": MovePage(
        "completer",
        "La personne reçoit un lien, complète ses réponses et vous renvoie sa candidature.",
        "Le complément est demandé. La personne est prévenue.",
        lambda request: schemas.ComplementSchema(),
    ),
    "route": MovePage(
        "confier",
        "L'association la lit et y répond. Si une autre association l'avait, elle ne la voit plus. La personne est "
        "prévenue.",
        "La candidature est confiée à l'association. Elle est prévenue.",
        routing,
    ),
    "refuse": MovePage(
        "refuser",
        "La personne est prévenue et lit vos mots. Elle peut candidater de nouveau. Vous ne pourrez pas revenir sur "
        "cette décision.",
        "La candidature est refusée. La personne est prévenue.",
        lambda request: schemas.RefusalSchema(),
    ),
    "withdraw": MovePage(
        "retirer",
        "À choisir quand la personne vous a dit, autrement que sur le site, qu'elle renonce. Elle peut candidater de "
        "nouveau.",
        "La candidature est retirée.",
        lambda request: schemas.WithdrawalSchema(),
    ),
}


class VersionedForm:
    """The form of a move: of two people who decide at the same time, the second is told and confirms."""

    def __init__(self, form: Form, application: Application):
        self._form = form.fill({"version": str(application.version)})
        self._application = application

    def handle(self, act: Callable[[Any], Any]) -> Done | None:
        """As :meth:`Form.handle`; once someone has been told about a change, sending again confirms over it."""
        return self._form.handle(lambda data: self._attempt(act, data))

    def _attempt(self, act: Callable[[Any], Any], data: Any) -> Any:
        try:
            return act(data)
        except EditedMeanwhile:
            self._form["version"].cstruct = str(self._application.version)
            raise
