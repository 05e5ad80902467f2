"""``collectif demo``: the fictional year."""

from __future__ import annotations

import click

from .. import migrate as migrations
from ..demo.load import load_demo
from ..founding import load_founding_data
from ..search.pages import refresh_pages
from .app import acting, config_option, open_database, read


@click.group()
def demo() -> None:
    """Données de démonstration, toutes fictives."""


@demo.command()
@config_option
def reset(config: str) -> None:
    """Efface la base de développement et recrée l'année de démonstration."""
    _, settings = read(config)
    if settings.is_production:
        raise click.ClickException("Refusé : cette base est en production.")
    database = open_database(settings)
    migrations.downgrade(database.engine, "base")
    migrations.upgrade(database.engine)
    with database.transaction() as session:
        load_founding_data(session)
    load_demo(database, settings)
    database.engine.dispose()
    with acting(config) as request:
        refresh_pages(request)
    click.echo("L'année de démonstration est prête.")
