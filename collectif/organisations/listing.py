"""The list of organisations."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from ..listing import Column, Filter, Listing, starts_with
from ..text import short_date
from .models import KINDS, Organisation
from .referents import REFERENT_COUNT

YES_NO = (("oui", "Oui"), ("non", "Non"))
SIGNED = (("oui", "Signée"), ("non", "Pas signée"))


def _yes(value: bool) -> str:
    return "Oui" if value else "Non"


def _signed(value: str) -> ColumnElement[bool]:
    signed_on = Organisation.charter_signed_on
    return signed_on.is_not(None) if value == "oui" else signed_on.is_(None)


ORGANISATIONS = Listing(
    caption="Organisations du collectif",
    noun=("organisation", "organisations"),
    columns=(
        Column("name", "Nom", Organisation.name, sort=Organisation.sort_name),
        Column("kind", "Type", Organisation.kind, sort=Organisation.kind, cell=KINDS.__getitem__),
        Column("member", "Membre du pôle", Organisation.hub_member, cell=_yes),
        Column(
            "charter", "Charte entre acteurs signée le", Organisation.charter_signed_on,
            sort=Organisation.charter_signed_on, cell=short_date, export=lambda day: day, kind="date",
        ),
        Column("referents", "Référents en fonction", REFERENT_COUNT, kind="integer"),
    ),
    key=Organisation.id,
    default_sort="name",
    filters=(
        Filter("nom", "Le nom commence par", starts_with(Organisation.__table__.c.sort_name)),
        Filter("type", "Type", lambda kind: Organisation.kind == kind, tuple(KINDS.items())),
        Filter("pole", "Membre du pôle", lambda yes: Organisation.hub_member.is_(yes == "oui"), YES_NO),
        Filter("charte", "Charte entre acteurs", _signed, SIGNED),
    ),
    row_link=lambda row: f"/intranet/organisations/{row.slug}",
    empty_title="Aucune organisation ne correspond",
    empty_text="Changez les filtres pour voir d'autres organisations.",
    extra=(Organisation.slug.label("slug"),),
)  # fmt: skip
STATEMENT = ORGANISATIONS.select()
