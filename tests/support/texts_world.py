"""Texts of the site in the small world: the help has a version online, approved, and a draft that nobody else sees."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.texts import queries
from collectif.texts.models import SiteText, SiteTextBlock, TextApproval
from collectif.texts.pages import BY_ROUTE
from collectif.texts.words import Words, fingerprint

AT = datetime(2026, 1, 8, 9, tzinfo=UTC)
HELP = BY_ROUTE["help"]


def texts_of(session: Session, coordinator: Account) -> dict[str, dict[str, str]]:
    """What the addresses of the room need. « Jaspe » is in the draft alone, « Serpentine » asked not to be named."""
    words = {
        **queries.completed(HELP, {}),
        "clavier": Words("Au clavier", "La touche `Tab` avance.", "Sans souris", "Appuyez sur `Tab`."),
    }
    plain_hash = fingerprint(HELP, words)
    _version(session, coordinator, 1, words, state="current", published_at=AT, plain_hash=plain_hash)
    _version(session, coordinator, 2, {**words, "clavier": Words("Jaspe", "Jaspe.", "Jaspe", "Jaspe.")})
    approval = TextApproval(
        page="help", plain_hash=plain_hash, reader_name="Sacha Serpentine", named=False, approved_on=date(2026, 1, 9)
    )
    session.add(approval)
    session.flush()
    acted_on = ("text_approval_withdraw", "text_reader_erase")
    return {
        **{f"text{route}": {"page": "aide"} for route in ("", "_publish", "_preview", "_drop", "_revisited")},
        "text_block": {"page": "aide", "block": "clavier"},
        "text_version": {"page": "aide", "number": "1"},
        "text_return": {"page": "pair-aidance", "number": "0"},
        "text_approve": {"page": "pair-aidance"},
        **{route: {"page": "aide", "public_id": approval.public_id} for route in acted_on},
    }


def _version(session: Session, author: Account, number: int, words: dict[str, Words], **values: object) -> None:
    text = SiteText(page="help", number=number, created_by=author, published_by=author, note="Un essai.", **values)
    text.blocks = [SiteTextBlock(name=name, **said._asdict()) for name, said in words.items()]
    session.add(text)
    session.flush()
