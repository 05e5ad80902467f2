"""``collectif account``: the first account of an installation, which no page can make."""

from __future__ import annotations

import click
from sqlalchemy import select

from ..accounts.mandates import Mandates
from ..accounts.services import Accounts
from ..errors import DomainError
from ..organisations.models import Organisation
from ..security.permissions import Role
from ..text import today
from .app import acting, config_option


@click.group()
def account() -> None:
    """Comptes."""


@account.command()
@config_option
@click.option("--email", required=True, help="Adresse e-mail de la personne.")
@click.option("--name", required=True, help="Prénom et nom.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.ADMIN.value, show_default=True)
@click.option(
    "--organisation", help="Identifiant de l'organisation (par exemple mdph77), pour les rôles qui en ont une."
)
def create(config: str, email: str, name: str, role: str, organisation: str | None) -> None:
    """Ouvre un compte, donne un mandat et envoie l'invitation."""
    try:
        with acting(config) as request:
            place = request.db.scalar(select(Organisation).where(Organisation.slug == organisation))
            if organisation and place is None:
                raise DomainError(f"Aucune organisation ne s'appelle « {organisation} ».")
            person = request.service(Accounts).invite(name, email)
            request.service(Mandates).give(person, Role(role), place, today(), None)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo("Le compte est ouvert ; son invitation est partie, ou partira avec « collectif mail send ».")
