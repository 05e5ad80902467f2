"""What the public may read of an action, and nothing more: pages, feed, open data all come from here.

No column of this statement names a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from ..errors import Gone
from ..listing import Column, Listing
from ..organisations.models import Organisation
from ..territory.models import Commune, Sector
from ..text import capitalised
from . import queries
from .models import Action
from .vocabulary import axis_label, kind_label
from .words import paragraphs, period, split_names
from .workflow import PUBLIC_STATES, WORKFLOW

CARDS_PER_PAGE = 12
FEED_LENGTH = 50
NEWEST = (Action.published_at.desc(), Action.id.desc())
COLUMNS = (
    Action.public_id,
    Action.slug,
    Action.state,
    Action.title,
    Action.summary,
    Action.plain_summary,
    Action.description,
    Action.kind,
    Action.axis,
    Action.audience,
    Action.commune_code,
    Commune.name.label("commune_name"),
    Sector.slug.label("sector"),
    Sector.name.label("sector_name"),
    Action.starts_on,
    Action.ends_on,
    Action.results,
    Action.published_at,
    Action.updated_at,
    Action.withdrawal_reason,
    Action.fictional,
    queries.organisation_names(Organisation.name).label("names"),
)


@dataclass(frozen=True)
class PublicAction:
    """One public action, ready to be written in any form. Dates of the action are local, instants in UTC."""

    public_id: str
    slug: str
    state: str
    title: str
    summary: str
    plain_summary: str
    description: str
    kind: str
    axis: int
    audience: str
    commune_code: str | None
    commune_name: str | None
    sector: str | None
    sector_name: str | None
    starts_on: date | None
    ends_on: date | None
    results: str
    published_at: datetime
    updated_at: datetime
    fictional: bool
    organisations: list[str]

    @classmethod
    def from_row(cls, row: Any) -> PublicAction:
        """From a row of :data:`COLUMNS`; results are public once the coordination has told them."""
        values = {name: value for name, value in row._mapping.items() if name in cls.__dataclass_fields__}
        values["results"] = row.results if row.state == "reviewed" else ""
        return cls(**values, organisations=split_names(row.names))

    @property
    def status(self) -> Any:
        return WORKFLOW.status(self.state)

    @property
    def begun(self) -> bool:
        """Whether its state tells more than « it is on this page »."""
        return self.state != "published"

    @property
    def is_event(self) -> bool:
        """Whether people can go to it: a day is known, and it is not a tool."""
        return self.starts_on is not None and self.kind != "tool"

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind)

    @property
    def axis_label(self) -> str:
        return axis_label(self.axis)

    @property
    def when(self) -> str:
        return capitalised(period(self.starts_on, self.ends_on))

    @property
    def where(self) -> str:
        return self.commune_name or "Tout le département"

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs(self.description)

    @property
    def results_paragraphs(self) -> list[str]:
        return paragraphs(self.results)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Terms and values of the public page; what is unknown is left out."""
        found = [
            ("Quand", self.when),
            ("Où", self.where),
            ("Pour qui", self.audience),
            ("Qui l'organise", ", ".join(self.organisations)),
            ("Nature", self.kind_label),
            ("Axe", self.axis_label),
        ]
        return [(term, value) for term, value in found if value]


def statement() -> Select[Any]:
    """Public actions, one row each, in no order."""
    return with_places(select(*COLUMNS)).where(Action.state.in_(PUBLIC_STATES))


def with_places(rows: Select[Any]) -> Select[Any]:
    """``rows`` with the commune and the sector of each action that has one."""
    located = rows.outerjoin(Commune, Commune.code == Action.commune_code)
    return located.outerjoin(Sector, Sector.id == Commune.sector_id)


CARDS = Listing(
    caption="Actions du collectif",
    noun=("action", "actions"),
    columns=(Column("parution", "Parution", Action.published_at, Action.published_at),),
    key=Action.id,
    default_sort="parution",
    extra=COLUMNS,
    empty_title="Aucune action ici",
    empty_text="Revenez bientôt, ou effacez les filtres pour voir toutes les actions.",
    exports=False,
    page_size=CARDS_PER_PAGE,
)


def cards_statement() -> Select[Any]:
    """The statement of :data:`CARDS`."""
    return with_places(CARDS.select()).where(Action.state.in_(PUBLIC_STATES))


def find(session: Session, slug: str) -> PublicAction | None:
    """The public action at this address.

    :returns: ``None`` when nothing was ever public there.
    :raises Gone: it was withdrawn; the reason may be shown to anyone.
    """
    rows = with_places(select(*COLUMNS))
    row = session.execute(rows.where(Action.slug == slug, Action.state.in_((*PUBLIC_STATES, "withdrawn")))).first()
    if row is None:
        return None
    if row.state == "withdrawn":
        raise Gone(row.withdrawal_reason)
    return PublicAction.from_row(row)


def newest(
    session: Session, limit: int = FEED_LENGTH, offset: int = 0, narrowed: Select[Any] | None = None
) -> Sequence[PublicAction]:
    """Public actions, the latest published first."""
    rows = statement() if narrowed is None else narrowed
    return [PublicAction.from_row(row) for row in session.execute(rows.order_by(*NEWEST).limit(limit).offset(offset))]


def count(session: Session, narrowed: Select[Any]) -> int:
    """How many actions ``narrowed`` keeps."""
    bare: Select[Any] = narrowed.with_only_columns(Action.id)
    return session.scalar(select(func.count()).select_from(bare.subquery())) or 0


def addresses(session: Session) -> Sequence[Any]:
    """``(slug, updated_at)`` of every public action, the latest published first: for the site map."""
    statement = select(Action.slug, Action.updated_at).where(Action.state.in_(PUBLIC_STATES))
    return session.execute(statement.order_by(*NEWEST)).all()


def organiser_choices(session: Session) -> Sequence[str]:
    """Slugs of the organisations of the pôle, and of those that take part in something public, by name."""
    public = exists().where(Action.state.in_(PUBLIC_STATES), queries.involves(Organisation.id)).correlate(Organisation)
    shown = or_(Organisation.hub_member, public)
    return session.scalars(select(Organisation.slug).where(shown).order_by(Organisation.sort_name)).all()


def last_change(session: Session) -> datetime | None:
    """When what the public reads last changed, withdrawals included; ``None`` while nothing was ever public."""
    return session.scalar(select(func.max(Action.updated_at)).where(Action.slug.is_not(None)))
