"""The form of the closing report (domain, « Action » form: peers, participants, partners, cost, results)."""

from __future__ import annotations

import colander
from deform.widget import CheckboxWidget, TextInputWidget

from ..editing import version_node
from ..fields import words
from ..quantities import quantity_node
from .schemas import NO_NAMES, VersionSchema

MOST = 1_000_000
PARAGRAPHS = "Laissez une ligne vide entre deux paragraphes."


class NumberWidget(TextInputWidget):
    inputmode = "numeric"


def people(title: str, description: str = "") -> colander.SchemaNode:
    """A number of people, or nothing when nobody counted."""
    return colander.SchemaNode(
        colander.Integer(), title=title, description=description, missing=None, widget=NumberWidget(),
        validator=colander.Range(0, MOST),
    )  # fmt: skip


class ReportFields(colander.MappingSchema):
    """What a report says."""

    results = words(
        6000, 10, title="Ce que l'action a donné",
        description=f"Ce qui a été fait, et ce que cela a changé. {PARAGRAPHS} {NO_NAMES}",
    )  # fmt: skip
    report_participants = people("Personnes venues", "Laissez vide si personne n'a compté.")
    report_peers = people("Pair-aidants engagés")
    report_partners = words(600, 2, title="Avec qui", missing="", description="Les partenaires, en toutes lettres.")
    report_cost = quantity_node(
        title="Coût, en euros", missing=None,
        validator=colander.Range(min=0, min_err="Un coût est de zéro ou plus."),
    )  # fmt: skip
    report_cost_public = colander.SchemaNode(
        colander.Boolean(), title="Le public peut lire le coût", missing=False, widget=CheckboxWidget()
    )
    report_learned = words(6000, 6, title="Ce que nous retenons", missing="", description=PARAGRAPHS)
    report_next_steps = words(
        3000, 4, title="La suite", missing="", description="Ce qui continue, ce qui reste à faire."
    )


class ReportSchema(ReportFields):
    """The report as the organisation prepares it."""

    version = version_node()


class PublishedReportSchema(ReportFields, VersionSchema):
    """The report as the coordination publishes it."""
