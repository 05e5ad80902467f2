"""The closing report on paper: a tagged PDF that screen readers can follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..documents import Table, TableColumn
from ..documents.export import Document
from ..documents.paper import Block, Facts, Heading, Items, Paragraph, Small, paper_pdf
from ..text import capitalised, short_date, today
from .closing import ReportView
from .follow_models import ActionMilestone, ActionPhoto
from .follow_page import IndicatorView
from .follow_queries import reckoned_on
from .models import Action
from .photos import shown
from .progress import MilestonesDone
from .vocabulary import axis_label, kind_label
from .words import period

OWNER = "Collectif pair-aidance 77"
NOT_PUBLIC = "Ce bilan n'est pas public : il sert au collectif."


def report_pdf(action: Action, indicators: Sequence[IndicatorView], *, public: bool) -> Document:
    """:param indicators: those this reader may see; ``public``: only what the public may read."""
    blocks = [*_head(action, public), *_report(action, public), *_measured(indicators)]
    if not public:
        blocks += _steps(action)
    blocks += _credits(action.photos, public)
    name = f"bilan-{action.slug if public else action.public_id}"
    return paper_pdf(f"Bilan : {action.title}", OWNER, blocks, today(), name)


def _head(action: Action, public: bool) -> Iterator[Block]:
    organisations = [action.proposing_organisation.name, *(one.name for one in action.organisations)]
    facts = [
        ("Dates", capitalised(period(action.starts_on, action.ends_on))),
        ("Lieu", action.commune.name if action.commune else "Tout le département"),
        ("Organisations", ", ".join(dict.fromkeys(organisations))),
        ("Public", action.audience),
        ("Nature", kind_label(action.kind)),
        ("Axe", axis_label(action.axis)),
        ("Validée par le collectif", decided(action)),
    ]
    if action.fictional:
        yield Small("Cette action est inventée, pour la démonstration.")
    if not public and action.state != "reviewed":
        yield Small(NOT_PUBLIC)
    yield Facts([(term, value) for term, value in facts if value])
    if action.summary:
        yield Paragraph(action.summary)


def decided(action: Action) -> str:
    """``le 14 janvier 2027 (Décision 2027-03, réunion du 14 janvier 2027)``."""
    if action.decided_on is None:
        return ""
    reference = f" ({action.decision_reference})" if action.decision_reference else ""
    return f"le {short_date(action.decided_on)}{reference}"


def _report(action: Action, public: bool) -> Iterator[Block]:
    report = ReportView(action, public=public)
    if report.facts:
        yield Heading("En chiffres")
        yield Facts(report.facts)
    for title, words in report.parts:
        yield Heading(title)
        yield from map(Paragraph, words)


def _measured(indicators: Sequence[IndicatorView]) -> Iterator[Block]:
    if not indicators:
        return
    yield Heading("Ce que nous avons mesuré")
    for view in indicators:
        yield Heading(view.indicator.name, 2)
        yield Paragraph(view.progress)
        yield Facts(view.facts)
        if view.public_rows:
            columns = (TableColumn("Jour"), TableColumn("Valeur"))
            yield Table(f"Mesures : {view.indicator.name}", columns, view.public_rows)


def _steps(action: Action) -> Iterator[Block]:
    if not action.milestones:
        return
    yield Heading("Les étapes")
    yield Paragraph(MilestonesDone.of(action.milestones, reckoned_on(action)).words)
    yield Items([f"{one.title} : {_done(one)}" for one in action.milestones])


def _done(milestone: ActionMilestone) -> str:
    return f"faite le {short_date(milestone.done_on)}" if milestone.done_on else "pas faite"


def _credits(photos: Sequence[ActionPhoto], public: bool) -> Iterator[Block]:
    seen = [one for one in shown(photos) if one.published or not public]
    if seen:
        yield Heading("Photos")
        yield Items([f"{one.alt}. Photo : {one.credit}" for one in seen])
