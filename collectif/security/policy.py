"""Pyramid's security policy: who is asking, and may they."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.authorization import ACLHelper, Authenticated, Everyone
from pyramid.config import Configurator
from pyramid.events import BeforeTraversal
from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request, RequestLocalCache

from .acl import Root
from .identity import Identity
from .permissions import Permission

INTRANET = "/intranet/"
IdentityLoader = Callable[[Request], Identity | None]


class SecurityPolicy:
    """Identity from the sign-in session, permission from the context's access control list."""

    def __init__(self) -> None:
        self._identities = RequestLocalCache(self._load)
        self._helper = ACLHelper()

    def _load(self, request: Request) -> Identity | None:
        if request.environ.get("collectif.bare_page"):
            return None
        loader: IdentityLoader = request.registry["identity_loader"]
        return loader(request)

    def identity(self, request: Request) -> Identity | None:
        return self._identities.get_or_create(request)

    def authenticated_userid(self, request: Request) -> str | None:
        identity = self.identity(request)
        return identity.public_id if identity else None

    def permits(self, request: Request, context: Any, permission: str) -> Any:
        return self._helper.permits(context, self._principals(request), permission)

    def _principals(self, request: Request) -> set[str]:
        identity = self.identity(request)
        return {Everyone, Authenticated, *identity.principals} if identity else {Everyone}

    def remember(self, request: Request, userid: str, **kw: Any) -> list[tuple[str, str]]:
        """Signing in is the accounts room's work; no header is needed."""
        return []

    def forget(self, request: Request, **kw: Any) -> list[tuple[str, str]]:
        self._identities.clear(request)
        return []


def includeme(config: Configurator) -> None:
    """Deny by default, check CSRF by default, and let ``accounts`` say how an identity is found."""
    config.set_security_policy(SecurityPolicy())
    config.set_root_factory(Root)
    config.set_default_permission(DEFAULT_PERMISSION)
    config.set_default_csrf_options(require_csrf=True)
    config.add_directive("set_identity_loader", _set_identity_loader)
    config.add_subscriber(keep_the_door, BeforeTraversal)


def keep_the_door(event: BeforeTraversal) -> None:
    """Nothing of the intranet is looked for on behalf of someone who has not signed in: what exists, what was merged
    and what never was look the same to them.

    :raises HTTPForbidden: nobody is signed in.
    """
    request = event.request
    if (request.path_info + "/").startswith(INTRANET) and request.identity is None:
        raise HTTPForbidden()


def _set_identity_loader(config: Configurator, loader: IdentityLoader) -> None:
    config.registry["identity_loader"] = loader


# A view that names no permission gets this one, which no role holds.
DEFAULT_PERMISSION = "not_declared"
assert DEFAULT_PERMISSION not in set(Permission)
