"""``collectif import``: bring an association's file into its roster, as the page does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import main as make_app
from ..db import Database
from ..errors import DomainError
from ..journal import SYSTEM, Journal, Recorder
from ..organisations.models import Organisation
from ..peers.import_plan import ADDED, CHANGED, SAME, Plan
from ..peers.imports import Imports
from ..peers.own_fields import own_fields
from ..peers.resources import Association
from ..tabular.model import TableData
from ..tabular.reading import DEFAULT_LIMITS, read_table
from ..text import number
from .app import config_option, read

MOST_SHOWN = 50


@click.command("import")
@config_option
@click.option("--association", required=True, help="Identifiant de l'association, par exemple apf77.")
@click.option(
    "--file",
    "path",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fichier .csv, .xlsx ou .ods.",
)
@click.option("--format", "format_name", default="", help="Genre de fichier ; deviné s'il n'est pas donné.")
@click.option("--dry-run", is_flag=True, help="Vérifie sans rien importer.")
def import_(config: str, association: str, path: Path, format_name: str, dry_run: bool) -> None:
    """Importe les pairs d'une association depuis son fichier : tout, ou rien."""
    raw, settings = read(config)
    registry = make_app({}, **raw).registry
    database: Database = registry["database"]
    click.get_current_context().call_on_close(database.engine.dispose)
    with database.transaction() as session:
        try:
            imports = imports_of(session, registry, association)
            table = read_file(path)
            plan = apply(imports, table, format_name, dry_run=dry_run)
        except DomainError as error:
            raise click.ClickException(error.message) from error
        tell(plan)
        if not dry_run:
            counts = {"added": plan.counts[ADDED], "changed": plan.counts[CHANGED]}
            recorder = Recorder(Journal(settings.journal_key), database, session, SYSTEM, writing=True)
            recorder.record("roster.imported", ("organisations", association), organisation=association, **counts)
    click.echo("Vérification finie : rien n'a été importé." if dry_run else "L'import est fini.")


def imports_of(session: Session, registry: Any, slug: str) -> Imports:
    """:raises DomainError: there is no such association."""
    columns = select(Organisation.id, Organisation.slug, Organisation.short_name)
    row = session.execute(columns.where(Organisation.slug == slug, Organisation.kind == "association")).one_or_none()
    if row is None:
        raise DomainError(f"Il n'y a pas d'association « {slug} ».")
    own = own_fields(registry, slug)
    return Imports(session, registry["extensions"], Association(*row), own)


def read_file(path: Path) -> TableData:
    """:raises TabularError: the file cannot be used."""
    with path.open("rb") as source:
        return read_table(source.read(DEFAULT_LIMITS.max_bytes + 1), path.name)


def apply(imports: Imports, table: TableData, format_name: str, *, dry_run: bool) -> Plan:
    """Try, or import, with a progress bar."""
    name, columns = imports.suggest(table.headers, format_name)
    click.echo(f"Genre de fichier : {imports.format(name).label}")
    for header, field in columns.items():
        click.echo(f"  {header} : {field or '(non importée)'}")
    if dry_run:
        with click.progressbar(length=len(table.rows), label="Vérification") as bar:
            return imports.plan(table, name, columns, bar.update)
    with click.progressbar(length=len(table.rows), label="Import") as bar:
        return imports.run(table, name, columns, bar.update)


def tell(plan: Plan) -> None:
    """Counts, or the first problems.

    :raises click.ClickException: there are problems; nothing is imported.
    """
    for label, kind in (("à ajouter", ADDED), ("à modifier", CHANGED), ("inchangés", SAME)):
        click.echo(f"Pairs {label} : {number(plan.counts[kind])}")
    for problem in plan.problems[:MOST_SHOWN]:
        click.echo(f"  Ligne {problem.line}, {problem.column} « {problem.found} » : {problem.remedy}", err=True)
    if plan.problems:
        raise click.ClickException(f"{number(len(plan.problems))} problème(s) à corriger : rien n'est importé.")
