"""Nothing leaves this machine while tests run."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from typing import Any

import pytest

LOCAL = ("127.", "::1", "localhost", "/", "\0")
_connect = socket.socket.connect
_getaddrinfo = socket.getaddrinfo


def _is_local(host: Any) -> bool:
    return host is None or (isinstance(host, str) and (host == "" or host.startswith(LOCAL)))


def _guarded_connect(self: socket.socket, address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else str(address)
    if not _is_local(host):
        raise RuntimeError("network is forbidden in tests")
    _connect(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kw: Any) -> Any:
    if not _is_local(host):
        raise RuntimeError("network is forbidden in tests")
    return _getaddrinfo(host, *args, **kw)


def _no_mail(*args: Any, **kw: Any) -> None:
    raise RuntimeError("real mail is forbidden in tests")


@pytest.fixture(autouse=True, scope="session")
def isolation() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded_connect)
        patch.setattr(socket, "getaddrinfo", _guarded_getaddrinfo)
        patch.setattr(smtplib.SMTP, "connect", _no_mail)
        yield
