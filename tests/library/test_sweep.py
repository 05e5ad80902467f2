"""What a process left in the storage without a row that names it goes after a day; what any row names stays."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pyramid.request import Request
from pyramid.scripting import prepare
from sqlalchemy import func, select

from collectif.actions.follow_models import ActionPhoto, ActionPicture
from collectif.actions.models import Action
from collectif.db import now
from collectif.library.contents import Contents, sealed_of
from collectif.library.incoming import Incoming
from collectif.library.models import Document, DocumentVersion, StoredContent
from collectif.library.sealing import Sealed
from collectif.library.storage import ContentMissing, FolderStorage, Storage
from collectif.organisations.models import Organisation
from tests.support.apps import test_settings
from tests.support.chores import run

from .conftest import s3_settings
from .files import PDF

CHORE = "Contenus de documents et de photos qui n'appartiennent à personne effacés"
ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
DAY = timedelta(days=1)


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, app: Any) -> Storage:
    app.registry["library_storage"] = request.getfixturevalue(request.param)
    return app.registry["library_storage"]


@pytest.fixture
def acting(app: Any, storage: Storage) -> Callable[[], Any]:
    """``with acting() as request:`` — a transaction of the application."""

    @contextmanager
    def act() -> Iterator[Any]:
        request = Request.blank("/", base_url="http://localhost", method="POST")
        with prepare(registry=app.registry, request=request) as env, env["request"].tm:
            yield env["request"]

    return act


def keep_document(contents: Contents, content: bytes = PDF) -> StoredContent:
    checked = contents.check(Incoming("a.pdf", io.BytesIO(content)))
    return contents.settle(checked, contents.write(checked))


def keep_photo(contents: Contents, content: bytes = PDF) -> StoredContent:
    return contents.keep(content)


KEEPERS = pytest.mark.parametrize("keep", [keep_document, keep_photo])


def swept(app: Any) -> int | None:
    return run(app, CHORE)[CHORE]


def rows(database: Any) -> int:
    with database.transaction() as session:
        return session.scalar(select(func.count(StoredContent.id)))


def stored(storage: Storage) -> set[str]:
    return {name for name, _ in storage.names()}


KILLED = """
import json, os, sys
from collectif import main
from pyramid.request import Request
from pyramid.scripting import prepare
from collectif.library.contents import Contents
from tests.library import test_sweep

app = main({}, **json.loads(sys.argv[1]))
request = Request.blank("/", method="POST")
with prepare(registry=app.registry, request=request) as env, env["request"].tm:
    getattr(test_sweep, sys.argv[2])(env["request"].service(Contents))
    env["request"].db.flush()
    os._exit(9)
"""


@ONE_ENGINE
@KEEPERS
def test_a_process_killed_before_its_commit_leaves_nothing_for_long(
    app: Any, storage: Storage, database: Any, keep: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    more = {} if isinstance(storage, FolderStorage) else s3_settings(request.getfixturevalue("s3_address"))
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", KILLED, json.dumps(test_settings(url, tmp_path, **more)), keep.__name__]
    root = Path(__file__).parents[2]
    killed = subprocess.run(command, check=False, timeout=120, cwd=root, capture_output=True, text=True)
    assert killed.returncode == 9, killed.stderr
    assert (len(stored(storage)), rows(database)) == (1, 0)
    assert swept(app) == 0
    with time_machine.travel(now() + DAY * 0.9):
        assert swept(app) == 0, "a request may still be about to name it"
    with time_machine.travel(now() + DAY * 1.1):
        assert swept(app) == 1
    assert stored(storage) == set()


@KEEPERS
def test_what_a_transaction_took_back_goes_and_what_was_kept_meanwhile_stays(
    app: Any, acting: Any, storage: Storage, database: Any, keep: Any
) -> None:
    with suppress(RuntimeError), acting() as request:
        keep(request.service(Contents))
        raise RuntimeError
    lost = stored(storage)
    with acting() as request:
        name = keep_document(request.service(Contents)).name
    assert (len(lost), rows(database)) == (1, 1)
    assert name not in lost, "the same content, kept again under a name of its own"
    with time_machine.travel(now() + DAY * 2):
        assert swept(app) == 1
    assert stored(storage) == {name}


def test_what_rows_of_two_kinds_share_stays_until_the_last_one_goes(
    app: Any, acting: Any, storage: Storage, database: Any
) -> None:
    with acting() as request:
        contents, session = request.service(Contents), request.db
        content = keep_document(contents)
        assert keep_photo(contents) is content
        place = session.scalars(select(Organisation).filter_by(slug="apf77")).one()
        version = DocumentVersion(number=1, content=content, filename="a.pdf", kind="pdf", size=content.size)
        session.add(Document(title="A", sort_title="a", audience="collective", organisation=place, versions=[version]))
        action = Action(title="Café", sort_title="cafe", state="idea", kind="group", proposing_organisation=place)
        photo = ActionPhoto(position=1, alt="Une salle", credit="APF 77", agreed=True, action=action)
        photo.pictures = [ActionPicture(width=480, height=320, content=content)]
        session.add(action)
    later = now() + DAY * 2
    with acting() as request:
        request.service(Contents).forget(request.db.scalars(select(Document)).one())
    with time_machine.travel(later):
        assert swept(app) == 0
    assert (len(stored(storage)), rows(database)) == (1, 1)
    with acting() as request:
        assert b"".join(request.service(Contents).open(sealed(request.db), 0, len(PDF))) == PDF
        photo = request.db.scalars(select(ActionPhoto)).one()
        photo.pictures.clear()
        kept = sealed(request.db)
        request.service(Contents).let_go()
    with time_machine.travel(later):
        assert swept(app) == 1
    with acting() as request, pytest.raises(ContentMissing):
        b"".join(request.service(Contents).open(kept, 0, len(PDF)))


def sealed(session: Any) -> Sealed:
    return sealed_of(session.scalars(select(StoredContent)).one())
