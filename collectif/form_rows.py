"""Adding and removing the rows of a form without a script: a button sends the whole form, and comes back with it.

The button's name is :data:`BUTTON` and its value ``add contacts`` or ``remove contacts.1``: an act, then the path of
the list or of the row.
"""

from __future__ import annotations

from typing import Any

import colander
import peppercorn

BUTTON = "__sequence__"
MAX_DEPTH = 6
Controls = list[tuple[str, Any]]


def was_pressed(controls: Controls) -> bool:
    return any(name == BUTTON for name, _ in controls)


def changed(controls: Controls) -> Any:
    """What was typed, as deform reads it, with the row added or removed.

    :raises ValueError, LookupError, TypeError: no button of ours sends this.
    """
    typed = peppercorn.parse([pair for pair in controls if pair[0] != BUTTON])
    act, _, way = next(value for name, value in controls if name == BUTTON).partition(" ")
    *parents, last = way.split(".")
    if not last or len(parents) > MAX_DEPTH or act not in ("add", "remove"):
        raise ValueError(act)
    place = typed
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place[name]
    if act == "add":
        place.setdefault(last, []).append(colander.null)
    else:
        del place[int(last)]
    return typed
