"""Indicators of an action: what is measured, its values day after day, and every correction of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..security.identity import Identity
from ..security.permissions import Permission
from ..text import short_date, today
from .follow_models import ActionIndicator, ActionMeasure
from .following import Following, check_followed, refuse
from .models import Action
from .progress import Way

MOST = 20
TOO_MANY = f"Une action a {MOST} indicateurs au plus. Retirez celui qui ne sert plus."
WRONG_WAY = "L'objectif est du mauvais côté du point de départ : changez l'un des deux, ou le sens."
TOO_SOON = "L'objectif vient après le point de départ. Vérifiez les deux dates."
IN_THE_FUTURE = "Ce jour n'est pas encore passé. Donnez le jour de la mesure."
BEFORE_THE_START = "Ce jour est avant le point de départ. Vérifiez la date."
ALREADY_CORRECTED = "Cette mesure a déjà été corrigée. Rouvrez la page de suivi pour voir la nouvelle."
SAME = "Cette valeur est celle qui est déjà notée."


def way_of(indicator: ActionIndicator) -> Way:
    return Way(indicator.baseline, indicator.target, indicator.direction)


def current(measures: Sequence[ActionMeasure]) -> list[ActionMeasure]:
    """The measures that stand, by day: nothing replaces them, and they have a value."""
    replaced = {one.replaces_id for one in measures}
    return [one for one in measures if one.id not in replaced and one.value is not None]


class Indicators(Following):
    """Keeps indicators and their measures, in the name of ``identity``."""

    def __init__(self, session: Any, journal: Any, identity: Identity):
        super().__init__(session, journal)
        self._identity = identity

    def add(self, action: Action, data: Mapping[str, Any]) -> ActionIndicator:
        """:param data: what :class:`~collectif.actions.follow_schemas.IndicatorSchema` gives.

        :raises DomainError: target and baseline do not go together, or there are too many indicators.
        """
        check_followed(action)
        refuse(len(action.indicators) >= MOST, TOO_MANY)
        indicator = ActionIndicator()
        self._write(indicator, data)
        action.indicators.append(indicator)
        self._keep("indicator_added", action, indicator)
        return indicator

    def edit(self, indicator: ActionIndicator, data: Mapping[str, Any]) -> None:
        """Change what is measured. Whoever does not publish takes it off the site by doing so (rule 13).

        :raises DomainError: target and baseline do not go together, or a measure is older than the baseline.
        """
        check_followed(indicator.action)
        first = min((one.on_day for one in current(indicator.measures)), default=None)
        refuse(first and data["baseline_on"] > first, OLDER.format(first and short_date(first)), "baseline_on")
        self._write(indicator, data)
        indicator.published = indicator.published and self._publishes
        self._keep("indicator_edited", indicator.action, indicator)

    def remove(self, indicator: ActionIndicator) -> None:
        """Measure it no more: its measures go with it."""
        action = indicator.action
        check_followed(action)
        self._keep("indicator_removed", action, indicator)
        action.indicators.remove(indicator)
        self._session.flush()

    def publish(self, indicator: ActionIndicator, *, shown: bool) -> None:
        """Show it to the public with the action, its measures to come included; or no more."""
        check_followed(indicator.action)
        indicator.published = shown
        self._keep("indicator_published" if shown else "indicator_withdrawn", indicator.action, indicator)

    def measure(self, indicator: ActionIndicator, data: Mapping[str, Any]) -> ActionMeasure:
        """A value, on a day that has none. :raises DomainError: the day is to come, too old, or has a value."""
        check_followed(indicator.action)
        on_day = data["on_day"]
        refuse(on_day > today(), IN_THE_FUTURE, "on_day")
        refuse(on_day < indicator.baseline_on, BEFORE_THE_START, "on_day")
        taken = [one for one in current(indicator.measures) if one.on_day == on_day]
        refuse(taken, f"Le {short_date(on_day)} a déjà une mesure : corrigez-la plutôt.", "on_day")
        return self._note(indicator, on_day=on_day, value=data["value"], comment=data["comment"])

    def correct(self, measure: ActionMeasure, data: Mapping[str, Any]) -> ActionMeasure:
        """Another value for the same day, or none at all; the earlier one stays to be read.

        :raises DomainError: someone has corrected it already, or nothing would change.
        """
        indicator = measure.indicator
        check_followed(indicator.action)
        refuse(measure not in current(indicator.measures), ALREADY_CORRECTED)
        refuse(data["value"] == measure.value, SAME, "value")
        return self._note(indicator, on_day=measure.on_day, value=data["value"], comment=data["comment"],
                          replaces_id=measure.id)  # fmt: skip

    @property
    def _publishes(self) -> bool:
        return self._identity.organisations_for(Permission.PUBLISH_ACTION) is None

    def _note(self, indicator: ActionIndicator, **values: Any) -> ActionMeasure:
        measure = ActionMeasure(account_id=self._identity.account_id, **values)
        indicator.measures.append(measure)
        act = "measure_corrected" if measure.replaces_id else "measured"
        self._keep(act, indicator.action, measure)
        return measure

    def _write(self, indicator: ActionIndicator, data: Mapping[str, Any]) -> None:
        way = Way(data["baseline"], data["target"], data["direction"])
        refuse(not way.consistent, WRONG_WAY, "target")
        refuse(data["target_on"] < data["baseline_on"], TOO_SOON, "target_on")
        for name in ("name", "unit", "direction", "baseline", "baseline_on", "target", "target_on"):
            setattr(indicator, name, data[name])


OLDER = "Une mesure date du {} : le point de départ ne peut pas venir après. Corrigez d'abord cette mesure."
