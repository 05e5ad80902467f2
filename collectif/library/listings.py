"""The lists of documents: the intranet's, as far as one person sees, and the public's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup
from pyramid.request import Request
from sqlalchemy import Select, func, select, true

from ..documents import Table
from ..listing import Column, Filter, Listing, Page
from ..organisations.models import Organisation
from ..organisations.queries import organisation_choices
from ..search.queries import found_in_room
from ..text import short_date
from .kinds import KINDS
from .models import Document, DocumentTag, DocumentVersion, Folder
from .queries import IS_LATEST, PRESENT, Branch, folder_choices, folder_tree, tag_choices, tagged
from .rights import visible_to
from .searchable import KIND
from .words import AUDIENCES, kind_and_size

STATE, REMOVED = "etat", "retires"
TAGS = (
    select(func.aggregate_strings(DocumentTag.name, ", "))
    .where(DocumentTag.document_id == Document.id)
    .correlate(Document)
    .scalar_subquery()
)


def chip(audience: str) -> Markup:
    """Who may see a document, as lists show it: icon and word."""
    return AUDIENCES[audience].chip


WHAT = Column(
    "type", "Type et taille", None, DocumentVersion.size, value=lambda row: kind_and_size(row.kind, row.size)
)  # fmt: skip
UPDATED = Column(
    "maj",
    "Modifié le",
    Document.updated_at,
    Document.updated_at,
    cell=short_date,
    export=lambda at: at,
    kind="datetime",
)
LIBRARY = Listing(
    caption="Documents",
    noun=("document", "documents"),
    columns=(
        Column("titre", "Titre", Document.title, Document.sort_title),
        WHAT,
        Column("audience", "Visible par", Document.audience, cell=chip, export=lambda name: AUDIENCES[name].label),
        Column("organisation", "Organisation", Organisation.short_name),
        Column("dossier", "Dossier", Folder.name),
        Column("etiquettes", "Étiquettes", TAGS, shown=False),
        UPDATED,
    ),
    key=Document.id,
    default_sort="titre",
    extra=(Document.public_id, DocumentVersion.kind.label("kind"), DocumentVersion.size.label("size")),
    empty_title="Aucun document ici",
    empty_text="Essayez d'autres mots, ou retirez un filtre.",
)
PUBLIC = replace(
    LIBRARY,
    caption="Documents publics",
    columns=(LIBRARY.columns[0], WHAT, LIBRARY.columns[3], UPDATED),
    exports=False,
    empty_title="Aucun document public ici",
)
SEARCH = Filter("mots", "Chercher des mots", lambda text: found_in_room(KIND, Document.id, text))
PUBLIC_SEARCH = replace(SEARCH, condition=lambda text: found_in_room(KIND, Document.id, text, public=True))
KIND_FILTER = Filter(
    "type", "Type", lambda name: DocumentVersion.kind == name,
    tuple((kind.name, kind.label[0].upper() + kind.label[1:]) for kind in KINDS.values()),
)  # fmt: skip
AUDIENCE_FILTER = Filter(
    "visible", "Visible par", lambda name: Document.audience == name,
    tuple((status.name, status.label) for status in AUDIENCES.values()),
)  # fmt: skip
STATE_FILTER = Filter(STATE, "État", lambda value: Document.removed_at.is_not(None), ((REMOVED, "Retiré"),))


def of_organisation(slug: str) -> Any:
    return Document.organisation_id == select(Organisation.id).where(Organisation.slug == slug).scalar_subquery()


class IntranetList:
    """The documents one person may see; the removed ones when they are asked for."""

    def __init__(self, request: Request):
        self._request = request
        self._tree = folder_tree(request.db)
        self._inside = {branch.public_id: branch.inside for branch in self._tree}
        self._listing = replace(LIBRARY, filters=self._filters(), row_link=self._link)
        asks_removed = request.GET.get(STATE) == REMOVED
        self._statement = statement(self._listing).where(
            visible_to(request.identity), true() if asks_removed else PRESENT
        )

    def page(self) -> Page:
        return self._listing.page(self._request.db, self._statement, self._request.GET)

    def table(self) -> Table:
        return self._listing.table(self._request.db, self._statement, self._request.GET)

    @property
    def folder(self) -> Branch | None:
        """The folder that is open."""
        asked = self._request.GET.get("dossier")
        return next((branch for branch in self._tree if branch.public_id == asked), None)

    @property
    def folders(self) -> list[tuple[str, str]]:
        """The folders of the one that is open, or of the top: (name, address)."""
        here = self.folder.id if self.folder else None
        return [
            (branch.name, self._request.route_path("intranet_documents", _query={"dossier": branch.public_id}))
            for branch in self._tree
            if branch.parent_id == here
        ]

    def _filters(self) -> tuple[Filter, ...]:
        session, identity = self._request.db, self._request.identity
        folders = Filter(
            "dossier", "Dossier", lambda key: Document.folder_id.in_(self._inside[key]), folder_choices(self._tree)
        )
        organisations = Filter(
            "organisation", "Organisation", of_organisation, organisation_choices(session, short=True)
        )
        tags = Filter("etiquette", "Étiquette", tagged, tag_choices(session, identity))
        chosen = [one for one in (folders, tags) if one.choices]
        return (SEARCH, *chosen, KIND_FILTER, AUDIENCE_FILTER, organisations, STATE_FILTER)

    def _link(self, row: Any) -> str:
        return self._request.route_path("intranet_document", public_id=row.public_id)


def statement(listing: Listing) -> Select[Any]:
    """Documents with their latest version, their organisation and their folder."""
    return (
        listing.select()
        .select_from(Document)
        .join(DocumentVersion, IS_LATEST)
        .join(Organisation, Organisation.id == Document.organisation_id)
        .outerjoin(Folder, Folder.id == Document.folder_id)
    )


def public_page(request: Request) -> Page:
    """The public documents."""
    listing = replace(
        PUBLIC, filters=(PUBLIC_SEARCH, KIND_FILTER),
        row_link=lambda row: request.route_path("document", public_id=row.public_id),
    )  # fmt: skip
    shown = statement(listing).where(PRESENT, visible_to(None))
    return listing.page(request.db, shown, request.GET)
