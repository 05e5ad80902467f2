"""Who answers for this site: read from the settings, so that another operator changes no template."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote

PREFIX = "collectif."
TO_COMPLETE = "À compléter par l’exploitant du site"
DEFAULT_CONTACT = "pairaidance@mdph77.fr"


@dataclass(frozen=True)
class SiteIdentity:
    """The operator's names and contacts; `None` means the operator has not said yet.

    Each field is the setting of the same name, prefixed by `collectif.`.
    """

    publisher: str | None = None
    publication_director: str | None = None
    host: str | None = None
    address: str | None = None
    contact_phone: str | None = None
    dpo_email: str | None = None
    accessibility_date: str | None = None
    contact_email: str = DEFAULT_CONTACT

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "SiteIdentity":
        """Read the identity; an empty setting counts as a missing one."""
        values = {field.name: str(settings.get(PREFIX + field.name) or "").strip() for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if value})

    def said(self, name: str) -> str:
        """The value to show for the field `name`, or the honest mention that it is missing."""
        return getattr(self, name) or TO_COMPLETE

    def mailto(self, subject: str) -> str:
        """Address of a link that opens a message to the collective with its subject filled in."""
        return f"mailto:{self.contact_email}?subject={quote(subject)}"
