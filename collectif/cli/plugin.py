"""``collectif plugin``: what is plugged in, and the reference of hooks."""

from __future__ import annotations

import sys

import click

from ..extension import Extensions, options_of
from ..extensions.docs import render_hooks_doc
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


@plugin.command("hooks-doc")
@click.option("--output", default="docs/hooks.md", show_default=True, type=click.Path(dir_okay=False))
def hooks_doc(output: str) -> None:
    """Écrit la référence des points d'extension."""
    with open(output, "w", encoding="utf-8") as file:
        file.write(render_hooks_doc())
    click.echo(f"Écrit : {output}")
