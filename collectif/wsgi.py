"""The application as a server runs it: made once, kept as long as the process lives."""

from __future__ import annotations

import gc
import linecache
from typing import Any

from . import main as make_app


def main(global_config: dict[str, Any], **raw: str) -> Any:
    """WSGI application (``paste.app_factory``).

    What was made at the start stays: the collector no longer walks through it at each request, which a page feels.
    """
    app = make_app(global_config, **raw)
    linecache.clearcache()
    gc.collect()
    gc.freeze()
    return app
