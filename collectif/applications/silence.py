"""Applications nobody acts on: a reminder after 60 days, an end after 90, both announced; drafts go after 30."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pyramid.request import Request
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from ..db import now
from ..text import long_date
from .acts import SITE, Acts
from .models import Application, ApplicationLink
from .vocabulary import DRAFT_LIFE, EXPIRE_AFTER, REMIND_AFTER
from .workflow import OPEN_STATES

BATCH = 200
REMINDER = "Une candidature attend depuis 60 jours. Sans réponse, elle sera close le {day}."
EXPIRED = "Une candidature est close : personne n'a rien fait pendant 90 jours."


class Silences:
    """Running it again at any moment changes nothing more. Never commits."""

    def __init__(self, session: Session, acts: Acts):
        self._session = session
        self._acts = acts

    def remind(self) -> int:
        """Tell, once a silence, both the candidate and those who answer. :returns: how many applications."""
        since = now() - REMIND_AFTER
        silent = self._open(Application.last_action_at <= since, Application.reminded_at.is_(None))
        for application in silent:
            application.reminded_at = now()
            self._acts.keep(application, "remind", SITE)
            self._acts.record("applications.remind", application)
            day = long_date(now() + EXPIRE_AFTER - REMIND_AFTER)
            self._acts.tell_candidate(
                application, "application_reminder", day=day, yours=application.turn == "candidate"
            )
            self._acts.tell_handlers(application, REMINDER.format(day=day))
        return len(silent)

    def expire(self) -> int:
        """Close what stayed silent for thirty days after the reminder. :returns: how many applications."""
        reminded = now() - (EXPIRE_AFTER - REMIND_AFTER)
        silent = self._open(Application.last_action_at <= now() - EXPIRE_AFTER, Application.reminded_at <= reminded)
        for application in silent:
            self._acts.move(application, "expire", SITE)
            self._acts.tell_candidate(application, "application_expired")
            self._acts.tell_handlers(application, EXPIRED)
        return len(silent)

    def erase_drafts(self) -> int:
        """Erase drafts left alone for thirty days, with their links. :returns: how many."""
        old = select(Application.id).where(
            Application.state == "draft", Application.last_action_at <= self._forgotten()
        )
        ids = list(self._session.scalars(old.limit(BATCH).with_for_update()))
        self._session.execute(delete(ApplicationLink).where(ApplicationLink.application_id.in_(ids)))
        self._session.execute(delete(Application).where(Application.id.in_(ids)))
        return len(ids)

    def _forgotten(self) -> datetime:
        return now() - DRAFT_LIFE

    def _open(self, *conditions: ColumnElement[bool]) -> Sequence[Application]:
        """At most two hundred, locked: two runs at the same time do not both act."""
        waiting = select(Application).where(Application.state.in_(OPEN_STATES), *conditions)
        return self._session.scalars(waiting.order_by(Application.id).limit(BATCH).with_for_update()).all()


def remind(request: Request) -> int:
    return request.service(Silences).remind()


def expire(request: Request) -> int:
    return request.service(Silences).expire()


def erase_drafts(request: Request) -> int:
    return request.service(Silences).erase_drafts()
