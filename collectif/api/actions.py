"""Public actions, in the interface."""

from __future__ import annotations

from typing import Any

from ..actions import public
from ..actions.narrowing import PARAMETERS, narrowed
from ..actions.vocabulary import AXES, KINDS
from ..actions.workflow import PUBLIC_STATES
from . import shapes as s
from .operations import PAGES, Asked, Collection, Found, Key, Operation
from .shapes import Address, Property, Shape, same


def _labelled(identifier: str, label: str) -> Any:
    return lambda action, address: {"id": getattr(action, identifier), "label": getattr(action, label)}


def _sector(action: Any, address: Address) -> Any:
    return {"id": action.sector, "label": action.sector_name} if action.sector else None


def _commune(action: Any, address: Address) -> Any:
    return {"code": action.commune_code, "name": action.commune_name} if action.commune_code else None


COMMUNE = s.of_names(
    {"code": s.text("Son code INSEE.", "77288"), "name": s.text("Son nom.", "Melun")},
    "Sa commune ; rien quand elle concerne tout le département.",
)
SECTOR = s.labelled(
    "Le secteur de sa commune ; rien quand elle concerne tout le département.",
    s.text("Son identifiant.", "melun"),
    "Melun",
)
ACTION = Shape("Action", "Une action que le collectif a validée et publiée.", (
    Property("slug", s.text("Son identifiant ; il ne change jamais.", "cafe-des-pairs"), same("slug")),
    Property("url", s.url("Sa page sur ce site.", "https://exemple.fr/actions/cafe-des-pairs"),
             lambda action, address: address("action", slug=action.slug)),
    Property("title", s.text("Son titre.", "Café des pairs"), same("title")),
    Property("state", s.labelled("Où elle en est.", s.word("Son état.", PUBLIC_STATES), "Publiée"),
             lambda action, address: {"id": action.state, "label": action.status.label}),
    Property("kind", s.labelled("Sa nature.", s.word("Sa nature.", tuple(KINDS)), "Groupe"),
             _labelled("kind", "kind_label")),
    Property("axis", s.labelled("L'axe de la démarche « Réponse accompagnée pour tous ».",
                                s.whole("Son numéro.", 3, minimum=min(AXES), maximum=max(AXES)),
                                "Axe 3 : soutien par les pairs"),
             _labelled("axis", "axis_label")),
    Property("summary", s.text("Ce que c'est, en quelques lignes.", "Un café pour se rencontrer."), same("summary")),
    Property("plain_summary", s.text("La même chose en langage simple ; peut être vide.", "On boit un café."),
             same("plain_summary")),
    Property("description", s.text("Le texte complet ; une ligne vide sépare les paragraphes."), same("description")),
    Property("results", s.text("Le bilan, une fois publié ; vide avant."), same("results")),
    Property("audience", s.text("À qui elle s'adresse.", "Tout le monde"), same("audience")),
    Property("organisations", s.texts("Celles qui la proposent ou y participent.", "APF France handicap"),
             same("organisations")),
    Property("commune", s.or_null(COMMUNE), _commune),
    Property("sector", s.or_null(SECTOR), _sector),
    Property("starts_on", s.or_null(s.day("Le premier jour ; rien tant qu'il n'est pas connu.", "2027-03-04")),
             same("starts_on")),
    Property("ends_on", s.or_null(s.day("Le dernier jour ; rien quand elle n'en dure qu'un.", "2027-03-05")),
             same("ends_on")),
    Property("published_at", s.moment("La première publication."), same("published_at")),
    Property("updated_at", s.moment("Le dernier changement."), same("updated_at")),
    Property("fictional", s.yes_or_no("Vrai pour une action inventée, dans une démonstration."), same("fictional")),
))  # fmt: skip


def find_page(asked: Asked) -> Found:
    rows = narrowed(asked.values)
    return Found(
        public.count(asked.session, rows), public.newest(asked.session, asked.size, asked.offset, rows)
    )  # fmt: skip


OPERATIONS = (
    Collection(
        "api_actions", "/actions", "Les actions publiées",
        "La dernière publiée d'abord. Une action retirée n'y est plus.",
        ACTION, find_page, parameters=(*PARAMETERS, *PAGES), name="actions",
    ),
    Operation(
        "api_action", "/actions/{slug}", "Une action publiée",
        "Une action retirée répond 410, avec la raison.",
        ACTION, lambda asked: public.find(asked.session, asked.key),
        key=Key("slug", "L'identifiant de l'action.", "cafe-des-pairs"), gone=True,
    ),
)  # fmt: skip
