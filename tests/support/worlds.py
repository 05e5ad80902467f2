"""The small world of :mod:`.world`, built once a worker on each engine that asks for it."""

from __future__ import annotations

import pytest

from .databases import Templates
from .world import World, build_world

TEMPLATE = "world"


@pytest.fixture(scope="session")
def worlds() -> dict[str, World]:
    """The world of each engine; :data:`TEMPLATE` is its template of a database."""
    return {}


@pytest.fixture
def world(worlds: dict[str, World], engine_name: str, templates: Templates) -> World:
    return worlds.get(engine_name) or worlds.setdefault(engine_name, build_world(templates, TEMPLATE))
