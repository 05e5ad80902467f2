"""Accounts with mandates, and browsers signed in as them, through a real session and without the sign-in form."""

from __future__ import annotations

from typing import Any

import webtest
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy.orm import Session

from .. import session_factory
from ..accounts.models import Account, Mandate
from ..accounts.sessions import SESSION_KEY, SignInSessions
from ..db import Database
from ..organisations.models import Organisation
from ..security.permissions import Role
from ..settings import Settings
from ..text import sort_key, today
from .secrets import SECRETS


# Of applications under test: long enough, and worth nothing.
def signed_cookie(token: str, **more: Any) -> str:
    """The value of the cookie ``collectif`` for the session whose token is ``token``."""
    settings = Settings.load({**SECRETS, "collectif.environment": "test", "collectif.database_url": "sqlite://"}, {})
    request = Request.blank("/")
    session = session_factory(settings)(request)
    session.update({SESSION_KEY: token, **more})
    response = Response()
    for callback in request.response_callbacks:
        callback(request, response)
    return response.headers["Set-Cookie"].split("=", 1)[1].split(";", 1)[0]


class Browser(webtest.TestApp):
    """A browser of someone signed in; ``csrf`` is the token of its forms."""

    csrf = "0123456789abcdef0123456789abcdef01234567"

    def __init__(self, app: Any, session: str):
        super().__init__(app)
        self._session = session
        self.set_cookie("collectif", session)

    def twin(self) -> Browser:
        """Another window of the same person, for what happens at the same time."""
        return Browser(self.app, self._session)


class People:
    """Makes accounts with mandates, and browsers signed in as them."""

    def __init__(self, database: Database, app: Any):
        self._database = database
        self._app = app

    def account(self, role: Role | str, organisation: str | None = "apf77", **values: Any) -> str:
        """A new account holding ``role`` for ``organisation`` (slug). :returns: its public id."""
        with self._database.transaction() as session:
            account = self._make(session, Role(role), organisation, values)
            session.flush()
            return account.public_id

    def _make(self, session: Session, role: Role, organisation: str | None, values: dict[str, Any]) -> Account:
        place = session.query(Organisation).filter_by(slug=organisation).one() if organisation else None
        name = values.pop("display_name", f"Personne {role.value}")
        count = session.query(Account).count()
        account = Account(
            email=values.pop("email", f"{role.value}-{count}@test.example"),
            display_name=name,
            sort_name=sort_key(name),
            **values,
        )
        account.mandates.append(Mandate(role=role, organisation=place, starts_on=today()))
        session.add(account)
        return account

    def sign_in(self, public_id: str) -> Browser:
        """A browser signed in as this account."""
        with self._database.transaction() as session:
            account = session.query(Account).filter_by(public_id=public_id).one()
            token = SignInSessions(session).open(account, "Test")
        return Browser(self._app, signed_cookie(token, _csrft_=Browser.csrf))

    def browser(self, role: Role | str, organisation: str | None = "apf77", **values: Any) -> Browser:
        """A browser signed in as a new person holding ``role``."""
        return self.sign_in(self.account(role, organisation, **values))
