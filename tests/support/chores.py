"""Running chores of the application under test."""

from __future__ import annotations

from typing import Any

from collectif.chores import run_chores


def run(app: Any, *names: str) -> dict[str, int | None]:
    """What these chores have done, run alone; every chore when none is named. ``None``: it failed."""
    registry, every = app.registry, app.registry["chores"]
    assert set(names) <= {one.name for one in every}
    registry["chores"] = [one for one in every if one.name in names or not names]
    try:
        return {one.name: one.done for one in run_chores(registry, "http://localhost")}
    finally:
        registry["chores"] = every
