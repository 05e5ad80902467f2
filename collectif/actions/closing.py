"""The closing report of an action: what it gave, for how many people, at what cost; on a page and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..errors import NotAllowed
from ..security.identity import Identity
from ..security.permissions import Permission
from ..text import number
from .follow_models import ActionReport
from .following import Following
from .models import Action
from .words import paragraphs

WRITTEN_STATES = ("published", "running")
"""When the organisation that proposes the action prepares its report; once it is public, only the coordination."""

REPORT_FIELDS = ("participants", "peers", "partners", "cost", "cost_public", "learned", "next_steps")
NOT_NOW = "Le bilan s'écrit quand l'action est publiée ou en cours."
PUBLIC_ALREADY = "Le bilan est public : seule la coordination le corrige."


def report_values(action: Action) -> dict[str, Any]:
    """What the forms about the report show."""
    report = action.report or ActionReport()
    values = {f"report_{name}": getattr(report, name) for name in REPORT_FIELDS}
    return {"results": action.results, **{name: value for name, value in values.items() if value is not None}}


def write_report(action: Action, data: Mapping[str, Any]) -> None:
    """Put in the action's report what ``data`` says of it."""
    action.results = data["results"]
    report = action.report or ActionReport()
    for name in REPORT_FIELDS:
        if f"report_{name}" in data:
            setattr(report, name, data[f"report_{name}"])
    action.report = report


class Closing(Following):
    """Prepares the report, in the name of ``identity``. The move ``review`` publishes it."""

    def __init__(self, session: Any, journal: Any, identity: Identity):
        super().__init__(session, journal)
        self._identity = identity

    def check(self, action: Action) -> None:
        """:raises NotAllowed: not this person's to write, or not now."""
        publishes = self._identity.organisations_for(Permission.PUBLISH_ACTION) is None
        if action.state == "reviewed" and not publishes:
            raise NotAllowed(PUBLIC_ALREADY)
        if action.state not in (*WRITTEN_STATES, "reviewed"):
            raise NotAllowed(NOT_NOW)

    def write(self, action: Action, data: Mapping[str, Any]) -> None:
        """:param data: what :class:`~collectif.actions.closing_schemas.ReportSchema` gives."""
        self.check(action)
        write_report(action, data)
        self._keep("report_written", action)


class ReportView:
    """A report as people read it. ``public``: only what the public may."""

    def __init__(self, action: Action, *, public: bool):
        self._report = action.report or ActionReport()
        self._public = public
        self.results = paragraphs(action.results)
        self.learned = paragraphs(self._report.learned or "")
        self.next_steps = paragraphs(self._report.next_steps or "")

    @property
    def facts(self) -> list[tuple[str, str]]:
        report = self._report
        found = [
            ("Personnes venues", number(report.participants) if report.participants is not None else ""),
            ("Pair-aidants engagés", number(report.peers) if report.peers is not None else ""),
            ("Avec", report.partners or ""),
            ("Coût", self._cost()),
        ]
        return [(term, value) for term, value in found if value]

    @property
    def empty(self) -> bool:
        return not (self.facts or self.results or self.learned or self.next_steps)

    @property
    def parts(self) -> list[tuple[str, list[str]]]:
        """Titles and paragraphs, those that have some."""
        parts = [("Ce que l'action a donné", self.results), ("Ce que nous retenons", self.learned),
                 ("La suite", self.next_steps)]  # fmt: skip
        return [(title, words) for title, words in parts if words]

    def _cost(self) -> str:
        report = self._report
        if report.cost is None or (self._public and not report.cost_public):
            return ""
        hidden = "" if self._public or report.cost_public else " (le public ne le lit pas)"
        return f"{euros(report.cost)}{hidden}"


def euros(amount: Decimal) -> str:
    """``1 250,50 €``; without cents when there are none."""
    return f"{number(amount, 0 if amount == int(amount) else 2)}\u00a0€"  # type: ignore[arg-type]
