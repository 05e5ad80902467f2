"""Importing a file, step by step: the file, its columns, a dry run, then all or nothing."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config
from sqlalchemy import delete

from ..security.permissions import Permission
from ..tabular.model import TabularError
from ..tabular.reading import DEFAULT_LIMITS
from ..text import plural
from .import_pages import CheckPage
from .import_plan import ADDED, CHANGED
from .import_schemas import column_answers, column_values, columns_schema, file_schema
from .imports import Imports
from .models import PendingImport
from .own_fields import own_fields
from .resources import Association, ImportContext, RosterContext

STEPS = ("Le fichier", "Ses colonnes", "La vérification")


def imports_of(request: Request, association: Association) -> Imports:
    own = own_fields(request.registry, association.slug)
    return Imports(request.db, request.extensions, association, own)


def step_path(request: Request, route: str, pending: PendingImport) -> str:
    return request.route_path(route, slug=request.matchdict["slug"], import_id=pending.public_id)


def receive(imports: Imports, account_id: int, upload: Any) -> PendingImport:
    """:raises TabularError: on the field of the file."""
    with upload["fp"] as source:
        content = source.read(DEFAULT_LIMITS.max_bytes + 1)
    try:
        return imports.receive(account_id, upload["filename"], content)
    except TabularError as error:
        error.field = "file"
        raise


@view_config(route_name="roster_import", renderer="peers/import_file.pt", permission=Permission.IMPORT_ROSTER)
def send_file(context: RosterContext, request: Request) -> Any:
    imports = imports_of(request, context.association)
    form = request.create_form(file_schema(), submit="Envoyer ce fichier")
    if done := form.handle(lambda data: receive(imports, request.identity.account_id, data["file"])):
        request.journal.record("roster.import_sent", done.value, organisation=context.association.slug)
        return HTTPSeeOther(step_path(request, "import_columns", done.value))
    return {"form": form, "association": context.association, "formats": imports.formats, "steps": STEPS, "current": 1}


@view_config(route_name="import_columns", renderer="peers/import_columns.pt", permission=Permission.IMPORT_ROSTER)
def pair_columns(context: ImportContext, request: Request) -> Any:
    pending, imports = context.pending, imports_of(request, context.association)
    table = imports.table(pending)
    name, columns = pending.format_name, pending.columns
    if "genre" in request.GET:
        name, columns = imports.suggest(table.headers, request.GET["genre"])
    form = request.create_form(columns_schema(table, imports.fields), submit="Vérifier le fichier")
    form.fill(column_values(table, columns))
    if form.handle(lambda data: imports.choose(pending, name, column_answers(table, data))):
        return HTTPSeeOther(step_path(request, "import_check", pending))
    return {
        "form": form, "association": context.association, "formats": imports.formats, "chosen": name, "table": table,
        "steps": STEPS, "current": 2, "pending": pending,
    }  # fmt: skip


@view_config(
    route_name="import_check", renderer="peers/import_check.pt", request_method="GET",
    permission=Permission.IMPORT_ROSTER,
)  # fmt: skip
def check(context: ImportContext, request: Request) -> dict[str, Any]:
    pending, imports = context.pending, imports_of(request, context.association)
    plan = imports.plan(imports.table(pending), pending.format_name, pending.columns)
    request.journal.record("roster.import_checked", pending, organisation=context.association.slug)
    page = CheckPage(plan, request.GET)
    return {
        "page": page,
        "plan": plan,
        "association": context.association,
        "pending": pending,
        "steps": STEPS,
        "current": 3,
    }


@view_config(route_name="import_run", request_method="POST", permission=Permission.IMPORT_ROSTER)
def run(context: ImportContext, request: Request) -> HTTPSeeOther:
    pending, imports, slug = context.pending, imports_of(request, context.association), context.association.slug
    plan = imports.run(imports.table(pending), pending.format_name, pending.columns)
    if plan.problems:
        request.flash("error", "Rien n'est importé : des lignes sont à corriger.")
        return HTTPSeeOther(step_path(request, "import_check", pending))
    forget(request, pending)
    added, changed = plan.counts[ADDED], plan.counts[CHANGED]
    request.journal.record("roster.imported", ("organisations", slug), organisation=slug, added=added, changed=changed)
    words = f"{plural(added, 'pair ajouté', 'pairs ajoutés')}, {plural(changed, 'fiche modifiée', 'fiches modifiées')}."
    request.flash("success", f"Le fichier est importé : {words}")
    return HTTPSeeOther(request.route_path("roster", slug=slug))


@view_config(route_name="import_drop", request_method="POST", permission=Permission.IMPORT_ROSTER)
def drop(context: ImportContext, request: Request) -> HTTPSeeOther:
    forget(request, context.pending)
    request.flash("info", "Le fichier est effacé. Rien n'a été importé.")
    return HTTPSeeOther(request.route_path("roster", slug=context.association.slug))


def forget(request: Request, pending: PendingImport) -> None:
    request.db.execute(delete(PendingImport).where(PendingImport.id == pending.id))
