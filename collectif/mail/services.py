"""Mail: written to the outbox in the transaction, sent after the commit, tried again when it failed.

A mail never carries personal data beyond what its reader already knows: a greeting, what to do, a link.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import Database, now
from ..settings import Settings
from .models import OutgoingMail

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 8
BATCH = 50


class Transport(Protocol):
    """Where mails go. ``send`` raises ``OSError`` or ``smtplib.SMTPException`` when it could not."""

    def send(self, message: EmailMessage) -> None: ...


class FileTransport:
    """Development: each mail becomes a file that a page shows."""

    def __init__(self, folder: Path):
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{now():%Y%m%dT%H%M%S%f}-{message['X-Collectif-Id']}.eml"
        (self.folder / name).write_bytes(message.as_bytes())


class SmtpTransport:
    """Production: a relay, with STARTTLS when it offers it and a login when one is set."""

    def __init__(self, settings: Settings):
        self._settings = settings

    def send(self, message: EmailMessage) -> None:
        settings = self._settings
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20) as relay:
            relay.ehlo()
            if relay.has_extn("starttls"):
                relay.starttls()
            if settings.smtp_user:
                relay.login(settings.smtp_user, settings.smtp_password)
            relay.send_message(message)


def make_transport(settings: Settings) -> Transport:
    return SmtpTransport(settings) if settings.mail_transport == "smtp" else FileTransport(settings.mail_folder)


class Outbox:
    """Delivers what waits. Safe to run in several processes: a mail is locked while it is sent."""

    def __init__(self, database: Database, transport: Transport, sender: str):
        self._database = database
        self._transport = transport
        self._sender = sender

    def deliver(self) -> int:
        """Send what is due, at most fifty mails.

        :returns: how many left.
        """
        return sum(self._deliver_one(mail_id) for mail_id in self._due())

    def _due(self) -> list[int]:
        with self._database.transaction() as session:
            due = select(OutgoingMail.id).where(OutgoingMail.next_attempt_at <= now())
            return list(session.scalars(due.order_by(OutgoingMail.id).limit(BATCH)))

    def _deliver_one(self, mail_id: int) -> bool:
        with self._database.transaction() as session:
            locked = select(OutgoingMail).where(OutgoingMail.id == mail_id).with_for_update(skip_locked=True)
            mail = session.scalars(locked).one_or_none()
            return mail is not None and self._send(session, mail)

    def _send(self, session: Session, mail: OutgoingMail) -> bool:
        try:
            self._transport.send(self._message(mail))
        except (OSError, smtplib.SMTPException) as error:
            self._postpone(mail, error)
            return False
        session.delete(mail)
        return True

    def _postpone(self, mail: OutgoingMail, error: Exception) -> None:
        mail.attempts = min(mail.attempts + 1, MAX_ATTEMPTS)
        mail.last_error = type(error).__name__
        mail.next_attempt_at = now() + timedelta(minutes=2**mail.attempts)
        log.warning("mail not sent", extra={"mail": mail.public_id, "cause": mail.last_error})

    def _message(self, mail: OutgoingMail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = mail.recipient
        message["Subject"] = mail.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2] or "localhost")
        message["X-Collectif-Id"] = mail.public_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body)
        return message


class Mailer:
    """What services hold: :meth:`send` joins the transaction, ``after_commit`` wakes the outbox."""

    def __init__(self, session: Session, render: Callable[..., str], after_commit: Callable[[], None]):
        self._session = session
        self._render = render
        self._after_commit = after_commit

    def send(self, recipient: str, template: str, **values: object) -> None:
        """Write ``templates/mail/<template>.txt`` to the outbox; its first line is the subject."""
        subject, _, body = self._render(template, **values).partition("\n")
        self._session.add(
            OutgoingMail(recipient=recipient, subject=" ".join(subject.split()), body=body.strip() + "\n")
        )
        self._after_commit()
