"""Forms of the follow-up: milestones, indicators and their measures."""

from __future__ import annotations

from typing import Any

import colander
from deform.widget import RadioChoiceWidget

from ..editing import version_node
from ..fields import day, one_of, words
from ..organisations.models import Organisation
from ..quantities import quantity_node
from ..text import today
from .follow_models import ActionIndicator, ActionMilestone

NO_NAMES = "Ne citez aucune personne."
DIRECTIONS = {"up": "Plus le nombre est grand, mieux c'est", "down": "Plus le nombre est petit, mieux c'est"}


class ConfirmSchema(colander.MappingSchema):
    """Nothing to answer: the button confirms, for what was read."""

    version = version_node()


class MilestoneSchema(colander.MappingSchema):
    """One milestone: what, before which day, by which organisation of the action."""

    title = words(160, title="L'étape", description=f"Quelques mots : « Réserver la salle ». {NO_NAMES}")
    due_on = day(title="À faire avant la fin du")
    organisation = colander.SchemaNode(colander.String(), title="Qui s'en charge")


class EditMilestoneSchema(MilestoneSchema):
    """A milestone that is there already."""

    version = version_node()


def milestone_schema(schema: MilestoneSchema, organisations: list[Organisation]) -> MilestoneSchema:
    """``schema`` with the organisations that take part; the only one is not asked for, it is chosen."""
    choices = [(one.slug, one.name) for one in organisations]
    node = schema["organisation"]
    node.widget, node.validator = RadioChoiceWidget(values=choices), colander.OneOf([slug for slug, _ in choices])
    node.default = choices[0][0]
    return schema


def milestone_values(milestone: ActionMilestone) -> dict[str, Any]:
    return {"title": milestone.title, "due_on": milestone.due_on, "organisation": milestone.organisation.slug}


class DoneSchema(colander.MappingSchema):
    """When a milestone was done."""

    done_on = day(title="Faite le")


class IndicatorSchema(colander.MappingSchema):
    """What is measured, from where to where."""

    name = words(
        120, title="Ce que l'on mesure", description=f"Par exemple : « Personnes venues aux rencontres ». {NO_NAMES}"
    )
    unit = words(40, title="Unité", description="Ce que l'on compte : personnes, heures, jours, %, euros…")
    direction = one_of(DIRECTIONS, title="Dans quel sens", default="up")
    baseline = quantity_node(title="Point de départ", description="La valeur au début. Zéro, s'il n'y avait rien.")
    baseline_on = day(title="Jour du point de départ")
    target = quantity_node(title="Objectif", description="La valeur que vous voulez atteindre.")
    target_on = day(title="Objectif à atteindre avant la fin du")


class EditIndicatorSchema(IndicatorSchema):
    """An indicator that is there already."""

    version = version_node()


INDICATOR_FIELDS = ("name", "unit", "direction", "baseline", "baseline_on", "target", "target_on")


def indicator_values(indicator: ActionIndicator) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in INDICATOR_FIELDS}


class MeasureSchema(colander.MappingSchema):
    """One value, one day."""

    on_day = day(title="Jour de la mesure")
    value = quantity_node(title="Valeur")
    comment = words(300, 2, title="Remarque", missing="", description=f"D'où vient ce nombre ? {NO_NAMES}")


class CorrectionSchema(colander.MappingSchema):
    """Another value for the same day, or none."""

    value = quantity_node(
        title="Bonne valeur", missing=None, description="Laissez vide s'il n'y a eu aucune mesure ce jour-là."
    )
    comment = words(
        300, 2, title="Pourquoi vous la corrigez", description=f"Tout le collectif peut le lire. {NO_NAMES}"
    )


def measure_start() -> dict[str, Any]:
    """What the form of a new measure shows first."""
    return {"on_day": today()}
