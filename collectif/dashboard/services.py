"""The first page after sign-in, collected from every room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pyramid.registry import Registry
from sqlalchemy.orm import Session

from ..extension import Extensions
from ..security.identity import Identity
from ..security.permissions import Role
from . import cards, events, tasks
from .changes import changes, sees_files
from .pieces import Card, Coming, Figure, News, Task

NOTHING = {
    Role.COORDINATOR: "Aucune action à instruire ou à publier, aucune candidature à confier à une association.",
    Role.STRUCTURE_REFERENT: "Vous verrez ici les candidatures à lire et les actions à compléter.",
    Role.COLLECTIVE_MEMBER: "Vous verrez ici les actions de votre organisation à compléter.",
    Role.PEER: "Prenez soin de vous. Votre fiche est un peu plus bas.",
    Role.TRAINER: "Personne n'attend rien de vous pour le moment.",
    Role.ADMIN: "Les extensions marchent et les courriers partent.",
    Role.AUDITOR: "Le journal reste ouvert à votre lecture.",
}
"""What to read when nothing waits, for the first of one's roles in this order."""


@dataclass(frozen=True)
class Dashboard:
    """What one person sees first; nothing at all comes from other people's rooms."""

    tasks: list[Task]
    nothing: str
    figures: list[Figure]
    cards: list[Card]
    coming: list[Coming]
    news: list[News]
    follows: bool


class Dashboards:
    """Collects dashboards: a fixed number of queries for each role.

    :param registry: where rooms have said what they bring. :param started: when the application started.
    """

    def __init__(self, registry: Registry, session: Session, extensions: Extensions, started: datetime):
        self._registry = registry
        self._session = session
        self._extensions = extensions
        self._started = started

    def of(self, identity: Identity) -> Dashboard:
        session = self._session
        return Dashboard(
            tasks=self._tasks(identity),
            nothing=next((words for role, words in NOTHING.items() if identity.has_role(role)), ""),
            figures=cards.figures(session, identity),
            cards=self._cards(identity),
            coming=events.coming(self._registry, session, identity),
            news=changes(session, identity),
            follows=sees_files(identity),
        )

    def _tasks(self, identity: Identity) -> list[Task]:
        session = self._session
        found = [
            *tasks.extensions(self._extensions, identity, self._started),
            *tasks.mails(session, identity),
            *tasks.mandates(session, identity),
            *tasks.charter(session, identity),
            *tasks.path(session, identity),
            *tasks.actions(session, identity),
            *tasks.meetings(session, identity),
            *tasks.trainings(session, identity),
            *tasks.exchanges(session, identity),
            *tasks.applications(session, identity),
            *tasks.texts(session, identity),
        ]
        return sorted(found, key=lambda task: task.since)

    def _cards(self, identity: Identity) -> list[Card]:
        session = self._session
        return [
            *cards.own_file(session, identity),
            *cards.unread_news(session, identity),
            *cards.associations(session, identity),
            *cards.collective(identity),
            *cards.installation(identity),
        ]
