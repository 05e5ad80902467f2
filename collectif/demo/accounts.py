"""The accounts of the demonstration: one per role, plainly fictional (example domain, password printed)."""

from __future__ import annotations

from dataclasses import dataclass

from ..security.permissions import Role

DEMO_PASSWORD = "demonstration-77"  # noqa: S105
DOMAIN = "demo.example"


@dataclass(frozen=True)
class DemoAccount:
    """``organisation`` is a slug and ``place`` its name in words; technical roles have neither."""

    local: str
    display_name: str
    role: Role
    organisation: str | None = None
    place: str = ""

    @property
    def email(self) -> str:
        return f"{self.local}@{DOMAIN}"

    @property
    def label(self) -> str:
        return f"{self.role.label}, {self.place}" if self.place else self.role.label


DEMO_ACCOUNTS = (
    DemoAccount("coordination", "Camille Fictif", Role.COORDINATOR, "mdph77"),
    DemoAccount("referent", "Dominique Exemple", Role.STRUCTURE_REFERENT, "apf77", "APF France handicap (APF77)"),
    DemoAccount("autre-referent", "Sacha Modèle", Role.STRUCTURE_REFERENT, "unafam77", "UNAFAM 77"),
    DemoAccount("membre", "Claude Spécimen", Role.COLLECTIVE_MEMBER, "apf77", "APF France handicap (APF77)"),
    DemoAccount("pair", "Alix Imaginaire", Role.PEER, "apf77", "APF France handicap (APF77)"),
    DemoAccount("formateur", "Lou Maquette", Role.TRAINER, "mdph77", "MDPH 77"),
    DemoAccount("admin", "Andréa Essai", Role.ADMIN),
    DemoAccount("dpo", "Maxime Factice", Role.AUDITOR),
)
