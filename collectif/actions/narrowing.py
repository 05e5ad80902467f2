"""What open data, the fragment and the API may be asked about public actions: the parameters and what each keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select

from ..parameters import Choice, Parameter, WholeNumber, fixed
from ..territory.queries import sector_slugs
from . import public
from .listings import in_sector, in_year, of_organisation
from .models import Action
from .vocabulary import AXES, KINDS
from .workflow import PUBLIC_STATES


@dataclass(frozen=True)
class Narrowing:
    """One parameter, and the public actions that each of its values keeps."""

    parameter: Parameter
    condition: Callable[[Any], ColumnElement[bool]]


NARROWINGS = (
    Narrowing(
        WholeNumber("axe", "L'axe de la démarche « Réponse accompagnée pour tous ».", 3, min(AXES), max(AXES)),
        lambda axis: Action.axis == axis,
    ),
    Narrowing(Choice("nature", "La nature de l'action.", "group", fixed(*KINDS)), lambda kind: Action.kind == kind),
    Narrowing(
        WholeNumber("annee", "L'année du premier jour de l'action.", 2027, 2000, 2100), lambda year: in_year(str(year))
    ),
    Narrowing(
        Choice(
            "secteur",
            "Un secteur du département : les actions de ses communes, et celles de tout le département.",
            "meaux", sector_slugs,
        ),
        in_sector,
    ),
    Narrowing(
        Choice(
            "organisation", "Une organisation qui propose l'action ou y participe.", "apf77", public.organiser_choices
        ),
        of_organisation,
    ),
    Narrowing(
        Choice("etat", "Où en est l'action.", "published", fixed(*PUBLIC_STATES)), lambda state: Action.state == state
    ),
)  # fmt: skip
PARAMETERS = tuple(narrowing.parameter for narrowing in NARROWINGS)


def narrowed(values: Mapping[str, Any]) -> Select[Any]:
    """The public actions that the values of :data:`PARAMETERS` keep; ``None`` keeps all."""
    rows = public.statement()
    for narrowing in NARROWINGS:
        value = values[narrowing.parameter.name]
        if value is not None:
            rows = rows.where(narrowing.condition(value))
    return rows
