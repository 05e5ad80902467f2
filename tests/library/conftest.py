"""People of two associations, and documents they add as people do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from webtest import TestApp, Upload

from collectif.library.models import Document
from collectif.library.storage import FolderStorage

from .files import PDF

ALL = "/intranet/documents"


class Shelf:
    """Adds documents through the form, and finds them again."""

    def __init__(self, people: Any, database: Any, app: Any):
        self._people = people
        self._database = database
        self._app = app
        self._browsers: dict[tuple[str, str | None], Any] = {}

    def browser(self, role: str = "structure_referent", organisation: str | None = "apf77") -> Any:
        """The same browser each time for one role in one organisation."""
        key = (role, organisation)
        if key not in self._browsers:
            self._browsers[key] = self._people.browser(*key)
        return self._browsers[key]

    def visitor(self) -> Any:
        """Nobody is signed in."""
        return TestApp(self._app)

    def send(self, browser: Any, content: bytes = PDF, filename: str = "compte-rendu.pdf", status: int = 303,
             address: str = f"{ALL}/ajouter", **fields: str) -> Any:  # fmt: skip
        """The answer to the form, filled with ``fields``."""
        form = browser.get(address).forms["deform"]
        form["upload"] = Upload(filename, content)
        for name, value in fields.items():
            form[name] = value
        return form.submit("submit", status=status)

    def add(self, audience: str = "collective", by: Any = None, **more: Any) -> str:
        """A new document. :returns: its public id."""
        by = by or (self.browser("coordinator", "mdph77") if audience == "public" else self.browser())
        return self.send(by, audience=audience, **more).location.rpartition("/")[2]

    def fresh(self, public_id: str) -> Document:
        with self._database.transaction() as session:
            document = session.scalars(select(Document).where(Document.public_id == public_id)).one()
            _ = [version.content for version in document.versions], document.tags
            session.expunge_all()
            return document


@pytest.fixture
def storage(app: Any, tmp_path: Path) -> FolderStorage:
    """An empty folder for the documents of this test."""
    app.registry["library_storage"] = FolderStorage(tmp_path / "documents")
    return app.registry["library_storage"]


@pytest.fixture
def shelf(people: Any, database: Any, app: Any, storage: FolderStorage) -> Shelf:
    return Shelf(people, database, app)
