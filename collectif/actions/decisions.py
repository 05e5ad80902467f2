"""Validation of an action by a decision of the collective: the vote is the author, no person is (rule 13)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ..db import now
from ..journal import Recorder
from .models import Action, ActionStep
from .workflow import WORKFLOW


class CollectiveDecisions:
    """What the room that takes decisions asks of this one. Never commits."""

    def __init__(self, session: Session, journal: Recorder):
        self._session = session
        self._journal = journal

    def validate(self, action: Action, decided_on: date, reference: str) -> None:
        """Move ``action`` from examined to validated, under ``reference`` (160 characters at most).

        :raises DomainError: it is not examined.
        """
        self._journal.record("actions.validate", action, organisation=action.proposing_organisation.slug)
        WORKFLOW.move(action, "validate")
        action.validated_by_id, action.decided_on, action.decision_reference = None, decided_on, reference
        action.steps.append(ActionStep(name="validate", at=now(), comment=reference))
        self._session.flush()
