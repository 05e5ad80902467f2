"""The reference of hooks, written from ``hookspecs.py`` so that it cannot say anything else."""

from __future__ import annotations

import ast
import inspect
import re

from .. import hookspecs
from ..contributions import API_VERSION
from ..hookspecs import PREFIX

ROLE = re.compile(r":\w+:`~(?:\w+\.)*(\w+)`")
INTRODUCTION = f"""# Hooks

Written from `collectif/hookspecs.py` by `collectif plugin hooks-doc`; do not edit. API version: {API_VERSION}.
The types are in `collectif/contributions.py`; [plugins.md](plugins.md) says how a plugin is made.
"""


def render_hooks_doc() -> str:
    """The content of ``docs/hooks.md``."""
    tree = ast.parse(inspect.getsource(hookspecs))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith(PREFIX)]
    return "\n".join([INTRODUCTION, *(_section(node) for node in found)])


def _section(node: ast.FunctionDef) -> str:
    arguments, returns = ast.unparse(node.args), ast.unparse(node.returns) if node.returns else "None"
    sensitive = getattr(getattr(hookspecs, node.name), "sensitive", False)
    errors = "reach the page: never swallowed" if sensitive else "set aside; the page goes on without the plugin"
    text = ROLE.sub(r"`\1`", ast.get_docstring(node) or "").replace("``", "`")
    return f"""## `{node.name}`

```python
def {node.name}({arguments}) -> {returns}
```

{text}

Errors: {errors}.
"""
