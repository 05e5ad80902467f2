"""Mail: written to the outbox in the transaction, sent after the commit, tried again when it failed.

A mail never carries personal data beyond what its reader already knows: a greeting, what to do, a link.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Protocol

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ..db import Database, now
from ..settings import Settings
from .models import OutgoingAttachment, OutgoingMail

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 8
BATCH = 50
CLAIM = timedelta(minutes=10)
GIVEN_UP = timedelta(days=30)


@dataclass(frozen=True)
class Attachment:
    """A text file that goes with a mail: ``subtype`` of ``text/``, such as ``calendar``.

    :param method: what a calendar file asks of a diary, repeated in the type as RFC 6047 wants.
    """

    filename: str
    subtype: str
    content: str
    method: str = ""


class Transport(Protocol):
    """Where mails go. ``send`` raises when it could not; ``quick`` says whether a page may wait for it."""

    quick: bool

    def send(self, message: EmailMessage) -> None: ...


class FileTransport:
    """Development: each mail becomes a file that a page shows."""

    quick = True

    def __init__(self, folder: Path):
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{now():%Y%m%dT%H%M%S%f}-{message['X-Collectif-Id']}.eml"
        (self.folder / name).write_bytes(message.as_bytes())


class SmtpTransport:
    """Production: a relay, with STARTTLS when it offers it and a login when one is set."""

    quick = False

    def __init__(self, settings: Settings):
        self._settings = settings

    def send(self, message: EmailMessage) -> None:
        settings = self._settings
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20) as relay:
            relay.ehlo()
            secured = relay.has_extn("starttls")
            if secured:
                relay.starttls(context=ssl.create_default_context())
            if settings.smtp_user and not secured:
                raise smtplib.SMTPNotSupportedError("no login without STARTTLS")
            if settings.smtp_user:
                relay.login(settings.smtp_user, settings.smtp_password)
            relay.send_message(message)


def make_transport(settings: Settings) -> Transport:
    return SmtpTransport(settings) if settings.mail_transport == "smtp" else FileTransport(settings.mail_folder)


class Outbox:
    """Delivers what waits. Safe to run in several processes: each mail is claimed before it is sent.

    No transaction is open while a mail is on its way: on SQLite it would hold every writer until the relay answers.
    """

    def __init__(self, database: Database, transport: Transport, sender: str):
        self._database = database
        self._transport = transport
        self._sender = sender

    def deliver(self) -> int:
        """Send what is due, at most fifty mails.

        :returns: how many left.
        """
        return sum(self._deliver_one(mail_id) for mail_id in self._due())

    def forget_undeliverable(self) -> int:
        """Delete the mails that could not leave in thirty days: what they say is no longer true. :returns: how many."""
        with self._database.transaction() as session:
            gone = session.execute(delete(OutgoingMail).where(OutgoingMail.created_at < now() - GIVEN_UP))
            return gone.rowcount  # type: ignore[attr-defined]

    def _due(self) -> list[int]:
        with self._database.transaction() as session:
            due = select(OutgoingMail.id).where(OutgoingMail.next_attempt_at <= now())
            return list(session.scalars(due.order_by(OutgoingMail.id).limit(BATCH)))

    def _deliver_one(self, mail_id: int) -> bool:
        if not self._claim(mail_id):
            return False
        try:
            with self._database.transaction() as session:
                message = self._message(
                    session.get_one(OutgoingMail, mail_id), session.get(OutgoingAttachment, mail_id)
                )
            self._transport.send(message)
        except Exception as error:
            # Whatever is wrong with one mail, a key that is lost included, the others leave.
            self._postpone(mail_id, type(error).__name__)
            return False
        self._forget(mail_id)
        return True

    def _claim(self, mail_id: int) -> bool:
        """Put the next attempt off, in one statement: whoever does it first is the one who sends.

        A process that dies on the way leaves the mail claimed until ``CLAIM`` is over.
        """
        due = update(OutgoingMail).where(OutgoingMail.id == mail_id, OutgoingMail.next_attempt_at <= now())
        with self._database.transaction() as session:
            claimed = session.execute(due.values(next_attempt_at=now() + CLAIM))
        return claimed.rowcount == 1  # type: ignore[attr-defined]

    def _forget(self, mail_id: int) -> None:
        with self._database.transaction() as session:
            session.execute(delete(OutgoingMail).where(OutgoingMail.id == mail_id))

    def _postpone(self, mail_id: int, cause: str) -> None:
        """Try again after 2, 4, 8… minutes, and every four hours in the end."""
        columns = select(OutgoingMail.public_id, OutgoingMail.attempts).where(OutgoingMail.id == mail_id)
        with self._database.transaction() as session:
            public_id, attempts = session.execute(columns).one()
            attempts = min(attempts + 1, MAX_ATTEMPTS)
            later = now() + timedelta(minutes=2**attempts)
            values = {"attempts": attempts, "next_attempt_at": later, "last_error": cause}
            session.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(values))
        log.warning("mail not sent", extra={"mail": public_id, "cause": cause})

    def _message(self, mail: OutgoingMail, file: OutgoingAttachment | None) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = mail.recipient
        message["Subject"] = mail.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2] or "localhost")
        message["X-Collectif-Id"] = mail.public_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body)
        if file is not None:
            params = {"method": file.method} if file.method else None
            message.add_attachment(file.content, subtype=file.subtype, filename=file.filename, params=params)
        return message


class Mailer:
    """What services hold: :meth:`send` joins the transaction, ``after_commit`` wakes the outbox."""

    def __init__(self, session: Session, render: Callable[..., str], after_commit: Callable[[], None]):
        self._session = session
        self._render = render
        self._after_commit = after_commit
        self._woken = False

    def send(self, recipient: str, template: str, **values: object) -> None:
        """Write ``templates/mail/<template>.txt`` to the outbox; its first line is the subject."""
        self._write(recipient, template, values)

    def send_with(self, file: Attachment, recipient: str, template: str, **values: object) -> None:
        """The same, with a file."""
        mail = self._write(recipient, template, values)
        self._session.flush()
        self._session.add(
            OutgoingAttachment(
                mail_id=mail.id, filename=file.filename, subtype=file.subtype, content=file.content, method=file.method
            )
        )

    def _write(self, recipient: str, template: str, values: Mapping[str, object]) -> OutgoingMail:
        subject, _, body = self._render(template, **values).partition("\n")
        mail = OutgoingMail(recipient=recipient, subject=" ".join(subject.split()), body=body.strip() + "\n")
        self._session.add(mail)
        if not self._woken:
            self._woken = True
            self._after_commit()
        return mail
