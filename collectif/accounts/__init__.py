"""People who sign in: accounts, sessions, mandates."""

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.request import Request

from ..mail.services import Mailer
from ..security.permissions import Permission
from .authentication import Authentication
from .links import SingleUseLinks
from .mandates import Mandates
from .resources import AccountContext, MandateContext, OwnAccount
from .services import Accounts
from .sessions import load_identity
from .throttle import Throttle

ADMIN = "/intranet/admin/comptes"
MINE = "/intranet/mon-compte"
ROUTES: tuple[tuple[str, str, Callable[[Request], object] | None], ...] = (
    ("sign_in", "/connexion", None),
    ("sign_out", "/deconnexion", None),
    ("forgotten_password", "/mot-de-passe-oublie", None),
    ("choose_password", "/mot-de-passe/{token}", None),
    ("accept_invitation", "/invitation/{token}", None),
    ("my_account", MINE, OwnAccount),
    ("my_password", f"{MINE}/mot-de-passe", OwnAccount),
    ("my_sessions_end", f"{MINE}/sessions/fin", OwnAccount),
    ("my_session_end", f"{MINE}/sessions/{{session}}/fin", OwnAccount),
    ("roles", "/intranet/admin/roles", OwnAccount),
    ("accounts", ADMIN, None),
    ("account_invite", f"{ADMIN}/inviter", None),
    ("account", f"{ADMIN}/{{account}}", AccountContext.from_request),
    ("account_edit", f"{ADMIN}/{{account}}/modifier", AccountContext.from_request),
    ("account_invite_again", f"{ADMIN}/{{account}}/invitation", AccountContext.from_request),
    ("account_close", f"{ADMIN}/{{account}}/fermeture", AccountContext.from_request),
    ("account_reopen", f"{ADMIN}/{{account}}/reouverture", AccountContext.from_request),
    ("mandate_give", f"{ADMIN}/{{account}}/mandats", AccountContext.from_request),
    ("mandate_end", f"{ADMIN}/{{account}}/mandats/{{mandate}}/fin", MandateContext.from_request),
)


def includeme(config: Configurator) -> None:
    config.set_identity_loader(load_identity)
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    config.add_navigation("Comptes", "accounts", Permission.MANAGE_ACCOUNTS, order=80)
    config.add_navigation("Rôles et droits", "roles", Permission.MANAGE_ACCOUNTS, order=81)
    config.add_navigation("Mon compte", "my_account", Permission.USE_INTRANET, order=95)
    for kind, make in SERVICES.items():
        config.add_service(kind, make)
    for module in (".views", ".my_views", ".admin_views"):
        config.scan(module)


def _secret(request: Request) -> str:
    return request.registry.settings["collectif.settings"].secret


def _actor(request: Request) -> int | None:
    return request.identity.account_id if request.identity else None


def _authentication(request: Request) -> Authentication:
    registry = request.registry
    return Authentication(registry["database"], request.service(Throttle), registry["journal"])


def _accounts(request: Request) -> Accounts:
    return Accounts(
        request.db, request.service(SingleUseLinks), request.service(Mailer), request.journal,
        request.service(Throttle), _actor(request),
    )  # fmt: skip


SERVICES: dict[type, Callable[[Request], object]] = {
    Throttle: lambda request: Throttle(request.registry["database"], _secret(request)),
    Authentication: _authentication,
    SingleUseLinks: lambda request: SingleUseLinks(request.db, _secret(request)),
    Accounts: _accounts,
    Mandates: lambda request: Mandates(request.db, request.journal, request.service(Mailer), _actor(request)),
}
