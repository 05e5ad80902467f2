"""What the page that follows one action shows: milestones, indicators, and to each person what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup
from pyramid.request import Request

from ..charts import Line, line
from ..errors import NotAllowed
from ..quantities import quantity_words
from ..security.permissions import Permission
from ..text import plural, short_date
from . import follow_queries
from .closing import Closing, ReportView
from .follow_models import ActionIndicator, ActionMeasure, ActionMilestone
from .follow_resources import everyone_in
from .follow_schemas import DIRECTIONS
from .following import FOLLOWED_STATES
from .indicators import current, way_of
from .milestones import status_of
from .models import Action
from .progress import MilestonesDone


@dataclass(frozen=True)
class MilestoneRow:
    """One milestone as it is shown."""

    milestone: ActionMilestone
    chip: Markup
    when: str
    who: str
    may_finish: bool
    first: bool
    last: bool


@dataclass(frozen=True)
class MeasureRow:
    """One day of an indicator: its value now, what it was before, who noted it."""

    measure: ActionMeasure
    value: str
    who: str
    earlier: list[str]


class IndicatorView:
    """One indicator: where it starts, where it goes, where it is."""

    def __init__(self, indicator: ActionIndicator):
        self.indicator = indicator
        self.unit = indicator.unit
        self._standing = current(indicator.measures)
        self.latest = self._standing[-1] if self._standing else None
        self.progress = way_of(indicator).words(self.latest.value if self.latest else None)
        percent = way_of(indicator).percent(self.latest.value) if self.latest and self.latest.value is not None else 0
        self.percent = min(max(percent, 0), 100)

    @property
    def facts(self) -> list[tuple[str, str]]:
        one = self.indicator
        return [
            ("Point de départ", f"{quantity_words(one.baseline)} {one.unit}, le {short_date(one.baseline_on)}"),
            ("Objectif", f"{quantity_words(one.target)} {one.unit}, avant la fin du {short_date(one.target_on)}"),
            ("Sens", DIRECTIONS[one.direction]),
            ("Dernière mesure", self.latest_words),
        ]

    @property
    def latest_words(self) -> str:
        if self.latest is None or self.latest.value is None:
            return "Aucune mesure pour le moment"
        return f"{quantity_words(self.latest.value)} {self.unit}, le {short_date(self.latest.on_day)}"

    @property
    def line(self) -> Line | None:
        """The drawing, once there is something to draw."""
        if not self._standing:
            return None
        one = self.indicator
        values = [(one.baseline_on, one.baseline)]
        values += [(m.on_day, m.value) for m in self._standing if m.value is not None]
        said = f"De {quantity_words(one.baseline)} à {self.latest_words}. {self.progress}"
        return line(one.name, values, (one.target_on, one.target), one.unit, said)

    @property
    def rows(self) -> list[MeasureRow]:
        """The table under the drawing, the latest day first; a value that was replaced keeps its trace."""
        earlier = {one.id: one for one in self.indicator.measures}
        replaced = {one.replaces_id for one in earlier.values()}
        last = [one for one in earlier.values() if one.id not in replaced]
        return [self._row(one, earlier) for one in sorted(last, key=lambda one: (one.on_day, one.id), reverse=True)]

    @property
    def public_rows(self) -> list[tuple[str, str]]:
        """Days and values, without a word nor a name."""
        return [
            (short_date(one.on_day), f"{quantity_words(one.value)} {self.unit}")
            for one in reversed(self._standing) if one.value is not None
        ]  # fmt: skip

    def _row(self, measure: ActionMeasure, every: dict[int, ActionMeasure]) -> MeasureRow:
        trace, one = [], measure
        while one.replaces_id is not None:
            before = every[one.replaces_id]
            trace.append(f"{_value(before, self.unit)}, corrigé le {short_date(one.at)} : {one.comment}")
            one = before
        comment = measure.comment if measure.replaces_id is None else ""
        return MeasureRow(measure, _value(measure, self.unit), _who(measure), [comment, *trace] if comment else trace)


class FollowPage:
    """The follow-up of one action, as the person who asks may see and keep it."""

    def __init__(self, request: Request, action: Action):
        self._request = request
        self.action = action
        self.followed = action.state in FOLLOWED_STATES
        self.may_plan = self.followed and self._holds(action.proposing_organisation_id)
        self.may_measure = self.followed and any(map(self._holds, everyone_in(action)))
        self._reckoned_on = follow_queries.reckoned_on(action)
        self.may_publish = self.followed and bool(request.has_permission(Permission.PUBLISH_ACTION))

    @cached_property
    def milestones(self) -> list[MilestoneRow]:
        found = follow_queries.milestones(self._request.db, self.action.id)
        return [
            MilestoneRow(
                one, status_of(one, self._reckoned_on).chip, when(one), one.organisation.name,
                self.may_plan or (self.followed and self._holds(one.organisation_id)),
                rank == 0, rank == len(found) - 1,
            )
            for rank, one in enumerate(found)
        ]  # fmt: skip

    @property
    def progress(self) -> MilestonesDone:
        return MilestonesDone.of([row.milestone for row in self.milestones], self._reckoned_on)

    @cached_property
    def report(self) -> ReportView:
        return ReportView(self.action, public=False)

    @property
    def may_report(self) -> bool:
        """Whether this person may write the closing report now."""
        try:
            self._request.service(Closing).check(self.action)
        except NotAllowed:
            return False
        return self._holds(self.action.proposing_organisation_id)

    @property
    def photos_words(self) -> str:
        there = follow_queries.count_photos(self._request.db, self.action.id)
        return f"{plural(there, 'photo')}." if there else "Aucune photo pour le moment."

    @cached_property
    def indicators(self) -> list[IndicatorView]:
        return [IndicatorView(one) for one in follow_queries.indicators(self._request.db, self.action.id)]

    def _holds(self, organisation_id: int) -> bool:
        places = self._request.identity.organisations_for(Permission.FOLLOW_ACTION)
        return places is None or organisation_id in places


def when(milestone: ActionMilestone) -> str:
    """``Faite le 4 mars 2027`` or ``Avant la fin du 4 mars 2027``."""
    if milestone.done_on is not None:
        return f"Faite le {short_date(milestone.done_on)}"
    return f"Avant la fin du {short_date(milestone.due_on)}"


def _value(measure: ActionMeasure, unit: str) -> str:
    return "Aucune mesure" if measure.value is None else f"{quantity_words(measure.value)} {unit}"


def _who(measure: ActionMeasure) -> str:
    name = measure.account.display_name if measure.account else "Personne effacée"
    return f"{name}, {short_date(measure.at)}"
