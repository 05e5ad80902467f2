"""``collectif journal``: check the chain."""

from __future__ import annotations

import sys

import click
from sqlalchemy.orm import Session

from ..journal import Journal
from ..journal.words import FAULTS
from .app import config_option, open_database, read


@click.group()
def journal() -> None:
    """Journal des actes et des lectures."""


@journal.command()
@config_option
def verify(config: str) -> None:
    """Vérifie la chaîne entière et nomme la première ligne qui n'est plus comme elle a été écrite."""
    _, settings = read(config)
    engine = open_database(settings).engine
    # A long reading must not keep those who write waiting, which a transaction that may write does on SQLite.
    with Session(engine.execution_options(collectif_reading=True)) as session:
        fault = Journal(settings.journal_key).verify(session)
    engine.dispose()
    if fault is None:
        click.echo("Le journal est entier.")
        return
    click.echo(FAULTS[fault.kind].format(seq=fault.seq), err=True)
    sys.exit(1)
