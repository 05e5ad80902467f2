"""Fixtures of the whole suite; most are in ``tests/support``."""

import os
import tempfile

# Compiled templates are kept between applications: each test makes its own application. Read at Chameleon's import.
_compiled = tempfile.TemporaryDirectory(prefix="collectif-templates-")
os.environ.setdefault("CHAMELEON_CACHE", _compiled.name)

pytest_plugins = [
    "tests.support.isolation",
    "tests.support.databases",
    "tests.support.apps",
    "tests.support.queries",
    "tests.support.browsers",
]
