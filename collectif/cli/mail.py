"""``collectif mail``: send what waits in the outbox (every minute, from a timer)."""

from __future__ import annotations

import click

from ..crypto import keyring
from ..mail.services import Outbox, make_transport
from .app import config_option, open_database, read


@click.group()
def mail() -> None:
    """Courriers."""


@mail.command()
@config_option
def send(config: str) -> None:
    """Envoie les courriers en attente."""
    _, settings = read(config)
    keyring.configure(settings.encryption_keys)
    outbox = Outbox(open_database(settings), make_transport(settings), settings.mail_sender)
    click.echo(f"Courriers partis : {outbox.deliver()}.")
