"""Public events of the agenda, in the interface: what every room says is coming, and anyone may know."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from ..calendars import Event
from ..http_cache import iso
from ..parameters import Choice, Day
from ..territory.queries import sector_slugs
from ..text import today
from . import shapes as s
from .operations import PAGES, Asked, Collection, Found, whole
from .shapes import Address, Property, Shape, same

AHEAD = timedelta(days=365)
# Beyond, nothing is planned and hours have no meaning.
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)


def _moment(name: str) -> Any:
    def value(event: Event, address: Address) -> str:
        found = getattr(event, name)
        return iso(found) if isinstance(found, datetime) else found.isoformat()

    return value


def _changed(event: Event, address: Address) -> str | None:
    return iso(event.changed_at) if event.changed_at else None


def _page(event: Event, address: Address) -> str | None:
    return address("home").rstrip("/") + event.path if event.path else None


WHEN = " : un jour (« 2027-03-04 »), ou un instant quand l'heure est connue (« 2027-03-04T13:00:00Z »)."
EVENT = Shape("Evenement", "Ce qui a lieu, et que tout le monde peut savoir.", (
    Property("id", s.text("Son identifiant, le même que dans le calendrier.", "action-4k2m9x7c3v8b"), same("uid")),
    Property("url", s.or_null(s.url("Sa page, quand il en a une.", "https://exemple.fr/actions/cafe-des-pairs")),
             _page),
    Property("title", s.text("Son titre.", "Café des pairs"), same("title")),
    Property("kind", s.text("Ce que c'est, en un mot ou deux.", "Groupe"), same("kind")),
    Property("starts", s.text(f"Le début{WHEN}", "2027-03-04"), _moment("starts")),
    Property("ends", s.text(f"La fin ; un jour est compris{WHEN}", "2027-03-04"), _moment("ends")),
    Property("place", s.text("Le lieu ; peut être vide.", "Melun"), same("place")),
    Property("sector", s.or_null(s.text("L'identifiant du secteur, quand il est connu.", "melun")),
             lambda event, address: event.sector or None),
    Property("description", s.text("Ce que c'est, en quelques lignes ; peut être vide."), same("description")),
    Property("plain_description", s.text("La même chose en langage simple ; peut être vide."), same("plain")),
    Property("cancelled", s.yes_or_no("Vrai quand il n'aura pas lieu."), same("cancelled")),
    Property("updated_at", s.or_null(s.moment("Le dernier changement, quand il est connu.")), _changed),
    Property("fictional", s.yes_or_no("Vrai pour un événement inventé, dans une démonstration."), same("fictional")),
))  # fmt: skip


def find_page(asked: Asked) -> Found:
    """The events that touch the days asked for; without days, from today and for a year."""
    first = asked.values["du"] or today()
    last = asked.values["au"] or first + AHEAD if first < LAST - AHEAD else LAST
    sector = asked.values["secteur"]
    found = asked.events(max(first, FIRST), min(last, LAST))
    return whole([event for event in found if sector in (None, event.sector)], asked)


OPERATIONS = (
    Collection(
        "api_events", "/evenements", "Les événements publics de l'agenda",
        "Le premier à venir d'abord. Sans « du » ni « au » : à partir d'aujourd'hui, pour un an.",
        EVENT, find_page, name="evenements",
        parameters=(
            Day("du", "Le premier jour ; aucun événement n'est connu avant 2000.", "2027-01-01"),
            Day("au", "Le dernier jour, compris.", "2027-12-31"),
            Choice("secteur", "Un secteur du département.", "meaux", sector_slugs),
            *PAGES,
        ),
    ),
)  # fmt: skip
