"""``collectif plugin``: what is plugged in, a new one to begin with, and the reference of hooks."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy import select

from ..db import Database
from ..extension import Extensions
from ..extensions.backup import everything_of
from ..extensions.docs import render_hooks_doc
from ..extensions.migrations import MigrationFault, is_current, owners, upgrade
from ..extensions.scaffold import CannotMake, make_plugin
from ..journal import SYSTEM, Journal, Recorder
from ..organisations.models import Organisation
from ..peers.models import Peer, Sponsorship
from .app import config_option, open_database, plugins_of, read


@click.group()
def plugin() -> None:
    """Extensions des associations."""


@plugin.command("list")
@config_option
def list_plugins(config: str) -> None:
    """Montre les extensions que nomme la configuration ; échoue si l'une est désactivée."""
    raw, settings = read(config)
    plugins = plugins_of(raw, settings).plugins
    for one in plugins:
        version = one.metadata.version if one.metadata else "?"
        click.echo(f"{one.name} {version} : {one.cause or 'en service'}")
    if any(one.cause for one in plugins):
        sys.exit(1)


@plugin.command("new")
@click.argument("slug", metavar="IDENTIFIANT")
@click.option("--name", help="Nom de l'association, tel qu'on le lit. Par défaut, son identifiant.")
@click.option("--folder", default=".", show_default=True, type=click.Path(file_okay=False, path_type=Path))
def new(slug: str, name: str | None, folder: Path) -> None:
    """Écrit une extension pour l'association IDENTIFIANT, avec des tests qui passent."""
    try:
        made = make_plugin(slug, name or slug, folder)
    except CannotMake as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"Écrit : {made}\n\nPour l'installer et l'essayer :\n"
        f'  pip install --no-build-isolation -e "{made}[test]"\n'
        f"  pytest {made}\n\n"
        f"Puis ajoutez « {slug} » au réglage collectif.plugins. La suite : docs/plugins.md."
    )


@plugin.command("export-data")
@config_option
@click.argument("slug", metavar="IDENTIFIANT")
@click.option("--output", default="-", type=click.File("w", encoding="utf-8"), help="Fichier JSON (défaut : l'écran).")
def export_data(config: str, slug: str, output: IO[str]) -> None:
    """Écrit tout ce que l'extension IDENTIFIANT garde, même si elle n'est plus installée."""
    _, settings = read(config)
    database = open_database(settings)
    with database.transaction() as session:
        kept = everything_of(session, slug)
        if kept is None:
            raise click.ClickException(f"Aucune association ne s'appelle « {slug} ».")
        recorder = Recorder(Journal(settings.journal_key), database, session, SYSTEM, writing=True)
        recorder.record("extension.exported", ("extensions", slug), organisation=slug)
    json.dump({**kept, "fields": _fields(database, slug)}, output, ensure_ascii=False, indent=2, default=str)
    output.write("\n")


def _fields(database: Database, slug: str) -> list[dict[str, Any]]:
    """The answers to the association's own fields, by peer."""
    statement = select(Peer.public_id, Sponsorship.details).join(Sponsorship.peer).join(Sponsorship.organisation)
    with database.transaction() as session:
        rows = session.execute(statement.where(Organisation.slug == slug).order_by(Peer.public_id)).all()
    return [{"peer": public_id, **details} for public_id, details in rows if details]


def migrate_plugins(database: Database, extensions: Extensions) -> None:
    """Bring the tables of every plugin up to date, each by itself.

    :raises click.ClickException: some could not be; the others are.
    """
    faults = []
    for one in owners(extensions.plugins):
        try:
            if not is_current(database.engine, one):
                upgrade(database.engine, one)
        except MigrationFault as fault:
            faults.append(str(fault))
    if faults:
        raise click.ClickException("\n".join(faults))


@plugin.command("hooks-doc")
@click.option("--output", default="docs/hooks.md", show_default=True, type=click.Path(dir_okay=False))
def hooks_doc(output: str) -> None:
    """Écrit la référence des points d'extension."""
    with open(output, "w", encoding="utf-8") as file:
        file.write(render_hooks_doc())
    click.echo(f"Écrit : {output}")
