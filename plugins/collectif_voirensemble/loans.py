"""Equipment the association lends to its peers, so that they can show it to others: who has what, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import colander
from deform.widget import DatePartsWidget, SelectWidget

from collectif.contributions import PageRequest
from collectif.fields import likely_day
from collectif.hookspecs import hookimpl
from collectif.own_tables import OwnColumn, OwnTable, Refused, Row, Store
from collectif.plugin_kit import choice, fields
from collectif.text import long_date, today

EQUIPMENT = {
    "magnifier": "Loupe électronique",
    "daisy": "Lecteur de livres audio (Daisy)",
    "perkins": "Machine à écrire le braille",
    "display": "Plage braille",
    "phone": "Téléphone vocal",
}
GONE = "Personne qui n'est plus dans la liste"
USUAL_LENGTH = timedelta(weeks=6)

LOANS = OwnTable(
    "loans",
    purpose="Savoir quel pair a quel matériel, et quand il le rend",
    retention="deux ans après le dernier contact avec le pair ; le prêt reste ensuite, sans nom",
    about_peers=True,
    columns=(
        OwnColumn("equipment", "text", 20, required=True),
        OwnColumn("lent_on", "date", required=True),
        OwnColumn("due_on", "date", required=True),
        OwnColumn("returned_on", "date"),
    ),
)
TABLES = (LOANS,)


def loans(request: PageRequest) -> Mapping[str, Any]:
    """What is out, the first to come back first."""
    people = request.store.people()
    out = request.store.rows("loans", order="due_on", returned_on=None)
    return {
        "loans": [
            {
                "id": row["id"],
                "what": EQUIPMENT.get(row["equipment"], row["equipment"]),
                "who": people.get(row["peer"], GONE),
                "due": long_date(row["due_on"]),
                "late": row["due_on"] < today(),
            }
            for row in out
        ],
    }


def lend_form(request: PageRequest) -> colander.SchemaNode:
    people = choice("peer", "À qui ?", request.store.people(), required=True)
    people.widget = SelectWidget(values=[("", "Choisissez une personne"), *request.store.people().items()])
    equipment = choice("equipment", "Quel matériel ?", EQUIPMENT, required=True)
    equipment.widget = SelectWidget(values=[("", "Choisissez un matériel"), *EQUIPMENT.items()])
    due = colander.SchemaNode(
        colander.Date(), name="due_on", title="À rendre le", default=today() + USUAL_LENGTH,
        widget=DatePartsWidget(), validator=likely_day,
    )  # fmt: skip
    return fields(equipment, people, due)


def lend(request: PageRequest, answers: Mapping[str, Any]) -> str:
    """:raises Refused: it would come back before it is lent."""
    if answers["due_on"] < today():
        raise Refused("Cette date est passée. Écrivez la date d'aujourd'hui ou une date à venir.", "due_on")
    request.store.add("loans", **answers, lent_on=today())
    return f"Le prêt est noté. À rendre le {long_date(answers['due_on'])}."


def return_form(request: PageRequest) -> colander.SchemaNode:
    """Nothing to fill in: sending it is the answer. :raises Refused: no such loan."""
    row = request.store.row("loans", request.parameters.get("pret", ""))
    form = fields()
    form.description = f"{EQUIPMENT.get(row['equipment'], row['equipment'])}, {_who(request, row)}."
    return form


def give_back(request: PageRequest, answers: Mapping[str, Any]) -> str:
    request.store.change("loans", request.parameters["pret"], returned_on=today())
    return "Le retour est noté."


@hookimpl
def collectif_export_personal_data(peer: str, store: Store) -> Mapping[str, list[Row]]:
    return {"loans": [_in_words(row) for row in store.rows("loans", peer=peer, order="lent_on")]}


@hookimpl
def collectif_erase_personal_data(peer: str, store: Store) -> int:
    """What was lent and when stays, to know what the equipment is worth; to whom is forgotten."""
    rows = store.rows("loans", peer=peer)
    for row in rows:
        store.change("loans", row["id"], peer=None)
    return len(rows)


def _who(request: PageRequest, row: Row) -> str:
    return request.store.people().get(row["peer"], GONE)


def _in_words(row: Row) -> Row:
    back = row["returned_on"]
    return {
        "matériel": EQUIPMENT.get(row["equipment"], row["equipment"]),
        "prêté le": long_date(row["lent_on"]),
        "à rendre le": long_date(row["due_on"]),
        "rendu le": long_date(back) if back else "pas encore",
    }
