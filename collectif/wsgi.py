"""The application as a server runs it: made once, kept as long as the process lives."""

from __future__ import annotations

import gc
import linecache
from typing import Any

from pyramid.config import Configurator

from . import main as make_app


class ServerConfigurator(Configurator):
    """Keeps no list of what is registered: nobody asks a server for one, and it takes two megabytes.

    A class, since what a room includes forgets Pyramid's own option.
    """

    def __init__(self, **options: Any):
        super().__init__(**{**options, "introspection": False})


def main(global_config: dict[str, Any], **raw: str) -> Any:
    """WSGI application (``paste.app_factory``).

    What was made at the start stays: the collector no longer walks through it at each request, which a page feels.
    """
    app = make_app(global_config, ServerConfigurator, **raw)
    linecache.clearcache()
    gc.collect()
    gc.freeze()
    return app
