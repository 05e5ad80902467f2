"""What the pages of the accounts room are about."""

from __future__ import annotations

from pyramid.authorization import DENY_ALL, Allow, Authenticated
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from sqlalchemy import select

from ..security.acl import acl
from ..security.permissions import Permission
from .models import Account, Mandate


class OwnAccount:
    """One's own account: open to whoever is signed in, even without a mandate in force."""

    __acl__ = [(Allow, Authenticated, Permission.USE_INTRANET), DENY_ALL]

    def __init__(self, request: Request):
        self.request = request


class AccountContext:
    """An account, for those who manage accounts."""

    def __init__(self, account: Account):
        self.account = account
        self.__acl__ = acl()

    @classmethod
    def from_request(cls, request: Request) -> AccountContext:
        return cls(_account(request))


class MandateContext(AccountContext):
    """A mandate of that account."""

    def __init__(self, mandate: Mandate):
        super().__init__(mandate.account)
        self.mandate = mandate

    @classmethod
    def from_request(cls, request: Request) -> MandateContext:
        wanted = select(Mandate).where(
            Mandate.public_id == request.matchdict["mandate"], Mandate.account_id == _account(request).id
        )
        mandate = request.db.scalars(wanted).one_or_none()
        if mandate is None:
            raise HTTPNotFound()
        return cls(mandate)


def _account(request: Request) -> Account:
    account = request.db.scalars(select(Account).where(Account.public_id == request.matchdict["account"])).one_or_none()
    if account is None:
        raise HTTPNotFound()
    return account
