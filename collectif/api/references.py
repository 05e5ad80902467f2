"""The lists that other answers point to: axes, kinds, states, sectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from ..actions.vocabulary import AXES, KINDS
from ..actions.workflow import PUBLIC_STATES, WORKFLOW
from ..parameters import Parameter
from ..territory.queries import sector_choices
from . import shapes as s
from .operations import PAGES, Asked, Collection, whole
from .shapes import Property, Shape, same

Terms = Callable[[Session], Sequence[tuple[Any, str]]]
LABEL = Property("label", s.text("Ce que les personnes lisent."), same("label"))
NUMBERED = Shape("TermeNumerote", "Un élément d'une liste, par son numéro.", (
    Property("id", s.whole("Son numéro, qu'attend le paramètre du même nom.", 3), same("id")), LABEL,
))  # fmt: skip
NAMED = Shape("Terme", "Un élément d'une liste.", (
    Property("id", s.text("Son identifiant, qu'attend le paramètre du même nom.", "group"), same("id")), LABEL,
))  # fmt: skip
STATES = [(name, WORKFLOW.status(name).label) for name in PUBLIC_STATES]


def reference(route: str, name: str, title: str, description: str, terms: Terms, shape: Shape = NAMED) -> Collection:
    """A list of identifiers and words."""

    def find_page(asked: Asked) -> Any:
        return whole([SimpleNamespace(id=key, label=label) for key, label in terms(asked.session)], asked)

    parameters: tuple[Parameter, ...] = PAGES
    return Collection(route, f"/{name}", title, description, shape, find_page, parameters=parameters, name=name)


OPERATIONS = (
    reference("api_axes", "axes", "Les axes", "Ceux de la démarche « Réponse accompagnée pour tous ».",
              lambda session: list(AXES.items()), NUMBERED),
    reference("api_kinds", "natures", "Les natures d'actions", "Ce qu'une action peut être.",
              lambda session: list(KINDS.items())),
    reference("api_states", "etats", "Les états d'une action publiée", "Où en est une action.",
              lambda session: STATES),
    reference("api_sectors", "secteurs", "Les secteurs du département",
              "Chaque commune est dans un secteur. La partition peut changer.", sector_choices),
)  # fmt: skip
