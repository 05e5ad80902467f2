"""What the site does by itself, day after day: reminders, expiries, deadlines.

A room declares its chores with ``config.add_chore``; ``collectif chores`` runs them all (every hour, from a timer), and
running them again changes nothing more. Each has a transaction of its own: one that fails leaves the others done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.scripting import prepare

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chore:
    """One thing to do.

    :param name: French, what the command says it has done. :param act: a request of nobody → how many things it did.
    """

    name: str
    act: Callable[[Request], int]


@dataclass(frozen=True)
class Outcome:
    """How one chore went; ``done`` is ``None`` when it failed (the log says why)."""

    name: str
    done: int | None


def add_chore(config: Configurator, name: str, act: Callable[[Request], int]) -> None:
    """Configurator directive: declare a chore. It must be safe to run again at any moment."""
    config.registry["chores"].append(Chore(name, act))


def run_chores(registry: Registry, base_url: str) -> Iterator[Outcome]:
    """Run every chore, in the order of the rooms, each in a transaction of its own."""
    for chore in registry["chores"]:
        request = Request.blank("/", base_url=base_url, method="POST")
        yield Outcome(chore.name, _run(registry, request, chore))


def _run(registry: Registry, request: Request, chore: Chore) -> int | None:
    try:
        with prepare(registry=registry, request=request) as env, env["request"].tm:
            return chore.act(env["request"])
    except Exception:
        log.exception("chore failed", extra={"chore": chore.act.__name__})
        return None


def includeme(config: Configurator) -> None:
    config.registry["chores"] = []
    config.add_directive("add_chore", add_chore)
