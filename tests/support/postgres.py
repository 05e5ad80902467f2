"""A throw-away PostgreSQL server in a temporary folder: unix socket, no fsync, another user when root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENVIRONMENT = "COLLECTIF_TEST_POSTGRESQL"
INSTALL_HINT = "PostgreSQL manque : installez le paquet « postgresql » (ou donnez COLLECTIF_TEST_POSTGRESQL)."
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -c max_connections=200"
# Long enough for whoever waited first, on a busy machine, to be the one that finds a deadlock.
OPTIONS += " -c deadlock_timeout=5s"
UNPRIVILEGED = ("postgres", "nobody")


def find_binaries() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, on the path or where Debian puts it."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return installed[-1].parent if installed else None


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give the address of its ``postgres`` database."""
    binaries = find_binaries()
    assert binaries, INSTALL_HINT
    folder = Path(tempfile.mkdtemp(prefix="collectif-pg-"))
    user = _demote(folder)
    try:
        _run([binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
              "--locale=C.UTF-8", "--no-sync"], user)  # fmt: skip
        start = [binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log"]
        _run([*start, "-o", f"{OPTIONS} -k {folder}", "start"], user)
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            _run([*start, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _demote(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: give the folder to another user then."""
    if os.geteuid() != 0:
        return None
    user = next(name for name in UNPRIVILEGED if _exists(name))
    shutil.chown(folder, user)
    return user


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _run(command: list[object], user: str | None) -> None:
    subprocess.run([str(part) for part in command], user=user, check=True, capture_output=True, cwd="/")
