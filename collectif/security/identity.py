"""The person behind a request: their account and the mandates in force today."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from .grants import ROLE_GRANTS
from .permissions import Permission, Role


@dataclass(frozen=True)
class HeldMandate:
    """A role held today, for an organisation or (technical roles) for none."""

    role: Role
    organisation_id: int | None
    organisation_slug: str | None = None
    organisation_name: str | None = None

    @property
    def label(self) -> str:
        name = self.organisation_name
        return f"{self.role.label}, {name}" if name and name not in self.role.label else self.role.label


@dataclass(frozen=True)
class Identity:
    """Someone signed in. Rights come from ``mandates`` only."""

    account_id: int
    public_id: str
    display_name: str
    session_id: int
    mandates: tuple[HeldMandate, ...] = field(default=())

    @property
    def roles_label(self) -> str:
        return " · ".join(mandate.label for mandate in self.mandates) or "sans mandat en cours"

    @cached_property
    def principals(self) -> frozenset[str]:
        """``role:…`` for what a role gives everywhere, ``role:…@organisation`` within an organisation,
        ``role:…#account`` on one's own file: all three end with the mandate."""
        names = set()
        for mandate in self.mandates:
            role = f"role:{mandate.role}"
            names |= {role, f"{role}@{mandate.organisation_id}", f"{role}#{self.account_id}"}
        return frozenset(names)

    def organisations_for(self, permission: Permission) -> frozenset[int] | None:
        """Organisations on whose objects ``permission`` holds; ``None`` means all of them.

        Lists, exports and bulk routes filter with this, so that they agree with the objects' own rights.
        """
        if any(permission in ROLE_GRANTS[mandate.role].everywhere for mandate in self.mandates):
            return None
        return frozenset(
            mandate.organisation_id
            for mandate in self.mandates
            if mandate.organisation_id is not None and permission in ROLE_GRANTS[mandate.role].own_organisation
        )

    def own_organisations(self, permission: Permission) -> frozenset[int]:
        """The organisations of one's own mandates that give ``permission``, in whatever circle.

        It is what someone acts for, where :meth:`organisations_for` is what they may act on.
        """
        return frozenset(
            mandate.organisation_id
            for mandate in self.mandates
            if mandate.organisation_id is not None and permission in ROLE_GRANTS[mandate.role].all
        )

    def has_role(self, role: Role) -> bool:
        return any(mandate.role == role for mandate in self.mandates)
