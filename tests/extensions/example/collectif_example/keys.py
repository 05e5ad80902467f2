"""Who has which key. The loan is kept as a number of loans once its peer is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import colander
from deform.widget import SelectWidget

from collectif.contributions import PageRequest
from collectif.hookspecs import hookimpl
from collectif.own_tables import OwnColumn, OwnTable, Refused, Row, Store
from collectif.plugin_kit import choice, fields, text
from collectif.text import short_date, today

LOANS = OwnTable(
    "loans",
    purpose="Savoir qui a la clé d'une salle",
    retention="un an après le retour",
    about_peers=True,
    columns=(
        OwnColumn("door", "text", 80, required=True),
        OwnColumn("lent_on", "date", required=True),
        OwnColumn("returned_on", "date"),
    ),
)


def loans(request: PageRequest) -> Mapping[str, Any]:
    """The keys that are out, the last one first."""
    people = request.store.people()
    rows = request.store.rows("loans", order="-lent_on", returned_on=None)
    return {"loans": [{**row, "who": people.get(row["peer"], ""), "since": short_date(row["lent_on"])} for row in rows]}


def lend_form(request: PageRequest) -> colander.SchemaNode:
    door = text("door", "Quelle porte ?", longest=80)
    door.missing = colander.required
    people = choice("peer", "À qui ?", request.store.people(), required=True)
    people.widget = SelectWidget(values=[("", "Choisissez"), *request.store.people().items()])
    return fields(door, people)


def lend(request: PageRequest, answers: Mapping[str, Any]) -> str:
    """:raises Refused: the key is out already."""
    out = request.store.rows("loans", door=answers["door"], returned_on=None)
    if out:
        raise Refused("Cette clé est déjà prêtée. Notez d'abord son retour.", "door")
    request.store.add("loans", door=answers["door"], peer=answers["peer"], lent_on=today())
    return "Le prêt est noté."


def return_form(request: PageRequest) -> colander.SchemaNode:
    """:raises Refused: no such loan."""
    request.store.row("loans", request.parameters.get("pret", ""))
    return fields()


def give_back(request: PageRequest, answers: Mapping[str, Any]) -> str:
    request.store.change("loans", request.parameters["pret"], returned_on=today())
    return "Le retour est noté."


@hookimpl
def collectif_export_personal_data(peer: str, store: Store) -> Mapping[str, list[Row]]:
    return {"loans": [_in_words(row) for row in store.rows("loans", peer=peer)]}


@hookimpl
def collectif_erase_personal_data(peer: str, store: Store) -> int:
    rows = store.rows("loans", peer=peer)
    for row in rows:
        store.change("loans", row["id"], peer=None)
    return len(rows)


export, erase = collectif_export_personal_data, collectif_erase_personal_data


def _in_words(row: Row) -> dict[str, str]:
    return {"porte": row["door"], "prêtée le": short_date(row["lent_on"]), "rendue le": _day(row["returned_on"])}


def _day(day: date | None) -> str:
    return short_date(day) if day else "pas encore"
