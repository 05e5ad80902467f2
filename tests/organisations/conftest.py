"""Fixtures of the organisations room."""

import pytest

from collectif.journal import SYSTEM, Journal, Recorder


@pytest.fixture
def recorder(db, database):
    """The journal as a command would write it, in the test's own transaction."""
    return Recorder(Journal("test"), database, db, SYSTEM, writing=True)
