"""One interface, two real implementations: a folder, and an S3 service of this machine."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from collectif.crypto import DecryptionError
from collectif.library.sealing import PIECE, SEALED_PIECE, Sealed, new_key, seal, unseal
from collectif.library.storage import (
    ContentMissing,
    FolderStorage,
    Storage,
    make_storage,
    new_name,
)
from collectif.settings import SettingsError

from .conftest import settings

NAME = new_name("0" * 64)


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest) -> Storage:
    return request.getfixturevalue(request.param)


def everything(storage: Storage, name: str, size: int) -> bytes:
    return b"".join(storage.read(name, 0, size))


class TestBoth:
    """What either promises."""

    def test_a_content_comes_back(self, storage: Storage) -> None:
        content = os.urandom(200_000)
        storage.put(NAME, [content[:70_000], content[70_000:]])
        assert everything(storage, NAME, 200_000) == content

    @pytest.mark.parametrize(
        ("start", "stop"),
        [(0, 1), (10, 20), (65_530, 65_540), (99_999, 100_000), (5, 5), (99_000, 200_000), (100_000, 100_001)],
    )
    def test_a_part_comes_back(self, storage: Storage, start: int, stop: int) -> None:
        content = os.urandom(100_000)
        storage.put(NAME, [content])
        assert b"".join(storage.read(NAME, start, stop)) == content[start:stop]

    def test_nothing_is_there_before_it_is_put(self, storage: Storage) -> None:
        with pytest.raises(ContentMissing):
            everything(storage, NAME, 1)
        assert list(storage.names()) == []

    def test_deleting_twice(self, storage: Storage) -> None:
        storage.put(NAME, [b"x"])
        storage.delete(NAME)
        storage.delete(NAME)
        with pytest.raises(ContentMissing):
            everything(storage, NAME, 1)

    def test_what_fails_halfway_cannot_be_read(self, storage: Storage) -> None:
        def cut() -> Iterator[bytes]:
            yield b"x" * 2_000_000
            raise OSError("the browser left")

        with pytest.raises(OSError, match="left"):
            storage.put(NAME, cut())
        with pytest.raises(ContentMissing):
            everything(storage, NAME, 1)
        assert list(storage.names()) == []

    def test_everything_kept_is_named_with_its_age(self, storage: Storage) -> None:
        names = {new_name("a" * 64), new_name("b" * 64)}
        for name in names:
            storage.put(name, [b"x"])
        found = dict(storage.names())
        assert found.keys() == names
        assert all(datetime.now(UTC) - at < timedelta(minutes=5) for at in found.values())

    @pytest.mark.parametrize("name", ["../../etc/passwd", "a", "", "0" * 64, f"{'0' * 64}.{'0' * 16}/x", "/" * 81])
    def test_only_names_of_ours(self, storage: Storage, name: str) -> None:
        with pytest.raises(ValueError, match="not the name"):
            storage.put(name, [b"x"])
        with pytest.raises(ValueError, match="not the name"):
            storage.delete(name)

    def test_sealed_contents_come_back_in_parts(self, storage: Storage) -> None:
        content = os.urandom(3 * PIECE + 17)
        sealed = put(storage, content)
        for start, stop in [
            (0, len(content)),
            (0, 1),
            (PIECE - 1, PIECE + 1),
            (PIECE, 2 * PIECE),
            (3 * PIECE, 1 << 30),
        ]:
            assert b"".join(unseal(storage, sealed, start, stop)) == content[start:stop]
        assert b"".join(unseal(storage, sealed, 5, 5)) == b""

    def test_what_is_stored_says_nothing(self, storage: Storage) -> None:
        content = b"lisible " * 20_000
        sealed = put(storage, content)
        assert b"lisible" not in everything(storage, sealed.name, 2 * len(content))

    def test_a_content_cut_short_is_not_taken_for_whole(self, storage: Storage) -> None:
        content = os.urandom(3 * PIECE)
        sealed = put(storage, content)
        storage.put(sealed.name, [everything(storage, sealed.name, 1 << 30)[: 2 * SEALED_PIECE]])
        with pytest.raises(ContentMissing):
            b"".join(unseal(storage, sealed, 0, len(content)))

    @pytest.mark.parametrize("harm", ["flip", "swap", "key", "digest"])
    def test_a_content_that_was_altered_does_not_open(self, storage: Storage, harm: str) -> None:
        content = os.urandom(2 * PIECE)
        sealed = put(storage, content)
        stored = everything(storage, sealed.name, 1 << 30)
        if harm == "flip":
            storage.put(sealed.name, [bytes([stored[0] ^ 1]), stored[1:]])
        elif harm == "swap":
            storage.put(sealed.name, [stored[SEALED_PIECE:], stored[:SEALED_PIECE]])
        elif harm == "key":
            sealed = replace(sealed, key=new_key())
        else:
            sealed = replace(sealed, sha256="f" * 64)
        with pytest.raises(DecryptionError):
            b"".join(unseal(storage, sealed, 0, len(content)))


def put(storage: Storage, content: bytes) -> Sealed:
    sha256, key = hashlib.sha256(content).hexdigest(), new_key()
    sealed = Sealed(new_name(sha256), sha256, len(content), key)
    storage.put(sealed.name, seal(io.BytesIO(content), sha256, key))
    return sealed


KILLED = """
import os, sys
from pathlib import Path
from collectif.library.storage import FolderStorage

def blocks():
    yield b"x" * 100_000
    os._exit(9)

FolderStorage(Path(sys.argv[1])).put(sys.argv[2], blocks())
"""


def test_a_process_killed_halfway_leaves_nothing_that_is_served(folder: FolderStorage, tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path / "documents"), NAME]
    assert subprocess.run(command, check=False, timeout=60).returncode == 9
    with pytest.raises(ContentMissing):
        everything(folder, NAME, 1)
    assert [name for name, _ in folder.names()] == [f"{NAME}.part"]
    folder.delete(f"{NAME}.part")
    assert list(folder.names()) == []


def test_boto3_is_asked_for_only_with_its_setting() -> None:
    code = "import sys, collectif, collectif.library.storage; sys.exit('boto3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_without_boto3_the_application_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(SettingsError, match=r"collectif\[s3\]"):
        make_storage(settings(tmp_path, library_storage="s3://documents"))


def test_an_unknown_answer_to_a_silent_antivirus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="clamd_unreachable"):
        settings(tmp_path, clamd_unreachable="peut-être")


def test_whole_pages_on_s3(s3: Storage, app: Any, people: Any) -> None:
    """The same pages, with the other storage."""
    from webtest import Upload

    app.registry["library_storage"] = s3
    browser = people.browser("structure_referent")
    form = browser.get("/intranet/documents/ajouter").forms["deform"]
    form["upload"] = Upload("note.txt", b"Bonjour.\n" * 20_000)
    location = form.submit("submit", status=303).location
    assert browser.get(f"{location}/fichier").body == b"Bonjour.\n" * 20_000
    part = browser.get(f"{location}/fichier", headers={"Range": "bytes=9-17"}, status=206)
    assert part.body == b"Bonjour.\n"
