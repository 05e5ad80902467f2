"""Server processes on one core, one client on the other, and the requests between them."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SERVER_CORE, CLIENT_CORE = 0, 1
PATIENCE = 60


@dataclass
class Target:
    """A page to ask for: where, with which cookie, from which process."""

    name: str
    port: int
    path: str
    cookie: str
    process: subprocess.Popen[bytes]

    def memory_mb(self) -> float:
        """The largest resident memory the process ever had, in MB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(name: str, command: list[str], port: int, path: str, cookie: str, **environment: str) -> Iterator[Target]:
    """Run ``command`` on the server's core until the block ends."""
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE})
    )
    target = Target(name, port, path, cookie, process)
    try:
        _wait(target)
        yield target
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(target: Target) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fetch(http.client.HTTPConnection("127.0.0.1", target.port, timeout=30), target)
            return
        except (ConnectionError, OSError):
            if time.monotonic() > deadline or target.process.poll() is not None:
                raise
            time.sleep(0.2)


def fetch(connection: http.client.HTTPConnection, target: Target) -> str:
    """The page's text; anything but a 200 stops the benchmark."""
    connection.request("GET", target.path, headers={"Cookie": target.cookie, "Host": "localhost"})
    answer = connection.getresponse()
    body = answer.read().decode()
    assert answer.status == 200, (target.name, answer.status, answer.headers.get("Location"), body[:500])
    return body


def median_seconds(target: Target, requests: int) -> float:
    """The median time of a request on a connection kept open."""
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)
    times = []
    for _ in range(requests):
        started = time.perf_counter()
        fetch(connection, target)
        times.append(time.perf_counter() - started)
    connection.close()
    return statistics.median(times)


def compare(targets: list[Target], rounds: int, requests: int) -> dict[str, float]:
    """Median seconds a page for each target; rounds alternate, so that the machine's noise falls on all alike."""
    os.sched_setaffinity(0, {CLIENT_CORE})
    measured: dict[str, list[float]] = {target.name: [] for target in targets}
    for target in targets:
        median_seconds(target, max(5, requests // 10))
    for _ in range(rounds):
        for target in targets:
            measured[target.name].append(median_seconds(target, requests))
    return {name: statistics.median(values) for name, values in measured.items()}
