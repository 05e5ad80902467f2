"""The pages a plugin adds, collected before anything is registered: a plugin that fails half-way adds none.

A plugin's ``includeme(pages)`` is given a :class:`PluginPages`, never the application's configurator: its pages can
only be under its own association's address, for people whose rights are on that association.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import colander

from ..contributions import ContributionError, PageRequest, check_name
from ..security.permissions import Permission

ADDRESS = "/intranet/associations/{association}/extension/{name}"
# Who sees the roster may be shown what a plugin keeps about peers.
SEES_PEOPLE = (Permission.VIEW_ROSTER, Permission.EDIT_ROSTER)
Page = Callable[[PageRequest], Mapping[str, Any]]
Schema = Callable[[PageRequest], colander.SchemaNode]
Save = Callable[[PageRequest, Mapping[str, Any]], str]


@dataclass(frozen=True)
class Added:
    """What a plugin adds at an address of its own, for whoever holds ``permission`` on its association."""

    name: str
    title: str
    permission: Permission


@dataclass(frozen=True)
class PluginPage(Added):
    """A page to read. ``template`` is a Chameleon template, ``package:path``; ``page`` gives its variables."""

    page: Page = field(repr=False)
    template: str


@dataclass(frozen=True)
class PluginForm(Added):
    """A form: ``schema`` gives its questions, ``save`` keeps the answers, and ``then`` is the page shown after."""

    schema: Schema = field(repr=False)
    save: Save = field(repr=False)
    submit: str
    then: str


class PluginPages:
    """What a plugin's ``includeme`` is given."""

    def __init__(self, association: str, package: str, folder: Path):
        self._association = association
        self._package = package
        self._folder = folder
        self._added: dict[str, Added] = {}

    @property
    def all(self) -> tuple[Added, ...]:
        """:raises ContributionError: a form leads to a page that was not added."""
        for added in self._added.values():
            if isinstance(added, PluginForm) and not isinstance(self._added.get(added.then), PluginPage):
                raise ContributionError(f"Le formulaire « {added.name} » mène à « {added.then} », qui n'existe pas.")
        return tuple(self._added.values())

    def add_page(self, name: str, title: str, page: Page, template: str, permission: Permission) -> None:
        """Add ``/intranet/associations/{the association}/extension/{name}``, a page to read.

        :param page: :class:`~collectif.contributions.PageRequest` → the template's variables; it runs apart.
        :param template: path inside the plugin's package (``templates/guide.pt``).
        :param permission: what whoever opens it must hold on the association.
        :raises ContributionError: the name, the template or the permission will not do.
        """
        self._check(name, permission)
        if not (self._folder / template).is_file():
            raise ContributionError(f"La page « {name} » n'a pas de modèle « {template} ».")
        self._added[name] = PluginPage(name, title, permission, page, f"{self._package}:{template}")

    def add_form(self, name: str, title: str, schema: Schema, save: Save, *, then: str, submit: str = "Enregistrer",
                 permission: Permission = Permission.EDIT_ROSTER) -> None:  # fmt: skip
        """Add a form at the same kind of address; the host draws it, checks its token and the answers.

        :param schema: request → the questions, a colander mapping; it may fill them in with ``default``, and say what
            the form is about with its own ``description``.
        :param save: request and answers → what to say once it is done, in French. It writes through ``request.store``.
            :raises collectif.own_tables.Refused: it cannot be done; said in the form.
        :param then: the page to go back to.
        :raises ContributionError: the name or the permission will not do.
        """
        self._check(name, permission)
        if permission not in SEES_PEOPLE:
            raise ContributionError(f"Le formulaire « {name} » est pour qui voit ou tient la liste des pairs.")
        self._added[name] = PluginForm(name, title, permission, schema, save, submit, then)

    def _check(self, name: str, permission: Permission) -> None:
        check_name(name)
        if name in self._added:
            raise ContributionError(f"La page « {name} » est ajoutée deux fois.")
        if not isinstance(permission, Permission):
            raise ContributionError(f"La page « {name} » ne dit pas qui peut l'ouvrir.")


def collect(module: Any, association: str) -> tuple[Added, ...]:
    """The pages a plugin's ``includeme`` adds; none when it has no ``includeme``."""
    if not hasattr(module, "includeme"):
        return ()
    pages = PluginPages(association, module.__name__, Path(module.__file__).parent)
    module.includeme(pages)
    return pages.all


def route_name(association: str, page: str) -> str:
    return f"extension.{association}.{page}"
