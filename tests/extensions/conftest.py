"""Tests that wear plugins out: each makes its own application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def app(make_app: Callable[..., Any]) -> Any:
    return make_app()
