"""For tests of plugins, of this repository's or of anyone's: one line runs them all.

.. code-block:: python

    from collectif.testing import plugin_conformance

    TestMyPlugin = plugin_conformance("cerisiers")

It needs what ``pip install collectif[testing]`` brings: pytest, webtest and hypothesis.
"""

from .conformance import plugin_conformance

__all__ = ["plugin_conformance"]
