"""The card a peer prints: a code whose page says only whether they are active (``/verifier/…``)."""

from __future__ import annotations

import io

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import hold, now
from ..documents import Document
from ..documents.paper import Block, Image, Paragraph, Small, paper_pdf
from ..errors import DomainError
from ..journal import Recorder
from ..peers.models import Peer
from ..peers.path_models import PeerCard
from ..text import short_date, today
from ..tokens import Tokens, token_hash

OWNER = "Collectif départemental pair-aidance de Seine-et-Marne"
NOT_ACTIVE = "La carte se fait quand la personne est active."


class Cards:
    """Makes, renews and revokes cards: one in use at a time for a peer."""

    def __init__(self, session: Session, recorder: Recorder, secret: str):
        self._session = session
        self._recorder = recorder
        self._tokens = Tokens(secret, "card")

    def in_use(self, peer: Peer) -> PeerCard | None:
        found = select(PeerCard).where(PeerCard.peer_id == peer.id, PeerCard.revoked_at.is_(None))
        return self._session.scalars(found).one_or_none()

    def renew(self, peer: Peer) -> PeerCard:
        """A new card; the one in use stops working.

        :raises DomainError: the peer is not active.
        """
        hold(self._session, peer, "state")
        if peer.state != "active":
            raise DomainError(NOT_ACTIVE)
        self._end(peer)
        token = self._tokens.new()
        card = PeerCard(peer_id=peer.id, token=token, token_hash=token_hash(token))
        self._session.add(card)
        self._session.flush()
        self._recorder.record("card.made", card, peer=peer.public_id)
        return card

    def revoke(self, peer: Peer) -> None:
        """The card in use stops working: lost, stolen, or no longer wanted."""
        hold(self._session, peer, "state")
        card = self._end(peer)
        if card is not None:
            self._recorder.record("card.revoked", card, peer=peer.public_id)

    def _end(self, peer: Peer) -> PeerCard | None:
        card = self.in_use(peer)
        if card is not None:
            card.revoked_at = now()
            self._session.flush()
        return card


def shows_active(session: Session, token: str) -> bool:
    """Whether a card with this token is in use and its peer active: one question, whatever the token is."""
    found = (
        select(PeerCard.id)
        .join(Peer, Peer.id == PeerCard.peer_id)
        .where(PeerCard.token_hash == token_hash(token), PeerCard.revoked_at.is_(None), Peer.state == "active")
    )
    return session.scalar(found) is not None


def card_pdf(peer: Peer, address: str) -> Document:
    """The card as an accessible page to print.

    :param address: of the page that answers, with its token.
    """
    blocks: list[Block] = [
        Paragraph(f"{peer.given_name} {peer.family_name}"),
        Image(qr_code(address), f"Code à lire avec un téléphone. Il ouvre la page {address}", 5.0),
        Paragraph("Le code ouvre une page qui répond seulement : pair-aidant en activité, oui ou non."),
        Paragraph(f"Sans téléphone, écrivez cette adresse : {address}"),
        Small(f"Carte imprimée le {short_date(today())}. Perdue ? Annulez-la depuis votre fiche, sur l'intranet."),
    ]
    return paper_pdf("Carte de pair-aidant", OWNER, blocks, name="carte-pair-aidant")


def qr_code(text: str) -> str:
    """``text`` as a drawing in SVG."""
    drawing = io.BytesIO()
    # Loaded by the first card: most processes never draw one.
    import segno

    segno.make(text, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, border=4, scale=4)
    return drawing.getvalue().decode()
