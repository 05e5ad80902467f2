"""One public action in each state, a document, and what the interface says of itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import webtest
from sqlalchemy import select

from collectif.db import Database
from collectif.library.models import Document, DocumentVersion, StoredContent
from collectif.organisations.models import Organisation
from collectif.text import sort_key
from tests.actions.conftest import Actions

LIBRARIAN = "Lola Bibliothécaire"


@pytest.fixture
def actions(database: Database) -> Actions:
    return Actions(database)


@pytest.fixture
def filled(actions: Actions, database: Database) -> None:
    """Actions of every state, public documents, and documents that are not."""
    actions.make("published", title="Café des pairs", commune_code="77288", partners=("unafam77",))
    actions.make("running", title="Permanence", axis=2, starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 1))
    actions.make("reviewed", title="Carnet", kind="tool", starts_on=None, results="Mille carnets.")
    actions.make("withdrawn", title="Retirée")
    for state in ("idea", "proposed", "returned", "examined", "validated", "set_aside"):
        actions.make(state, title=f"Cachée {state}")
    with database.transaction() as session:
        place = session.scalars(select(Organisation).filter_by(slug="apf77")).one()
        session.add_all([
            document("Plaquette", place, "public"),
            document("Affiche", place, "public"),
            document("Plaquette retirée", place, "public", removed="Une erreur."),
            document("Plaquette reprise", place, "collective"),
            document("Brouillon", place, "organisation", once_public=False),
        ])  # fmt: skip


def document(
    title: str, place: Organisation, audience: str, *, removed: str = "", once_public: bool = True
) -> Document:
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    made = Document(
        public_id=sort_key(title).replace(" ", "")[:12].ljust(12, "x"), title=title, sort_title=sort_key(title),
        organisation=place, audience=audience, published_at=at if once_public else None, updated_at=at,
        removed_at=at if removed else None, removal_reason=removed,
    )  # fmt: skip
    content = StoredContent(sha256=made.public_id, name=made.public_id, size=1200, key="5a" * 32)
    made.versions = [
        DocumentVersion(number=1, content=content, filename=f"{LIBRARIAN}.pdf", kind="pdf", size=1200, note=LIBRARIAN)
    ]
    return made


@pytest.fixture
def described(testapp: webtest.TestApp) -> dict[str, Any]:
    return testapp.get("/api/v1/openapi.json", status=200).json
