"""Two people editing the same thing: the second is told, sees what differs, and loses nothing that was typed.

A schema that edits a :class:`~collectif.db.Versioned` row takes ``version = version_node()`` among its fields, and the
view calls :func:`edit` instead of :meth:`~collectif.forms.Form.handle`:

>>> form = request.create_form(Schema())
>>> if edit(form, thing, values_of, lambda data: service.save(thing, data)):
...     return HTTPSeeOther(...)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import colander
from deform.widget import HiddenWidget
from sqlalchemy.orm import object_session

from .db import Versioned, hold
from .errors import DomainError
from .forms import Done, Form

T = TypeVar("T", bound=Versioned)
FIELD = "version"
MEANWHILE = (
    "Une autre personne a modifié cette fiche pendant que vous écriviez. Ce que vous avez écrit est toujours là."
)
SAVE_AGAIN = "Corrigez si besoin, puis enregistrez de nouveau : votre version remplacera la sienne."


def version_node() -> colander.SchemaNode:
    """The hidden field that says which version the page showed."""
    return colander.SchemaNode(colander.String(), widget=HiddenWidget(), validator=colander.Length(max=20), missing="")


def edit(form: Form, thing: T, values: Callable[[T], dict[str, Any]], act: Callable[[Any], Any]) -> Done | None:
    """Show ``values(thing)`` in the form; when it comes back, call ``act`` unless someone saved meanwhile.

    The row is locked while it is checked, so that of two people who save at the same instant one is told too.
    ``act`` receives the form's data without the version.
    """
    form.fill({**values(thing), FIELD: str(thing.version)})

    def checked(data: dict[str, Any]) -> Any:
        session = object_session(thing)
        assert session is not None
        hold(session, thing)
        if data.pop(FIELD) != str(thing.version):
            form[FIELD].cstruct = str(thing.version)
            raise DomainError(" ".join(filter(None, [MEANWHILE, _differences(form, values(thing)), SAVE_AGAIN])))
        return act(data)

    return form.handle(checked)


def _differences(form: Form, stored: dict[str, Any]) -> str:
    """What is stored and is not what the form holds, in words."""
    now = form.schema.serialize({**stored, FIELD: ""})
    told = [
        f"{field.title} : {_words(field, kept)}"
        for field, kept in _leaves(form, now)
        if field.name != FIELD and _text(field.cstruct) != _text(kept)
    ]
    return f"Voici ce qui est enregistré et qui diffère : {' ; '.join(told)}." if told else ""


def _leaves(fields: Any, stored: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Each question with what is stored of it, those of groups too."""
    for field in fields.children:
        if isinstance(field.schema.typ, colander.Mapping):
            yield from _leaves(field, stored[field.name])
        else:
            yield field, stored[field.name]


def _text(cstruct: Any) -> str:
    if isinstance(cstruct, (set, frozenset, list, tuple)):
        return ", ".join(sorted(map(str, cstruct)))
    return "" if cstruct in (colander.null, None) else str(cstruct).replace("\r\n", "\n").strip()


def _words(field: Any, cstruct: Any) -> str:
    labels = dict(getattr(field.widget, "values", None) or ())
    if isinstance(cstruct, (set, frozenset, list, tuple)):
        words = ", ".join(str(label) for value, label in labels.items() if value in cstruct)
    else:
        words = str(labels.get(cstruct, _text(cstruct)))
    return f"« {words} »" if words else "rien"
