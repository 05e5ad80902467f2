"""``collectif search``: the index that every search looks into."""

from __future__ import annotations

import click

from ..search.entries import DECLARED, labels_of
from ..search.index import rebuild as rebuild_index
from ..search.pages import entries_of_pages
from .app import acting, config_option


@click.group()
def search() -> None:
    """Recherche du site et de l'intranet."""


@search.command()
@config_option
def rebuild(config: str) -> None:
    """Refait l'index entier, d'un coup : jusqu'à la fin, chacun cherche dans l'ancien."""
    with acting(config) as request, click.progressbar(length=len(DECLARED) + 1, label="Index") as bar:
        counts: list[tuple[str, int]] = []

        def told(kind: str, count: int) -> None:
            counts.append((kind, count))
            bar.update(1)

        total = rebuild_index(request.db, entries_of_pages(request), told)
    for kind, count in counts:
        click.echo(f"{labels_of(kind)[1]} : {count}.")
    click.echo(f"L'index est refait : {total} entrées.")
