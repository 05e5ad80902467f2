"""The charter: its versions, who signed it, and the proof that they did."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.request import Request

from ..peers.models import Peer
from ..peers.resources import PeerContext
from ..peers.services import Peers
from ..security.permissions import Permission
from .chain import Chain
from .drafting import Drafting
from .keys import SigningKeys
from .letters import Letters
from .receipts import Receipts
from .reminders import Deadlines
from .resources import OwnCharter, SignatureContext, SigningPeers
from .services import Signing

INTRANET = "/intranet/charte"
ONE = f"{INTRANET}/signatures/{{public_id}}"
DRAFT = f"{INTRANET}/brouillon"
ROUTES: tuple[tuple[str, str, Callable[[Request], object] | None], ...] = (
    ("charter", "/charte", None),
    ("charter_atom", "/charte.atom", None),
    ("charter_blank", "/charte.pdf", None),
    ("charter_verifier", "/charte/verify_charter.py", None),
    ("charter_home", INTRANET, None),
    ("charter_sign", f"{INTRANET}/signer", OwnCharter),
    ("charter_peers", f"{INTRANET}/pairs", SigningPeers),
    ("charter_witness", f"{INTRANET}/pairs/{{public_id}}/papier", PeerContext),
    ("charter_waiting", f"{INTRANET}/a-contresigner", None),
    ("charter_signature", ONE, SignatureContext),
    ("charter_receipt_pdf", f"{ONE}/recu.pdf", SignatureContext),
    ("charter_receipt_json", f"{ONE}/recu.json", SignatureContext),
    ("charter_revoke", f"{ONE}/revoquer", SignatureContext),
    ("charter_version", f"{INTRANET}/versions/{{number}}", None),
    ("charter_draft_start", f"{DRAFT}/commencer", None),
    ("charter_draft", DRAFT, None),
    ("charter_draft_preview", f"{DRAFT}/apercu", None),
    ("charter_draft_publish", f"{DRAFT}/publier", None),
    ("charter_draft_drop", f"{DRAFT}/supprimer", None),
)


def includeme(config: Configurator) -> None:
    """Routes, services and chores of the room."""
    config.registry["charter_keys"] = SigningKeys.of(config.registry.settings["collectif.settings"])
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    for kind, make in SERVICES.items():
        config.add_service(kind, make)
    config.add_chore("Rappels de la charte envoyés", lambda request: request.service(Deadlines).remind())
    config.add_chore("Pairs mis en pause faute de charte", lambda request: request.service(Deadlines).close())
    config.add_navigation("Charte", "charter_home", Permission.VIEW_CHARTER, order=28)
    for module in (".views", ".sign_views", ".draft_views", ".public_views"):
        config.scan(module)


def _keys(request: Request) -> SigningKeys:
    return request.registry["charter_keys"]


def _pause(request: Request) -> Callable[[Peer], object]:
    return lambda peer: request.service(Peers).pause(peer, "charter")


def _signing(request: Request) -> Signing:
    chain, tell = Chain(request.db, _keys(request)), Letters.of(request).send
    return Signing(request.db, chain, request.journal, request.identity, tell, _pause(request))


SERVICES: dict[type, Callable[[Request], object]] = {
    Signing: _signing,
    Drafting: lambda request: Drafting(request.db, request.journal, Letters.of(request).send),
    Deadlines: lambda request: Deadlines(request.db, request.journal, Letters.of(request).send, _pause(request)),
    Receipts: lambda request: Receipts(request.db, _keys(request)),
}
