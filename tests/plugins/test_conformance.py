"""Every bundled plugin keeps what a plugin promises."""

from __future__ import annotations

from importlib.metadata import entry_points

from collectif.testing import plugin_conformance

BUNDLED = sorted(point.name for point in entry_points(group="collectif.plugins"))
globals().update({f"Test_{name}": plugin_conformance(name) for name in BUNDLED})
