"""Files as they are sent back: in parts, asked again, lost, without ever holding them whole."""

from __future__ import annotations

import hashlib
import os
import tracemalloc

import pytest

from collectif.library.sealing import PIECE

from .conftest import ALL
from .files import PDF

LONG = PDF + os.urandom(3 * PIECE)


@pytest.fixture
def address(shelf):
    return f"{ALL}/{shelf.add(content=LONG)}/fichier"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("0-9", 0, 10), (f"{PIECE - 5}-{PIECE + 4}", PIECE - 5, PIECE + 5), ("-20", len(LONG) - 20, len(LONG)),
     (f"{2 * PIECE}-", 2 * PIECE, len(LONG)), ("0-999999999", 0, len(LONG))],
)  # fmt: skip
def test_a_part_is_sent_when_it_is_asked(shelf, address, asked, start, stop):
    answer = shelf.browser().get(address, headers={"Range": f"bytes={asked}"}, status=206)
    assert answer.body == LONG[start:stop]
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(LONG)}"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_part_that_is_not_there(shelf, address):
    shelf.browser().get(address, headers={"Range": "bytes=99999999-"}, status=416)


@pytest.mark.parametrize("asked", ["bytes=5-1", "bytes=a-b", "chars=0-1"])
def test_what_is_no_part_gives_the_whole(shelf, address, asked):
    assert shelf.browser().get(address, headers={"Range": asked}, status=200).body == LONG


def test_a_browser_that_has_it_is_told_so(shelf, address):
    tag = shelf.browser().get(address).headers["ETag"]
    assert tag == f'"{hashlib.sha256(LONG).hexdigest()}"'
    again = shelf.browser().get(address, headers={"If-None-Match": tag}, status=304)
    assert again.body == b""
    part = {"Range": "bytes=0-4", "If-Range": '"une autre"'}
    assert shelf.browser().get(address, headers=part, status=200).body == LONG


def test_someone_who_may_not_is_not_told_that_it_has_not_changed(shelf):
    public_id = shelf.add("organisation", content=LONG)
    tag = f'"{hashlib.sha256(LONG).hexdigest()}"'
    other = shelf.browser("structure_referent", "unafam77")
    other.get(f"{ALL}/{public_id}/fichier", headers={"If-None-Match": tag}, status=404)


def test_asking_for_the_head_only(shelf, address):
    answer = shelf.browser().head(address)
    assert answer.headers["Content-Length"] == str(len(LONG))
    assert answer.body == b""


def test_a_content_the_storage_lost_is_said_to_be_missing(shelf, address, storage):
    for name, _ in list(storage.names()):
        storage.delete(name)
    shelf.browser().get(address, status=404)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_large_file_is_never_whole_in_memory(shelf, app):
    content = PDF + bytes(8 * 1024 * 1024)
    public_id = shelf.add(content=content)
    request = shelf.browser().get(f"{ALL}/{public_id}").request
    environ = {**request.environ, "PATH_INFO": f"{ALL}/{public_id}/fichier"}
    del content
    tracemalloc.start()
    try:
        parts = app(environ, lambda *told, **more: None)
        size = sum(len(part) for part in parts)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 8 * 1024 * 1024
    assert most < 2 * 1024 * 1024
