"""A concerned reader approves a text in plain language: only then may the site call it FALC (domain, §9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..db import now
from ..errors import DomainError
from ..journal import Recorder
from ..security.identity import Identity
from ..text import today
from . import queries
from .models import TextApproval
from .pages import Page

NOT_WHOLE = "Une partie de cette page n'est pas un texte à relire : elle ne peut pas porter la mention FALC."
CHANGED = "Le texte publié a changé depuis que cette page est ouverte. Faites relire le nouveau texte."
ALREADY = "Ce texte est déjà approuvé."
TO_COME = "Donnez la date du jour où la personne a approuvé le texte : elle ne peut pas être à venir."
NO_NAME = "Écrivez le nom de la personne qui a approuvé le texte."


class Approvals:
    """Records and withdraws approvals in the name of ``identity``; every act is journalled, without any name."""

    def __init__(self, session: Session, recorder: Recorder, identity: Identity):
        self._session = session
        self._recorder = recorder
        self._identity = identity

    def record(self, page: Page, data: Mapping[str, Any]) -> TextApproval:
        """Keep that someone approved the plain text which is published.

        :param data: ``reader_name``, ``named``, ``approved_on``, ``read``: the fingerprint of the text they approved.
        :raises DomainError: it is another text, it is approved already, nobody is named, or the day is to come.
        """
        if not page.reviewed:
            raise DomainError(NOT_WHOLE)
        if not data["reader_name"]:
            raise DomainError(NO_NAME, "reader_name")
        if data["approved_on"] > today():
            raise DomainError(TO_COME, "approved_on")
        if data["read"] != queries.published_hash(self._session, page, locked=True):
            raise DomainError(CHANGED)
        if queries.approval(self._session, page, data["read"]):
            raise DomainError(ALREADY)
        made = TextApproval(
            page=page.route, plain_hash=data["read"], reader_name=data["reader_name"], named=data["named"],
            approved_on=data["approved_on"], recorded_by_id=self._identity.account_id,
        )  # fmt: skip
        try:
            with self._session.begin_nested():
                self._session.add(made)
        except IntegrityError:
            raise DomainError(ALREADY) from None
        self._record("site_text.approved", made)
        return made

    def withdraw(self, approval: TextApproval) -> None:
        """The text loses its label: the reader changed their mind, or it was recorded by mistake."""
        if approval.withdrawn_at is None:
            approval.withdrawn_at = now()
            self._session.flush()
            self._record("site_text.approval_withdrawn", approval)

    def forget_reader(self, approval: TextApproval) -> None:
        """Erase the reader's name; that someone approved the text stays."""
        approval.reader_name, approval.named = None, False
        self._session.flush()
        self._record("site_text.reader_erased", approval)

    def _record(self, act: str, approval: TextApproval) -> None:
        self._recorder.record(act, approval)
