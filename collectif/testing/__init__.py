"""For tests of plugins, of this repository's or of anyone's: one line runs them all.

.. code-block:: python

    from collectif.testing import plugin_conformance

    TestMyPlugin = plugin_conformance("cerisiers")

It needs what ``pip install collectif[testing]`` brings: pytest, webtest and hypothesis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .conformance import plugin_conformance

__all__ = ["plugin_conformance"]


def __getattr__(name: str) -> Any:
    """The suite, loaded when it is asked for: what is light in this package stays so."""
    if name not in __all__:
        raise AttributeError(name)
    from . import conformance

    return getattr(conformance, name)
