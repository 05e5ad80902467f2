"""``collectif plugin``: what is plugged in, a new one to begin with, and the reference of hooks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..extension import Extensions, options_of
from ..extensions.docs import render_hooks_doc
from ..extensions.scaffold import CannotMake, make_plugin
from .app import config_option, read


@click.group()
def plugin() -> None:
    """Extensions des associations."""


@plugin.command("list")
@config_option
def list_plugins(config: str) -> None:
    """Montre les extensions que nomme la configuration ; échoue si l'une est désactivée."""
    raw, settings = read(config)
    plugins = Extensions(options_of({**raw, "collectif.settings": settings})).plugins
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


@plugin.command("hooks-doc")
@click.option("--output", default="docs/hooks.md", show_default=True, type=click.Path(dir_okay=False))
def hooks_doc(output: str) -> None:
    """Écrit la référence des points d'extension."""
    with open(output, "w", encoding="utf-8") as file:
        file.write(render_hooks_doc())
    click.echo(f"Écrit : {output}")
