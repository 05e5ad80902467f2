"""The follow-up of one action of the small world: a milestone, an indicator and its measure."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.actions.follow_models import (
    ActionIndicator,
    ActionMeasure,
    ActionMilestone,
    ActionPhoto,
    ActionPicture,
)
from collectif.actions.models import Action
from collectif.library.models import StoredContent
from collectif.library.sealing import Sealed, seal
from collectif.library.storage import FolderStorage

Values = dict[str, dict[str, str]]
STATE = "running"
PICTURE = b"\xff\xd8\xff\xd9"
_DIGEST = hashlib.sha256(PICTURE).hexdigest()
CONTENT = Sealed(f"{_DIGEST}.0123456789abcdef", _DIGEST, len(PICTURE), "6b" * 32)


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
        **_of_photos(session, action),
        "report_write": here,
        "report_pdf": here,
        "public_report_pdf": {"slug": "action-reviewed"},
    }


def _of_photos(session: Session, action: Action) -> Values:
    """A photo of the action, which the public sees; what it contains is the world's one content."""
    content = StoredContent(sha256=CONTENT.sha256, name=CONTENT.name, size=CONTENT.size, key=CONTENT.key)
    photo = ActionPhoto(
        position=1, alt="Une salle", credit="APF 77", agreed=True, published=True, published_at=action.published_at,
        pictures=[ActionPicture(width=480, height=320, content=content)],
    )  # fmt: skip
    action.photos.append(photo)
    session.flush()
    one = {"public_id": action.public_id, "photo": photo.public_id}
    names = ("edit", "remove", "before", "after", "publish", "withdraw")
    return {
        "action_photos": one, "photo_add": one, **{f"photo_{name}": one for name in names},
        "photo_file": {**one, "width": "480"},
        "action_photo": {"slug": action.slug or "", "photo": photo.public_id, "width": "480"},
    }  # fmt: skip


def write_picture(folder: Path) -> None:
    """The content of the world's photo: it is served, never decoded."""
    FolderStorage(folder).put(CONTENT.name, seal(io.BytesIO(PICTURE), CONTENT.sha256, CONTENT.key))


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
