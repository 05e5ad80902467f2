"""``collectif charter``: check the chain of signatures, show the installation's public key."""

from __future__ import annotations

import re
import sys

import click
from sqlalchemy.orm import Session

from ..charter.audit import Audit
from ..charter.keys import SigningKeys
from ..crypto import keyring
from .app import config_option, open_database, read

FINGERPRINT = re.compile("[0-9a-f]{64}")


@click.group()
def charter() -> None:
    """Signatures de la charte et leurs preuves."""


@charter.command()
@config_option
@click.option("--head", help="Une empreinte que le site a publiée (/charte.atom) : elle doit être dans la chaîne.")
def verify(config: str, head: str | None) -> None:
    """Vérifie la chaîne entière et nomme la première ligne qui n'est plus comme elle a été écrite."""
    if head is not None and not FINGERPRINT.fullmatch(head):
        raise click.BadParameter("une empreinte a 64 caractères, de 0 à 9 et de a à f.", param_hint="--head")
    _, settings = read(config)
    keyring.configure(settings.encryption_keys)
    engine = open_database(settings).engine
    # A long reading must not keep those who write waiting, which a transaction that may write does on SQLite.
    with Session(engine.execution_options(collectif_reading=True)) as session:
        fault = Audit(session, SigningKeys.of(settings)).run(head)
    engine.dispose()
    if fault is None:
        click.echo("Les signatures de la charte et leurs preuves sont entières.")
        return
    click.echo(fault.words, err=True)
    sys.exit(1)


@charter.command()
@config_option
def key(config: str) -> None:
    """Montre la clé publique de l'installation : gardez-la avant de changer COLLECTIF_CHARTER_KEY."""
    _, settings = read(config)
    keys = SigningKeys.of(settings)
    click.echo(f"Clé {keys.id} (Ed25519) : {keys.public}")
