"""``make bench``: how a roster page of ours compares with other ways to serve it, as ratios of one run.

The server runs on one core and the client on the other; rounds alternate between the targets. Absolute times mean
nothing on a shared machine: only the ratios are printed as results.
"""

from __future__ import annotations

import http.client
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from collectif.tokens import token_hash
from tests.bench.data import ASSOCIATION, PUBLISHED, build
from tests.bench.processes import CLIENT_CORE, Target, compare, fetch, free_port, serve
from tests.support.cookies import signed_cookie

SMALL, LARGE = 10_000, 1_000_000
ROUNDS, REQUESTS = 7, 150
ROSTER = f"/intranet/associations/{ASSOCIATION}/pairs"
FILTERED = ROSTER + "?etat=paused"
PUBLIC = {"home": "/", "actions": "/actions", "action": f"/actions/{PUBLISHED}"}
DJANGO_PYTHON = Path(".venv-bench/bin/python")
GOALS = {
    "raw": (4.0, "au plus 4 fois le temps de sqlite3 et de chaînes jointes"),
    "listview": (4.0, "au moins 4 fois plus rapide que la ListView de Django"),
    "large": (1.3, "à 1 000 000 de pairs, au plus 1,3 fois le temps à 10 000"),
    "public": (0.5, "pages publiques : au moins la moitié du débit de Pyramid seul"),
    "memory": (120.0, "mémoire, en Mo"),
}


def ours(stack: ExitStack, name: str, database: Path, token: str, path: str = ROSTER) -> Target:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.our_server", str(database), str(port)]
    # The environment that docs/operations.md asks for.
    environment = {"CHAMELEON_CACHE": str(database.with_name("templates")), "MALLOC_ARENA_MAX": "2"}
    return stack.enter_context(serve(name, command, port, path, f"collectif={signed_cookie(token)}", **environment))


def compile_templates(database: Path, token: str) -> None:
    """Serve each page once and stop: templates are then compiled, as they are in production after the first start."""
    database.with_name("templates").mkdir()
    with ExitStack() as stack:
        first = ours(stack, "first", database, token)
        for name in PUBLIC:
            page_of(visited(first, name))


def same_server(target: Target, name: str, path: str) -> Target:
    return Target(name, target.port, path, target.cookie, target.process)


def visited(target: Target, name: str) -> Target:
    """A public page of ours, asked by a visitor without a cookie."""
    return Target(name, target.port, PUBLIC[name], "", target.process)


def bare(stack: ExitStack, folder: Path, page: str) -> Target:
    """Pyramid alone, with the same page."""
    port = free_port()
    file = folder / "public.html"
    file.write_text(page)
    command = [sys.executable, "-m", "tests.bench.bare_server", str(port), str(file)]
    return stack.enter_context(serve("bare", command, port, "/", ""))


def raw(stack: ExitStack, database: Path, page: str, token: str) -> Target:
    port = free_port()
    file = database.with_suffix(".html")
    file.write_text(page)
    command = [sys.executable, "-m", "tests.bench.raw_server", str(database), str(port), str(file), token_hash(token)]
    return stack.enter_context(serve("raw", command, port, "/", ""))


def django(stack: ExitStack, folder: Path) -> list[Target]:
    port = free_port()
    database = folder / "django.db"
    command = [str(DJANGO_PYTHON), "tests/bench/django_server.py", str(database), str(SMALL), str(port)]
    target = stack.enter_context(serve("django", command, port, "/admin/login/", ""))
    cookie = "sessionid=" + Path(f"{database}.session").read_text()
    return [
        Target("listview", port, "/pairs", cookie, target.process),
        Target("admin", port, "/admin/auth/sponsorship/", cookie, target.process),
    ]


def page_of(target: Target) -> str:
    return fetch(http.client.HTTPConnection("127.0.0.1", target.port), target)


def measure(folder: Path) -> tuple[dict[str, float], float]:
    """Seconds a page by target, and our server's memory in MB."""
    with ExitStack() as stack:
        token = build(folder / "small.db", SMALL)
        compile_templates(folder / "small.db", token)
        small = ours(stack, "ours", folder / "small.db", token)
        large = ours(stack, "large", folder / "large.db", build(folder / "large.db", LARGE))
        public = [visited(small, name) for name in PUBLIC]
        targets = [
            small,
            same_server(small, "filtered", FILTERED),
            large,
            same_server(large, "large filtered", FILTERED),
            raw(stack, folder / "small.db", page_of(small), token),
            *django(stack, folder),
            *public,
            bare(stack, folder, page_of(public[1])),
        ]
        seconds = compare(targets, ROUNDS, REQUESTS)
        return seconds, max(small.memory_mb(), large.memory_mb())


def results(seconds: dict[str, float], memory: float) -> list[tuple[str, float, bool]]:
    """``(words, value, whether the goal is met)``."""
    values = {
        "raw": seconds["ours"] / seconds["raw"],
        "listview": seconds["listview"] / seconds["ours"],
        "large": max(seconds["large"] / seconds["ours"], seconds["large filtered"] / seconds["filtered"]),
        "public": min(seconds["bare"] / seconds[name] for name in PUBLIC),
        "memory": memory,
    }
    at_least = {"listview", "public"}
    return [
        (words, values[name], values[name] >= goal if name in at_least else values[name] <= goal)
        for name, (goal, words) in GOALS.items()
    ]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="collectif-bench-") as folder:
        seconds, memory = measure(Path(folder))
    print(f"Liste de {SMALL} pairs, 50 lignes, compte et filtres, référent connecté (client sur le cœur {CLIENT_CORE})")
    for name, value in seconds.items():
        print(f"  {name:<16} {value / seconds['ours']:6.2f} × notre page")
    outcome = results(seconds, memory)
    for words, value, met in outcome:
        print(f"  {'oui' if met else 'NON'}  {value:7.2f}  {words}")
    return 0 if all(met for *_, met in outcome) else 1


if __name__ == "__main__":
    sys.exit(main())
