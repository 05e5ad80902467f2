"""The life of an organisation: added once, described, given a logo, in and out of the pôle. It is never deleted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ..errors import DomainError
from ..journal import Recorder
from ..text import slugify, sort_key, today
from .images import read_image
from .models import Organisation, OrganisationAlias
from .queries import Known, near_duplicates

SLUG_LENGTH = 40
LOGOS = "/logos/"
LOOKS_LIKE = "Une organisation de nom très proche existe déjà. Comparez-les, puis choisissez : est-ce la même ?"
STILL_MEMBER = "Cette organisation est membre du pôle : laissez vide la date de départ."
JUST_ADDED = "Une autre personne vient d'ajouter une organisation de ce nom. Envoyez de nouveau pour les comparer."
FUTURE = "Cette date est dans le futur. Donnez une date passée, ou celle d'aujourd'hui."


class LooksLike(DomainError):
    """Someone must say whether these are the same organisation. ``candidates`` are those not yet answered for."""

    def __init__(self, candidates: list[Known]):
        super().__init__(LOOKS_LIKE)
        self.candidates = candidates


class Organisations:
    """Rules about organisations; every change is journalled.

    :param on_left: what other rooms do when one leaves the pôle, in the same transaction.
    """

    def __init__(self, session: Session, recorder: Recorder,
                 on_left: Callable[[Organisation], None] = lambda organisation: None):  # fmt: skip
        self._session = session
        self._recorder = recorder
        self._on_left = on_left

    def add(self, values: dict[str, Any], *, distinct_from: Iterable[str] = ()) -> Organisation:
        """A new organisation, outside the pôle until someone says otherwise.

        :param distinct_from: slugs of the look-alikes that someone said are other organisations.
        :raises LooksLike: others look like it.
        """
        self._check_alone(None, _names(values), distinct_from)
        organisation = Organisation(slug=self._free_slug(values["short_name"]))
        self._describe(organisation, values)
        try:
            with self._session.begin_nested():
                self._session.add(organisation)
        except IntegrityError as error:
            raise DomainError(JUST_ADDED) from error
        self._record("organisation.added", organisation)
        return organisation

    def edit(self, organisation: Organisation, values: dict[str, Any], *, distinct_from: Iterable[str] = ()) -> None:
        """Change how an organisation is described; its address stays.

        :raises LooksLike: a name it did not have looks like another organisation's.
        """
        new_names = _names(values) - _names(describe(organisation))
        self._check_alone(organisation.id, new_names, distinct_from)
        self._describe(organisation, values)
        self._session.flush()
        self._record("organisation.edited", organisation)

    def add_alias(self, organisation: Organisation, name: str) -> None:
        """Note another name of an organisation; nothing happens when it is known.

        :raises DomainError: the name is empty or too long.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= 160:
            raise DomainError("Écrivez un nom, de 160 caractères au plus.")
        if sort_key(name) not in {sort_key(known) for known in _names(describe(organisation))}:
            organisation.aliases.append(OrganisationAlias(name=name, sort_name=sort_key(name)))
            flag_modified(organisation, "name")
            self._session.flush()
            self._record("organisation.alias_added", organisation)

    def set_place(self, organisation: Organisation, *, hub_member: bool, hub_left_on: date | None,
                  charter_signed_on: date | None) -> None:  # fmt: skip
        """Note whether it is a member of the pôle, since when it no longer is, and when it signed the charter.

        :raises DomainError: a member that has left, or a date in the future.
        """
        if hub_member and hub_left_on:
            raise DomainError(STILL_MEMBER, "hub_left_on")
        for field, day in (("hub_left_on", hub_left_on), ("charter_signed_on", charter_signed_on)):
            if day and day > today():
                raise DomainError(FUTURE, field)
        if organisation.hub_member and not hub_member and hub_left_on is None:
            hub_left_on = today()
        leaves = organisation.hub_member and not hub_member
        organisation.hub_member, organisation.hub_left_on = hub_member, hub_left_on
        organisation.charter_signed_on = charter_signed_on
        self._session.flush()
        self._record("organisation.placed", organisation)
        if leaves:
            self._on_left(organisation)

    def set_logo(self, organisation: Organisation, content: bytes) -> None:
        """Show this picture beside the organisation's name.

        Its address changes with its content, so that browsers may keep it for ever.

        :raises DomainError: it cannot be shown (see :func:`.images.read_image`).
        """
        try:
            image = read_image(content)
        except DomainError as error:
            raise DomainError(error.message, "logo") from error
        digest = hashlib.sha256(image.content).hexdigest()[:12]
        organisation.logo = f"{LOGOS}{organisation.slug}-{digest}.{image.extension}"
        organisation.logo_image = image.content
        self._session.flush()
        self._record("organisation.logo_set", organisation)

    def remove_logo(self, organisation: Organisation) -> None:
        organisation.logo, organisation.logo_image = "", None
        self._session.flush()
        self._record("organisation.logo_removed", organisation)

    def _check_alone(self, own_id: int | None, names: Iterable[str], distinct_from: Iterable[str]) -> None:
        answered = set(distinct_from)
        near = near_duplicates(self._session, names, except_id=own_id)
        candidates = [known for known in near if known.slug not in answered]
        if candidates:
            raise LooksLike(candidates)

    def _describe(self, organisation: Organisation, values: dict[str, Any]) -> None:
        for field in ("name", "short_name", "kind", "description", "website", "email", "phone", "address"):
            setattr(organisation, field, values[field])
        organisation.sort_name = sort_key(values["name"])
        organisation.aliases = self._aliases(organisation, values["aliases"])
        # Another name is a row of its own: the organisation changes version all the same.
        flag_modified(organisation, "name")

    def _aliases(self, organisation: Organisation, names: Iterable[str]) -> list[OrganisationAlias]:
        kept = {alias.name: alias for alias in organisation.aliases if alias.name}
        aliases = [kept.get(name) or OrganisationAlias(name=name, sort_name=sort_key(name)) for name in names]
        addresses = [alias for alias in organisation.aliases if alias.slug and alias not in aliases]
        for alias in addresses:
            # Its name is no longer wanted; the address of the organisation that was merged still leads here.
            alias.name = alias.sort_name = ""
        return [*aliases, *addresses]

    def _free_slug(self, name: str) -> str:
        wanted = slugify(name, SLUG_LENGTH - 3)
        taken = set(
            self._session.scalars(
                select(Organisation.slug).where(or_(Organisation.slug == wanted, Organisation.slug.like(f"{wanted}-%")))
            )
        ) | set(self._session.scalars(select(OrganisationAlias.slug).where(OrganisationAlias.slug.is_not(None))))
        free = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return wanted if wanted not in taken and wanted != RESERVED_SLUG else next(s for s in free if s not in taken)

    def _record(self, act: str, organisation: Organisation) -> None:
        self._recorder.record(act, organisation, organisation=organisation.slug)


# The address of the page that adds one.
RESERVED_SLUG = "ajouter"


def describe(organisation: Organisation) -> dict[str, Any]:
    """An organisation as its form shows it."""
    fields = ("name", "short_name", "kind", "description", "website", "email", "phone", "address")
    values = {field: getattr(organisation, field) for field in fields}
    return {**values, "aliases": [alias.name for alias in organisation.aliases if alias.name]}


def place(organisation: Organisation) -> dict[str, Any]:
    """An organisation's place in the collective, as its form shows it."""
    return {
        "hub_member": "oui" if organisation.hub_member else "non",
        "hub_left_on": organisation.hub_left_on,
        "charter_signed_on": organisation.charter_signed_on,
    }


def _names(values: dict[str, Any]) -> set[str]:
    return {values["name"], values["short_name"], *values["aliases"]}
