"""Fixtures of the whole suite; most are in ``tests/support``."""

import gc
import os
import tempfile

from hypothesis import HealthCheck, settings

# Compiled templates are kept between applications: each test makes its own application. Read at Chameleon's import.
_compiled = tempfile.TemporaryDirectory(prefix="collectif-templates-")
os.environ.setdefault("CHAMELEON_CACHE", _compiled.name)

# Two shared cores: how long an example takes says nothing.
settings.register_profile("collectif", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("collectif")

pytest_plugins = [
    "tests.support.isolation",
    "tests.support.databases",
    "tests.support.worlds",
    "tests.support.apps",
    "tests.support.queries",
    "tests.support.browsers",
    "tests.support.enrolling",
]


def pytest_collection_finish() -> None:
    """What was loaded stays to the end: the collector need not go through it at each test."""
    gc.collect()
    gc.freeze()
