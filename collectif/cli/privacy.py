"""``collectif privacy``: answer someone's rights."""

from __future__ import annotations

import json

import click

from ..crypto import keyring
from ..errors import DomainError
from ..extensions.guard import PluginFault
from ..journal import SYSTEM, Journal, Recorder
from ..privacy.services import SUBJECTS, PersonalData
from .app import config_option, open_database, plugins_of, read

SUBJECT = click.argument("subject", type=click.Choice(sorted(SUBJECTS)))


@click.group()
def privacy() -> None:
    """Données personnelles : accès, effacement."""


@privacy.command()
@config_option
@SUBJECT
@click.argument("public_id")
def export(config: str, subject: str, public_id: str) -> None:
    """Écrit tout ce que l'application sait d'une personne, en JSON."""
    _apply(config, subject, public_id, "privacy.exported", PersonalData.export)


@privacy.command()
@config_option
@SUBJECT
@click.argument("public_id")
@click.confirmation_option(prompt="Effacer cette personne ne peut pas être annulé. Continuer ?")
def erase(config: str, subject: str, public_id: str) -> None:
    """Efface une personne ; les chiffres restent."""
    _apply(config, subject, public_id, "privacy.erased", PersonalData.erase)


def _apply(config: str, subject: str, public_id: str, act: str, right: object) -> None:
    raw, settings = read(config)
    keyring.configure(settings.encryption_keys)
    extensions = plugins_of(raw, settings)
    database = open_database(settings)
    try:
        with database.transaction() as session:
            result = right(PersonalData(session, extensions), subject, public_id)  # type: ignore[operator]
            recorder = Recorder(Journal(settings.journal_key), database, session, SYSTEM, writing=True)
            recorder.record(act, (SUBJECTS[subject].__tablename__, public_id))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    except PluginFault as fault:
        raise click.ClickException(
            f"{fault} Rien n'est fait. Remettez l'extension en service, ou retirez-la de collectif.plugins."
        ) from fault
    if result is not None:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2, default=str))
