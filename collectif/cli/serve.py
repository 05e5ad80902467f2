"""``collectif serve``: the whole site on one machine, for development and demonstration."""

from __future__ import annotations

import click
import waitress

from .. import migrate as migrations
from ..demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from ..demo.load import load_demo, needs_demo
from ..founding import load_founding_data
from ..search.pages import refresh_pages
from ..wsgi import main as make_app
from .app import acting_in, config_option, open_database, plugins_of, read
from .plugin import migrate_plugins

# Bytes of a body beyond which it is not even received.
MOST_RECEIVED = 64 * 1024 * 1024


@click.command()
@config_option
@click.option("--host", default="localhost", show_default=True, help="Adresse d'écoute.")
@click.option("--port", default=6543, show_default=True, type=int, help="Port d'écoute.")
def serve(config: str, host: str, port: int) -> None:
    """Prépare la base si besoin, puis sert le site."""
    raw, settings = read(config)
    if settings.is_production:
        raise click.ClickException("« collectif serve » sert au développement ; voir docs/operations.md.")
    database = open_database(settings)
    if not migrations.is_current(database.engine):
        click.echo("Préparation de la base…")
        migrations.upgrade(database.engine)
        with database.transaction() as session:
            load_founding_data(session)
    migrate_plugins(database, plugins_of(raw, settings))
    if needs_demo(database):
        click.echo("Chargement d'une année de démonstration (personnes et faits fictifs)…")
        load_demo(database, settings)
    database.engine.dispose()
    base_url = f"http://{host}:{port}"
    app = make_app({}, **{**raw, "collectif.base_url": base_url})
    with acting_in(app.registry, base_url) as request:
        refresh_pages(request)
    click.echo(_welcome(base_url))
    try:
        waitress.serve(
            app, host=host, port=port, threads=4, ident=None, max_request_body_size=MOST_RECEIVED, _quiet=True
        )
    except OSError as error:
        raise click.ClickException(
            f"Le port {port} est déjà pris. Essayez un autre : make serve PORT={port + 1}"
        ) from error


def _welcome(base_url: str) -> str:
    lines = [
        "",
        f"  Site public : {base_url}/",
        f"  Intranet    : {base_url}/intranet",
        "",
        f"  Comptes de démonstration (fictifs), mot de passe : {DEMO_PASSWORD}",
        *(f"    {account.email:<34} {account.label}" for account in DEMO_ACCOUNTS),
        "",
        "  Ctrl-C pour arrêter.",
    ]
    return "\n".join(lines)
