"""Fixtures of the whole suite; most are in ``collectif.testing`` and ``tests/support``, which plugins may use too."""

pytest_plugins = ["tests.support.isolation", "tests.support.databases", "tests.support.apps", "tests.support.browsers"]
