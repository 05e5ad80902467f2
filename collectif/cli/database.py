"""``collectif migrate`` and ``collectif revision``."""

from __future__ import annotations

import click

from .. import migrate as migrations
from ..founding import load_founding_data
from ..search.index import rebuild
from ..search.pages import entries_of_pages
from .app import acting, config_option, open_database, plugins_of, read
from .plugin import migrate_plugins


@click.command()
@config_option
def migrate(config: str) -> None:
    """Met la base à jour, charge les données fondatrices qui manquent et refait l'index de recherche."""
    raw, settings = read(config)
    database = open_database(settings)
    migrations.upgrade(database.engine)
    with database.transaction() as session:
        load_founding_data(session)
    migrate_plugins(database, plugins_of(raw, settings))
    database.engine.dispose()
    # What this version finds of things and of its own pages may not be what the one before did.
    with acting(config) as request:
        rebuild(request.db, entries_of_pages(request))
    click.echo("La base est à jour.")


@click.command()
@config_option
@click.option("--message", required=True, help="Ce que change la migration.")
def revision(config: str, message: str) -> None:
    """Écrit une migration depuis les modèles."""
    _, settings = read(config)
    migrations.write_revision(open_database(settings).engine, message)
