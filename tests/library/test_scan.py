"""Asking clamd, by a small server that speaks its language over a real socket."""

from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from collectif.errors import DomainError
from collectif.library.scan import FOUND, UNREACHABLE, Scanner

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*\n"


class FakeClamd:
    """Answers INSTREAM as clamd does; ``says`` replaces its verdict."""

    def __init__(self, listening: socket.socket):
        self.says = ""
        self.received: list[bytes] = []
        self._socket = listening
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                self._answer(stream)

    def _answer(self, stream: Any) -> None:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(length)
        self.received.append(content)
        verdict = "stream: Eicar-Test-Signature FOUND" if b"EICAR" in content else "stream: OK"
        stream.write((self.says or verdict).encode() + b"\0")

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(timeout=5)


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    server = FakeClamd(socket.create_server(("127.0.0.1", 0)))
    yield server
    server.close()


def address(clamd: FakeClamd) -> str:
    return "{}:{}".format(*clamd._socket.getsockname())


def test_a_sound_file_is_sent_whole_and_accepted(clamd: FakeClamd) -> None:
    content = b"Bonjour " * 30_000
    assert Scanner(address(clamd), accepts_unseen=False).check(io.BytesIO(content)) is True
    assert clamd.received == [content]


def test_a_bad_file_is_refused_whatever_the_settings(clamd: FakeClamd) -> None:
    for accepts_unseen in (True, False):
        with pytest.raises(DomainError) as refused:
            Scanner(address(clamd), accepts_unseen).check(io.BytesIO(EICAR))
        assert refused.value.message == FOUND


def test_by_a_unix_socket(tmp_path: Path) -> None:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "clamd"))
    listening.listen()
    server = FakeClamd(listening)
    try:
        assert Scanner(f"unix:{tmp_path}/clamd", accepts_unseen=False).check(io.BytesIO(b"x")) is True
    finally:
        server.close()


@pytest.mark.parametrize("says", ["INSTREAM size limit exceeded. ERROR", "", "?", "stream: UNKNOWN COMMAND"])
def test_no_verdict_is_no_answer(clamd: FakeClamd, says: str) -> None:
    clamd.says = says or " "
    with pytest.raises(DomainError) as refused:
        Scanner(address(clamd), accepts_unseen=False).check(io.BytesIO(b"x"))
    assert refused.value.message == UNREACHABLE


@pytest.mark.parametrize("where", ["127.0.0.1:1", "unix:/nulle/part"])
def test_unreachable_refuses_or_accepts_as_the_settings_say(where: str) -> None:
    with pytest.raises(DomainError) as refused:
        Scanner(where, accepts_unseen=False).check(io.BytesIO(b"x"))
    assert refused.value.message == UNREACHABLE
    assert Scanner(where, accepts_unseen=True).check(io.BytesIO(b"x")) is False


def test_without_address_nobody_is_asked() -> None:
    assert Scanner("", accepts_unseen=False).check(io.BytesIO(EICAR)) is False


def test_a_bad_file_is_refused_by_the_form_and_kept_nowhere(
    clamd: FakeClamd, app: Any, shelf: Any, tmp_path: Path
) -> None:
    app.registry["library_scanner"] = Scanner(address(clamd), accepts_unseen=False)
    page = shelf.send(shelf.browser(), EICAR, "eicar.txt", status=422)
    assert "contient un virus" in page
    assert not [path for path in (tmp_path / "documents").rglob("*") if path.is_file()]
    public_id = shelf.add()
    assert "fichier contrôlé" in shelf.browser().get(f"/intranet/documents/{public_id}")
