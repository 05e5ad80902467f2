"""Reading the journal: acts in French, people and things by their identifiers only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config
from sqlalchemy import ColumnElement, false

from ..exports import export_response
from ..listing import Column, Filter, Listing
from ..security.permissions import Permission
from ..text import PARIS, local, short_date
from .models import JournalEntry, JournalHead
from .words import ACTORS, ACTS, FAULTS, THINGS, act_words, kind_words

E = JournalEntry.__table__.c
P = Permission.VIEW_JOURNAL
NO_BREAK = "\u00a0"
ITSELF = ("journal", "all")


def read_day(text: str) -> date | None:
    """``14/01/2027`` or ``2027-01-14``."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), pattern).replace(tzinfo=PARIS).date()
        except ValueError:
            continue
    return None


def moment_words(moment: datetime) -> str:
    """« 14 janvier 2027, 14:05 »: the column is narrow."""
    return f"{short_date(moment).replace(' ', NO_BREAK)}, {local(moment):%H:%M}"


def thing_words(thing: str) -> str:
    """``peers xyz`` → « pair xyz »."""
    kind, _, identifier = thing.partition(" ")
    return f"{kind_words(kind)} {THINGS.get(identifier, identifier)}".strip()


def _on_day(compare: Callable[[datetime, datetime], ColumnElement[bool]]) -> Callable[[str], ColumnElement[bool]]:
    def condition(text: str) -> ColumnElement[bool]:
        day = read_day(text)
        if day is None or not 1900 < day.year < 9999:
            return false()
        start = datetime.combine(day, time.min, PARIS)
        return compare(start, datetime.combine(day + timedelta(days=1), time.min, PARIS))

    return condition


JOURNAL = Listing(
    caption="Journal",
    noun=("ligne", "lignes"),
    columns=(
        Column("seq", "Ligne", E.seq, sort=E.seq, kind="integer"),
        Column("at", "Quand", E.at, cell=moment_words, kind="datetime"),
        Column("act", "Acte", E.act, cell=act_words),
        Column("actor", "Par", E.actor, cell=lambda actor: ACTORS.get(actor, actor)),
        Column("thing", "Sur", E.object_kind + " " + E.object_id, cell=thing_words),
        Column("organisation", "Organisation", E.organisation),
    ),
    key=E.seq,
    default_sort="seq",
    filters=(
        Filter("acte", "Acte", lambda act: E.act == act, sorted(ACTS.items(), key=lambda item: item[1])),
        Filter("depuis", "Depuis le jour (jj/mm/aaaa)", _on_day(lambda start, end: E.at >= start)),
        Filter("jusqu", "Jusqu'au jour (jj/mm/aaaa)", _on_day(lambda start, end: E.at < end)),
        Filter("par", "Par (identifiant)", lambda actor: E.actor == actor),
        Filter("sur", "Sur (identifiant)", lambda thing: E.object_id == thing),
    ),
    empty_title="Aucune ligne ne correspond",
    empty_text="Changez les filtres. Un jour s'écrit ainsi : 14/01/2027.",
)
NEWEST_FIRST = {"tri": "-seq"}


@view_config(route_name="journal", renderer="journal/list.pt", permission=P, request_method="GET")
def journal(request: Request) -> Any:
    """The journal, the newest line first; reading it is itself written there."""
    asked = {**NEWEST_FIRST, **request.GET}
    if "format" in asked:
        request.journal.record("journal.exported", ITSELF)
        return export_response(request, JOURNAL.table(request.db, JOURNAL.select(), asked))
    page = JOURNAL.page(request.db, JOURNAL.select(), asked)
    request.journal.record("journal.viewed", ITSELF)
    return {"page": page, "head": request.db.get(JournalHead, 1)}


@view_config(route_name="journal_verify", renderer="journal/verify.pt", permission=P)
def verify(request: Request) -> dict[str, Any]:
    """Check the whole chain now."""
    fault = request.registry["journal"].verify(request.db)
    return {
        "fault": FAULTS[fault.kind].format(seq=fault.seq) if fault else None,
        "head": request.db.get(JournalHead, 1),
    }
