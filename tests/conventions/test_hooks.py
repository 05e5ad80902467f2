"""Every hook is named, typed, documented with its signature, implemented by a real plugin, and tested."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from collectif import hookspecs

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "hooks.md").read_text()
PLUGINS = [import_module(folder.parent.name) for folder in sorted((ROOT / "plugins").glob("*/__init__.py"))]
HOOKS = [value for name, value in vars(hookspecs).items() if hasattr(value, "collectif_spec")]
TESTS = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))


def faults(hook: Callable[..., Any]) -> list[str]:
    """What this hook lacks."""
    name, signature = hook.__name__, inspect.signature(hook)
    untyped = [p.name for p in signature.parameters.values() if p.annotation is inspect.Parameter.empty]
    lacking = {
        "its prefix": name.startswith("collectif_"),
        "a docstring": bool(hook.__doc__),
        "types": not untyped and signature.return_annotation is not inspect.Signature.empty,
        "its page in the reference": f"{name}{signature}".replace("'", "") in REFERENCE.replace("'", ""),
        "a plugin that uses it": any(hasattr(plugin, name) for plugin in PLUGINS),
        "a test": name in TESTS,
    }
    return [thing for thing, there in lacking.items() if not there]


def test_hooks_are_found() -> None:
    assert len(HOOKS) >= 4


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.__name__)
def test_hook_is_whole(hook: Callable[..., Any]) -> None:
    assert faults(hook) == []


def test_a_hook_in_a_hurry_would_be_seen() -> None:
    def hurried(association):  # type: ignore[no-untyped-def]
        return []

    assert faults(hurried) == [
        "its prefix", "a docstring", "types", "its page in the reference", "a plugin that uses it", "a test",
    ]  # fmt: skip
