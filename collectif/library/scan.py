"""Asking clamd, the daemon of ClamAV, whether a file is dangerous (its INSTREAM command, over a socket)."""

from __future__ import annotations

import logging
import socket
import struct
from typing import IO

from ..errors import DomainError
from ..settings import LibrarySettings
from .kinds import blocks

log = logging.getLogger(__name__)
UNIX = "unix:"
DEFAULT_PORT = 3310
PATIENCE = 10.0
LONGEST_ANSWER = 4096

FOUND = (
    "Ce fichier contient un virus ou un programme dangereux : il est refusé. Prévenez la personne qui vous l'a donné."
)
UNREACHABLE = (
    "Le contrôle antivirus ne répond pas pour le moment : votre fichier n'est pas enregistré. Réessayez dans quelques "
    "minutes ; si cela dure, prévenez l'administrateur technique."
)


class Unreachable(Exception):
    """clamd did not answer, or not with a verdict."""


class Scanner:
    """Looks at files before they are kept.

    :param address: ``host:port`` or ``unix:/path``; empty: there is no scanner.
    :param accepts_unseen: whether a file is kept when clamd cannot be reached.
    """

    def __init__(self, address: str, accepts_unseen: bool):
        self._address = address
        self._accepts_unseen = accepts_unseen

    def check(self, file: IO[bytes]) -> bool:
        """Whether the file was looked at, and found sound.

        :raises DomainError: it is dangerous, or nobody could look at it and the settings ask that somebody does.
        """
        if not self._address:
            return False
        try:
            answer = self._ask(file)
        except (OSError, Unreachable) as error:
            log.warning("clamd not reached", extra={"cause": type(error).__name__})
            if self._accepts_unseen:
                return False
            raise DomainError(UNREACHABLE) from error
        if answer.endswith(" FOUND"):
            raise DomainError(FOUND)
        return True

    def _ask(self, file: IO[bytes]) -> str:
        """« stream: OK » or « stream: (a name) FOUND ».

        :raises Unreachable: anything else, such as a file longer than clamd takes.
        """
        file.seek(0)
        with self._connect() as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for block in blocks(file):
                clamd.sendall(struct.pack(">I", len(block)) + block)
            clamd.sendall(struct.pack(">I", 0))
            answer = _read(clamd)
        if not answer.endswith((": OK", " FOUND")):
            raise Unreachable(answer)
        return answer

    def _connect(self) -> socket.socket:
        if self._address.startswith(UNIX):
            return _unix(self._address.removeprefix(UNIX))
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host or self._address, int(port) if host else DEFAULT_PORT), PATIENCE)


def _unix(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(PATIENCE)
    try:
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection


def _read(clamd: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        received = clamd.recv(1024)
        if not received:
            break
        answer += received
    return answer.decode("utf-8", "replace").strip("\0 \n")


def make_scanner(settings: LibrarySettings) -> Scanner:
    return Scanner(settings.clamd, settings.clamd_unreachable == "accept")
