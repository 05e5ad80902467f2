"""Forms: colander schemas shown with our own templates, and one way to handle what comes back.

>>> form = request.create_form(Schema(), submit="Enregistrer")
>>> if done := form.handle(lambda data: service.save(data)):
...     return HTTPSeeOther(...)
>>> return {"form": form}
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import colander
import deform
from markupsafe import Markup
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request

from . import form_rows, text
from .bodies import Controls, read_controls
from .errors import DomainError
from .messages import translate
from .templating import Templates

# What may wait to be said, once written in the cookie, in characters.
MOST_SAID = 1_200
# What colander and peppercorn raise, outside their own error path, on bodies no browser sends.
MALFORMED = (
    colander.Invalid,
    TypeError,
    ValueError,
    KeyError,
    AttributeError,
    IndexError,
    UnicodeDecodeError,
)


@dataclass(frozen=True)
class Done:
    """A form was sent, valid, and the act succeeded with ``value``."""

    value: Any = None


class WidgetRenderer:
    """Renders deform's widgets with the templates of ``templates/deform``."""

    def __init__(self, templates: Templates):
        self._templates = templates

    def __call__(self, template: str, **values: Any) -> Markup:
        name = template.removeprefix("readonly/") if template == "readonly/form" else template
        return Markup(self._templates.load(f"deform/{name}.pt")(translate=translate_in_template, **values))  # noqa: S704


def translate_in_template(msgid: Any, domain: Any = None, mapping: Any = None, **kw: Any) -> str:
    """Chameleon's translation hook: deform's and colander's own messages, in French."""
    return translate(kw.get("default", "") if msgid is None else msgid)


class Form(deform.Form):
    """A form of one request."""

    error: Any

    def __init__(self, request: Request, schema: colander.SchemaNode, submit: str, **kw: Any):
        renderer = partial(request.registry["widget_renderer"], csrf_token=request.session.get_csrf_token())
        kw.setdefault("action", request.path_qs)
        super().__init__(
            schema, buttons=(deform.Button("submit", submit),), renderer=renderer, translator=translate, **kw
        )
        self._request = request
        self._appstruct: Any = None
        self._sent = False

    def fill(self, appstruct: dict[str, Any]) -> Form:
        """Show these values until something is sent."""
        self._appstruct = appstruct
        return self

    def handle(self, act: Callable[[Any], Any]) -> Done | None:
        """When the form was sent and is valid, call ``act`` with its data.

        :returns: ``None`` when there is nothing to do or something to put right; the answer is then 422
            and the transaction is abandoned.
        :raises HTTPBadRequest: the body is not one a form can send.
        """
        if self._request.method != "POST":
            return None
        try:
            controls = self._controls()
            if form_rows.was_pressed(controls):
                self._change_rows(controls)
                return None
            return Done(act(self._validated(controls)))
        except deform.ValidationFailure as failure:
            if has_holes(failure.cstruct):
                raise HTTPBadRequest() from failure
            self._refuse()
        except DomainError as error:
            self._say(error)
            self._refuse()
        return None

    def render(self, **kw: Any) -> Markup:
        """The form, with what was typed and what is to be put right."""
        if self._sent:
            return self.widget.serialize(self, self.cstruct, **kw)
        return super().render(colander.null if self._appstruct is None else self._appstruct, **kw)

    def _controls(self) -> Controls:
        return [(name, printable(value)) for name, value in read_controls(self._request)]

    def _validated(self, controls: Controls) -> Any:
        try:
            return self.validate(controls)
        except MALFORMED as error:
            raise HTTPBadRequest() from error

    def _change_rows(self, controls: Controls) -> None:
        """Show the form again with a row more or less; what was typed stays, nothing is checked yet."""
        try:
            self.set_pstruct(form_rows.changed(controls))
        except MALFORMED as error:
            raise HTTPBadRequest() from error
        self._sent = True

    def _say(self, error: DomainError) -> None:
        known = error.field is not None and error.field in self
        field = self[error.field] if known else self
        field.error = colander.Invalid(field.schema, error.message)
        if self.error is None:
            self.error = colander.Invalid(self.schema)
            self.error.add(field.error)

    def _refuse(self) -> None:
        self._sent = True
        self._request.response.status_int = 422
        self._request.tm.doom()


def has_holes(cstruct: Any) -> bool:
    """Whether a part of what was sent could not be read at all: no form of ours sends it, none can show it again."""
    if isinstance(cstruct, dict):
        return any(map(has_holes, cstruct.values()))
    return any(map(has_holes, cstruct)) if isinstance(cstruct, list) else cstruct is None


def printable(value: Any) -> Any:
    """Text without the characters that show nothing, or show the rest in another order."""
    return text.printable(value) if isinstance(value, str) else value


def create_form(request: Request, schema: colander.SchemaNode, submit: str = "Enregistrer", **kw: Any) -> Form:
    """Request method: a :class:`Form` for ``schema``, bound to the request, sent to the same address."""
    return Form(request, schema.bind(request=request), submit, **kw)


def includeme(config: Configurator) -> None:
    config.registry["widget_renderer"] = WidgetRenderer(config.registry["templates"])
    config.add_request_method(create_form)
    config.add_request_method(flash)


def flash(request: Request, level: str, message: str) -> None:
    """Say ``message`` on the next page; ``level`` is info, success, warning or error.

    They wait in the cookie, which browsers refuse over four kilobytes: the last ones are kept, a very long one is cut.
    """
    while len(json.dumps(message)) > MOST_SAID:
        message = message[: len(message) * 3 // 4] + "…"
    waiting = [*request.session.pop_flash(), (level, message)]
    while len(json.dumps(waiting)) > MOST_SAID * 3 // 2:
        waiting.pop(0)
    for one in waiting:
        request.session.flash(one)
