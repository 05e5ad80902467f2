"""The list of news, as far as it is addressed to one person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup
from pyramid.request import Request
from sqlalchemy import ColumnElement, and_, true

from ..db import now
from ..documents import Table
from ..listing import Column, Filter, Listing, Page
from ..organisations.models import Organisation
from ..text import short_date, sort_key
from .models import NewsItem, NewsSeen
from .queries import addressed_to, readable, written_by

NEW = Markup('<span class="status status-info"><span class="icon icon-info" aria-hidden="true"></span>nouveau</span>')
STATE, SCHEDULED, WITHDRAWN = "etat", "programmees", "retirees"
COLLECTIVE = "Tout le collectif"
NEWEST_FIRST = {"tri": "-date"}
NEWS = Listing(
    caption="Nouvelles",
    noun=("nouvelle", "nouvelles"),
    columns=(
        Column("titre", "Titre", NewsItem.title, NewsItem.sort_title),
        Column("lecture", "Lecture", NewsSeen.item_id.is_(None), cell=lambda new: NEW if new else "lue",
               export=lambda new: "nouveau" if new else "lue"),
        Column("pour", "Pour", None, value=lambda row: row.organisation or COLLECTIVE),
        Column("date", "Publiée le", NewsItem.publish_at, NewsItem.publish_at, cell=short_date, export=lambda at: at,
               kind="datetime"),
    ),
    key=NewsItem.id,
    default_sort="titre",
    extra=(NewsItem.public_id, Organisation.short_name.label("organisation")),
    empty_title="Aucune nouvelle ici",
    empty_text="Retirez un filtre pour en voir d'autres.",
)  # fmt: skip
SEARCH = Filter("titre", "Mots du titre", lambda text: NewsItem.sort_title.contains(sort_key(text), autoescape=True))
READING = Filter("lecture", "Lecture", lambda value: NewsSeen.item_id.is_(None), (("non-lues", "Non lues"),))


class NewsList:
    """News for one person, the newest first; those to come or withdrawn, for whoever writes them."""

    def __init__(self, request: Request, *, writes: bool):
        self._request = request
        states = ((SCHEDULED, "À paraître"), (WITHDRAWN, "Retirées")) if writes else ()
        # Which ones are looked at is decided before the filters: an empty condition is enough here.
        state = (Filter(STATE, "État", lambda value: true(), states),) if writes else ()
        link = {"row_link": self._link, "filters": (SEARCH, READING, *state)}
        self._listing = replace(NEWS, **link)  # type: ignore[arg-type]
        self._params = {**NEWEST_FIRST, **request.GET}
        asked = request.GET.get(STATE) if writes else None
        self._statement = self._select().where(self._looked_at(asked))

    def page(self) -> Page:
        return self._listing.page(self._request.db, self._statement, self._params)

    def table(self) -> Table:
        return self._listing.table(self._request.db, self._statement, self._params)

    def _select(self) -> Any:
        mine = and_(NewsSeen.item_id == NewsItem.id, NewsSeen.account_id == self._request.identity.account_id)
        return (
            self._listing.select()
            .select_from(NewsItem)
            .outerjoin(NewsSeen, mine)
            .outerjoin(Organisation, Organisation.id == NewsItem.organisation_id)
        )

    def _looked_at(self, asked: str | None) -> ColumnElement[bool]:
        identity = self._request.identity
        if asked == SCHEDULED:
            return and_(written_by(identity), NewsItem.publish_at > now(), NewsItem.withdrawn_at.is_(None))
        if asked == WITHDRAWN:
            return and_(written_by(identity), NewsItem.withdrawn_at.is_not(None))
        return and_(addressed_to(identity), readable())

    def _link(self, row: Any) -> str:
        return self._request.route_path("news_item", public_id=row.public_id)
