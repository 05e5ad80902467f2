"""Reading back the mails that development writes as files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import cast

NAME = re.compile(r"\d{8}T\d{12}-[a-z0-9]+")
NEWEST = 200


@dataclass(frozen=True)
class SentMail:
    """One mail; ``name`` identifies it in addresses."""

    name: str
    sent_at: datetime
    recipient: str
    subject: str
    body: str


def sent_mails(folder: Path) -> list[SentMail]:
    """The two hundred newest, the newest first."""
    files = sorted((f for f in folder.glob("*.eml") if NAME.fullmatch(f.stem)), reverse=True)
    return [_read(file) for file in files[:NEWEST]]


def sent_mail(folder: Path, name: str) -> SentMail | None:
    """One mail; ``None`` when there is none of this name."""
    file = folder / f"{name}.eml"
    return _read(file) if NAME.fullmatch(name) and file.is_file() else None


def _read(file: Path) -> SentMail:
    # Half a megabyte that only this page of development uses.
    from email import policy

    message = cast(EmailMessage, message_from_bytes(file.read_bytes(), policy=policy.default))
    sent_at = datetime.strptime(file.stem.partition("-")[0] + "+0000", "%Y%m%dT%H%M%S%f%z")
    return SentMail(file.stem, sent_at, message["To"], message["Subject"], _words(message))


def _words(message: EmailMessage) -> str:
    """What the mail says, without the file it may carry."""
    body = message.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""
