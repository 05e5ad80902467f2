"""``collectif chores``: what the site does by itself, every hour, from a timer."""

from __future__ import annotations

import click

from .. import main as make_app
from ..chores import run_chores
from .app import config_option, read


@click.command()
@config_option
def chores(config: str) -> None:
    """Envoie les rappels, ferme ce qui est expiré, propose les places libérées."""
    raw, settings = read(config)
    app = make_app({}, **raw)
    outcomes = list(run_chores(app.registry, settings.base_url))
    for outcome in outcomes:
        click.echo(
            f"{outcome.name} : {'échec, voir les journaux techniques' if outcome.done is None else outcome.done}."
        )
    app.registry["database"].engine.dispose()
    if any(outcome.done is None for outcome in outcomes):
        raise click.exceptions.Exit(1)
