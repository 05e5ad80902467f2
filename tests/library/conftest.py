"""People of two associations, and documents they add as people do."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from webtest import TestApp, Upload

from collectif.library.models import Document
from collectif.library.storage import FolderStorage, S3Storage, Storage, make_storage
from collectif.settings import Settings
from tests.support.apps import test_settings

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


def settings(tmp_path: Path, **more: str) -> Any:
    return Settings.load(test_settings("sqlite://", tmp_path, **more), {}).library


def s3_settings(address: str) -> dict[str, str]:
    return {
        "library_storage": "s3://documents/collectif", "library_s3_endpoint": address,
        "library_s3_access_key": "cle", "library_s3_secret_key": "secret",
    }  # fmt: skip


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """An S3 service in a thread, on this machine only."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_address: str, tmp_path: Path) -> Iterator[Storage]:
    """An empty bucket."""
    storage = make_storage(settings(tmp_path, **s3_settings(s3_address)))
    assert isinstance(storage, S3Storage)
    storage._client.create_bucket(Bucket="documents")
    yield storage
    for name, _ in list(storage.names()):
        storage.delete(name)
    storage._client.delete_bucket(Bucket="documents")
    storage._client.close()


@pytest.fixture
def folder(tmp_path: Path) -> Storage:
    return make_storage(settings(tmp_path))
