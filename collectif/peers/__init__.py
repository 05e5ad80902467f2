"""Peers, the rosters of the associations that sponsor them, and what each association brings in from its own files."""

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.request import Request

from ..accounts.mandates import Mandates
from ..accounts.services import Accounts
from ..extensions.store import RosterNames
from ..mail.services import Mailer
from ..security.permissions import Permission
from . import defaults
from .attestations import Conditions
from .invitations import Invitations
from .lives import Lives
from .names import NamesOfRoster
from .readings import Readings
from .resources import ImportContext, PeerContext, RosterContext, SponsorshipContext
from .services import Peers
from .sponsoring import Sponsoring
from .withdrawals import Withdrawals

ROSTER = "/intranet/associations/{slug}/pairs"
WAITING = f"{ROSTER}/import/{{import_id}}"
FILE = "/intranet/pairs/{public_id}"
SPONSORSHIPS = "/intranet/parrainages"
ONE = f"{SPONSORSHIPS}/{{sponsorship}}"
ROUTES: tuple[tuple[str, str, Callable[[Request], object] | None], ...] = (
    ("rosters", "/intranet/pairs", None),
    ("roster", ROSTER, RosterContext),
    ("peer_add", f"{ROSTER}/ajouter", RosterContext),
    ("roster_import", f"{ROSTER}/import", RosterContext),
    ("import_columns", f"{WAITING}/colonnes", ImportContext),
    ("import_check", f"{WAITING}/verification", ImportContext),
    ("import_run", f"{WAITING}/confirmer", ImportContext),
    ("import_drop", f"{WAITING}/abandon", ImportContext),
    ("my_file", "/intranet/ma-fiche", None),
    # Before any peer's file: « a-activer » is nobody's identifier.
    ("activations", "/intranet/pairs/a-activer", None),
    ("peer", FILE, PeerContext),
    ("peer_edit", f"{FILE}/modifier", PeerContext),
    ("peer_move", f"{FILE}/etat", PeerContext),
    ("peer_invite", f"{FILE}/invitation", PeerContext),
    ("peer_interim", f"{FILE}/relais", PeerContext),
    ("sponsorship_ask", f"{FILE}/demander-un-parrainage", PeerContext),
    ("sponsorship_attest", f"{FILE}/attestation", PeerContext),
    ("sponsorship_end", f"{FILE}/fin-de-parrainage", PeerContext),
    ("sponsorships", SPONSORSHIPS, None),
    ("sponsorship", ONE, SponsorshipContext),
    ("sponsorship_accept", f"{ONE}/accepter", SponsorshipContext),
    ("sponsorship_decline", f"{ONE}/decliner", SponsorshipContext),
    ("sponsorship_withdraw", f"{ONE}/retirer", SponsorshipContext),
)


def includeme(config: Configurator) -> None:
    config.registry["roster_readings"] = Readings()
    config.registry["extensions"].add_default(defaults)
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    for kind, make in SERVICES.items():
        config.add_service(kind, make)
    config.add_departure(
        left=lambda request, organisation: request.service(Withdrawals).organisation_left(organisation),
        merging=lambda request, source, target: request.service(Withdrawals).merging(source, target),
    )
    config.add_chore("Rappels de recherche de parrain envoyés", lambda request: request.service(Withdrawals).remind())
    config.add_navigation(
        "Pairs", "rosters", Permission.VIEW_ROSTER, order=20, within="/intranet/(associations/[^/]+/)?pairs"
    )
    config.add_navigation("Parrainages", "sponsorships", Permission.VIEW_ROSTER, order=21)
    config.add_navigation(
        "Ma fiche", "my_file", Permission.LEAVE_PEERS, order=10, within="/intranet/(ma-fiche|pairs/[^/]+)"
    )
    for module in (".views", ".file_views", ".import_views", ".sponsoring_views", ".sponsorship_views"):
        config.scan(module)


def _actor(request: Request) -> int | None:
    return request.identity.account_id if request.identity else None


def _sponsoring(request: Request) -> Sponsoring:
    return Sponsoring(
        request.db, request.journal, request.service(Mailer), Conditions(request.extensions), request.service(Peers),
        _actor(request),
    )  # fmt: skip


def _withdrawals(request: Request) -> Withdrawals:
    days = request.registry.settings["collectif.settings"].sponsor_search_days
    return Withdrawals(
        request.db, request.journal, request.service(Mailer), request.service(Lives), days, _actor(request)
    )


SERVICES: dict[type, Callable[[Request], object]] = {
    Lives: lambda request: Lives(request.db, request.journal, request.service(Mailer), _actor(request)),
    Peers: lambda request: Peers(request.db, request.service(Lives)),
    Invitations: lambda request: Invitations(
        request.db, request.service(Accounts), request.service(Mandates), request.journal
    ),
    RosterNames: lambda request: NamesOfRoster(request.db),
    Sponsoring: _sponsoring,
    Withdrawals: _withdrawals,
}
