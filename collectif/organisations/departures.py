"""What other rooms do when an organisation leaves the collective, or is about to become another one.

Rooms above this one declare it with ``config.add_departure``; it happens in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pyramid.config import Configurator
from pyramid.request import Request

from .models import Organisation

Left = Callable[[Request, Organisation], None]
Merging = Callable[[Request, Organisation, Organisation], None]


def _nothing(*_: object) -> None:
    return None


@dataclass
class Departures:
    """Acts declared by rooms: ``left`` an organisation, ``merging`` one into another, before anything moves."""

    left: list[Left] = field(default_factory=list)
    merging: list[Merging] = field(default_factory=list)

    def on_left(self, request: Request, organisation: Organisation) -> None:
        for act in self.left:
            act(request, organisation)

    def on_merging(self, request: Request, source: Organisation, target: Organisation) -> None:
        for act in self.merging:
            act(request, source, target)


def add_departure(config: Configurator, *, left: Left = _nothing, merging: Merging = _nothing) -> None:
    """Configurator directive: ``left(request, organisation)``, ``merging(request, source, target)``."""
    departures: Departures = config.registry["departures"]
    departures.left.append(left)
    departures.merging.append(merging)
