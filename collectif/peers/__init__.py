"""Peers, the rosters of the associations that sponsor them, and what each association brings in from its own files."""

from pyramid.config import Configurator

from ..security.permissions import Permission
from .readings import Readings
from .resources import PeerContext, RosterContext


def includeme(config: Configurator) -> None:
    config.registry["roster_readings"] = Readings()
    roster = "/intranet/associations/{slug}/pairs"
    config.add_route("rosters", "/intranet/pairs")
    config.add_route("roster", roster, factory=RosterContext)
    config.add_route("peer_add", f"{roster}/ajouter", factory=RosterContext)
    file = "/intranet/pairs/{public_id}"
    config.add_route("peer", file, factory=PeerContext)
    config.add_navigation("Pairs", "rosters", Permission.VIEW_ROSTER, order=20)
    config.scan(".views")
