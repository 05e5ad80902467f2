"""Forms about an action that someone else may change at the same time: nothing typed is lost, nothing is overwritten
unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import colander

from ..forms import Done, Form
from .models import Action
from .services import EditedMeanwhile
from .vocabulary import FIELDS


class VersionedForm:
    """A form that carries the version that was read. ``reread``: it comes back on top of a newer one."""

    def __init__(self, form: Form, action: Action):
        self.form = form
        self.reread = False
        self._action = action

    def handle(self, act: Callable[[Any], Any]) -> Done | None:
        """As :meth:`Form.handle`; once someone has been told about a change, sending again confirms over it."""
        done = self.form.handle(lambda data: self._attempt(act, data))
        if self.reread:
            self.form.cstruct = {**self.form.cstruct, "version": str(self._action.version)}
        return done

    @property
    def differences(self) -> list[tuple[str, str]]:
        """What is saved now, field by field, where it is not what was typed."""
        if not self.reread:
            return []
        saved, typed = self.form.schema.serialize(form_values(self._action)), self.form.cstruct
        fields = [node for node in self.form.schema.children if node.name in FIELDS]
        pairs = [(node.title, words(node, saved[node.name]), words(node, typed.get(node.name))) for node in fields]
        return [(title, before or "(rien)") for title, before, after in pairs if before != after]

    def _attempt(self, act: Callable[[Any], Any], data: Any) -> Any:
        try:
            return act(data)
        except EditedMeanwhile:
            self.reread = True
            raise


def form_values(action: Action) -> dict[str, Any]:
    """What the edit form shows."""
    names = [name for name in FIELDS if name != "partners"]
    values = {name: getattr(action, name) for name in names if getattr(action, name) is not None}
    return {**values, "partners": {row.slug for row in action.organisations}, "version": action.version}


def words(node: colander.SchemaNode, value: Any) -> str:
    """A form's value as people read it, comparable whatever its line ends."""
    labels = dict(getattr(node.widget, "values", ()))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(sorted(labels.get(item, str(item)) for item in value))
    return "\n".join(labels.get(value, str(value)).splitlines()) if value else ""
