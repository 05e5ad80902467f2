"""Documents of the collective: kept once, served safely, found by their words, never removed without a word."""

from pyramid.config import Configurator
from pyramid.request import Request

from ..security.permissions import Permission
from .contents import Contents
from .links import add_linkable
from .resources import AddContext, DocumentContext, FolderContext, PublicContext, VersionContext
from .room import KEPT_SIZES, VERSIONS, Room, add_kept_sizes
from .scan import make_scanner
from .services import Folders, Library, forget_removed
from .storage import make_storage

ALL = "/intranet/documents"
FOLDERS = f"{ALL}/dossiers"
ONE = f"{ALL}/{{public_id}}"
# What is nobody's address comes first.
ROUTES = (
    ("intranet_documents", ALL, None),
    ("intranet_document_add", f"{ALL}/ajouter", AddContext),
    ("intranet_folders", FOLDERS, None),
    ("intranet_folder_add", f"{FOLDERS}/ajouter", None),
    ("intranet_folder_edit", f"{FOLDERS}/{{folder}}/modifier", FolderContext),
    ("intranet_folder_delete", f"{FOLDERS}/{{folder}}/supprimer", FolderContext),
    ("intranet_document", ONE, DocumentContext),
    ("intranet_document_file", f"{ONE}/fichier", VersionContext),
    ("intranet_document_version", f"{ONE}/versions/{{number}}", VersionContext),
    ("intranet_document_replace", f"{ONE}/nouvelle-version", DocumentContext),
    ("intranet_document_edit", f"{ONE}/modifier", DocumentContext),
    ("intranet_document_remove", f"{ONE}/retirer", DocumentContext),
    ("intranet_document_restore", f"{ONE}/remettre", DocumentContext),
    ("intranet_document_untie", f"{ONE}/delier", DocumentContext),
    ("documents", "/documents", None),
    ("document", "/documents/{public_id}", PublicContext),
    ("document_file", "/documents/{public_id}/fichier", PublicContext),
)


def includeme(config: Configurator) -> None:
    """Routes, services and chores of the room."""
    settings = config.registry.settings["collectif.settings"].library
    config.registry["library_storage"] = make_storage(settings)
    config.registry["library_scanner"] = make_scanner(settings)
    config.registry["linkables"] = {}
    config.registry[KEPT_SIZES] = [VERSIONS]
    config.add_directive("add_linkable", add_linkable)
    config.add_directive("add_kept_sizes", add_kept_sizes)
    config.add_service(Contents, _contents)
    config.add_service(Library, _library)
    config.add_service(Folders, lambda request: Folders(request.db, request.journal))
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    config.add_chore("Contenus de documents et de photos qui n'appartiennent à personne effacés", sweep)
    config.add_chore("Documents retirés dont le contenu est effacé", forget)
    config.add_navigation("Documents", "intranet_documents", Permission.VIEW_LIBRARY, order=65)
    for module in (".views", ".folder_views", ".public_views"):
        config.scan(module)


def _contents(request: Request) -> Contents:
    registry = request.registry
    settings = registry.settings["collectif.settings"].library
    room = Room(request.db, registry[KEPT_SIZES], settings)
    return Contents(request.db, registry["library_storage"], registry["library_scanner"], settings, room)


def _library(request: Request) -> Library:
    return Library(request.db, request.journal, request.identity, request.service(Contents))


def sweep(request: Request) -> int:
    """Chore: what the storage has and no row names, whatever it was written for."""
    return request.service(Contents).sweep()


def forget(request: Request) -> int:
    """Chore: the contents of documents removed long enough ago."""
    days = request.registry.settings["collectif.settings"].library.keep_removed_days
    return forget_removed(request.db, request.journal, request.service(Contents), days)
