"""The follow-up of one action of the small world: a milestone, an indicator and its measure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.actions.follow_models import ActionIndicator, ActionMeasure, ActionMilestone
from collectif.actions.models import Action

Values = dict[str, dict[str, str]]
STATE = "running"


def follow_up_of(session: Session, accounts: Mapping[str, Account]) -> Values:
    """Write it. :returns: the parameters of each route's address."""
    action = session.scalars(select(Action).filter_by(state=STATE)).one()
    here = {"public_id": action.public_id}
    planned = _milestone(action)
    indicator = _indicator(action, accounts["referent"])
    session.flush()
    measured = {**here, "indicator": indicator.public_id, "measure": indicator.measures[0].public_id}
    milestone = {**here, "milestone": planned.public_id}
    return {
        **dict.fromkeys(("action_follow", "milestone_add", "indicator_add"), here),
        **{f"milestone_{name}": milestone for name in ("edit", "remove", "up", "down", "done", "reopen")},
        **{f"indicator_{name}": measured for name in ("edit", "remove", "publish", "withdraw")},
        **{f"measure_{name}": measured for name in ("add", "correct")},
    }


def _milestone(action: Action) -> ActionMilestone:
    milestone = ActionMilestone(
        title="Réserver la salle", due_on=date(2026, 3, 1), done_on=date(2026, 2, 20), position=1,
        organisation_id=action.proposing_organisation_id,
    )  # fmt: skip
    action.milestones.append(milestone)
    return milestone


def _indicator(action: Action, account: Account) -> ActionIndicator:
    indicator = ActionIndicator(
        name="Personnes venues", unit="personnes", baseline=Decimal(0), baseline_on=date(2026, 1, 1),
        target=Decimal(40), target_on=date(2027, 12, 31), published=True,
    )  # fmt: skip
    indicator.measures = [ActionMeasure(on_day=date(2026, 2, 1), value=Decimal("12.5"), account_id=account.id)]
    action.indicators.append(indicator)
    return indicator
