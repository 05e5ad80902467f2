"""Peers, the rosters of the associations that sponsor them, and what each association brings in from its own files."""

from pyramid.config import Configurator

from ..security.permissions import Permission
from . import defaults
from .readings import Readings
from .resources import ImportContext, PeerContext, RosterContext
from .services import Peers


def includeme(config: Configurator) -> None:
    config.registry["roster_readings"] = Readings()
    config.registry["extensions"].add_default(defaults)
    roster = "/intranet/associations/{slug}/pairs"
    config.add_route("rosters", "/intranet/pairs")
    config.add_route("roster", roster, factory=RosterContext)
    config.add_route("peer_add", f"{roster}/ajouter", factory=RosterContext)
    config.add_route("roster_import", f"{roster}/import", factory=RosterContext)
    waiting = f"{roster}/import/{{import_id}}"
    config.add_route("import_columns", f"{waiting}/colonnes", factory=ImportContext)
    config.add_route("import_check", f"{waiting}/verification", factory=ImportContext)
    config.add_route("import_run", f"{waiting}/confirmer", factory=ImportContext)
    config.add_route("import_drop", f"{waiting}/abandon", factory=ImportContext)
    file = "/intranet/pairs/{public_id}"
    config.add_route("my_file", "/intranet/ma-fiche")
    config.add_route("peer", file, factory=PeerContext)
    config.add_route("peer_edit", f"{file}/modifier", factory=PeerContext)
    config.add_route("peer_move", f"{file}/etat", factory=PeerContext)
    config.add_route("sponsorship_end", f"{file}/fin-de-parrainage", factory=PeerContext)
    config.add_service(Peers, lambda request: Peers(request.db))
    config.add_navigation(
        "Pairs", "rosters", Permission.VIEW_ROSTER, order=20, within="/intranet/(associations/[^/]+/)?pairs"
    )
    for module in (".views", ".file_views", ".import_views"):
        config.scan(module)
