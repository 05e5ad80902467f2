"""The public pages that carry words rather than work: one table, from which all the rest is derived.

The routes, the views, the site map, `sitemap.xml` and the tests read `PAGES`; adding a page is adding
one row here and one template of the same name in `templates/site/`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pyramid.request import Request

from collectif.actions import queries as actions
from collectif.organisations import queries as organisations
from collectif.text import slugify
from collectif.texts import pages as texts
from collectif.texts import queries as texts_read

LATEST_ACTIONS = 3
THE_SUBJECT = "La pair-aidance"
THE_COLLECTIVE = "Le collectif"
THE_SITE = "Ce site"
GROUPS = (THE_SUBJECT, THE_COLLECTIVE, THE_SITE)

# Those of the pages whose words may be written in the intranet are with them.
TITLES = {page.route: page.title for page in texts.PAGES}
KINDS = (("association", "Les associations"), ("institution", "Les institutions"))

Data = dict[str, Any]


class Listed(NamedTuple):
    """One titled list of a page: its heading, its anchor, what it lists."""

    title: str
    anchor: str
    items: Sequence[Any]


def _nothing(request: Request) -> Data:
    return {}


def _latest_actions(request: Request) -> Data:
    return {"latest": actions.latest_published(request.db, limit=LATEST_ACTIONS)}


def _members(request: Request) -> Data:
    rows = organisations.resource_hub(request.db)
    return {"kinds": [Listed(title, f"{kind}s", [row for row in rows if row.kind == kind]) for kind, title in KINDS]}


def _reviewed(request: Request) -> Data:
    """The declaration of accessibility says how many plain texts were read by those they are for."""
    reviewed, reviewable = texts_read.reviewed(request.db)
    return {"reviewed": reviewed, "reviewable": reviewable}


def _site_map(request: Request) -> Data:
    return {"groups": [Listed(name, slugify(name), links(request, name)) for name in GROUPS]}


@dataclass(frozen=True)
class Page:
    """One public page: its route, its address, its title, where the site map lists it, what it reads."""

    route: str
    path: str
    title: str
    group: str
    data: Callable[[Request], Data] = _nothing

    @property
    def renderer(self) -> str:
        """The template, named after the route."""
        return f"site/{self.route}.pt"


PAGES = (
    Page("home", "/", TITLES["home"], THE_SUBJECT, _latest_actions),
    Page("peer_support", "/pair-aidance", TITLES["peer_support"], THE_SUBJECT),
    Page("become_peer", "/devenir-pair-aidant", TITLES["become_peer"], THE_SUBJECT),
    Page("resource_hub", "/pole-ressource", TITLES["resource_hub"], THE_COLLECTIVE, _members),
    Page("help", "/aide", TITLES["help"], THE_SITE),
    Page("accessibility", "/accessibilite", TITLES["accessibility"], THE_SITE, _reviewed),
    Page("personal_data", "/donnees-personnelles", TITLES["personal_data"], THE_SITE),
    Page("legal_notice", "/mentions-legales", TITLES["legal_notice"], THE_SITE),
    Page("site_map", "/plan-du-site", TITLES["site_map"], THE_SITE, _site_map),
)

OTHER_ROOMS = (
    ("charter", "La charte du pair-aidant", THE_SUBJECT),
    ("candidacy_start", "Candidater pour devenir pair-aidant", THE_SUBJECT),
    ("candidacy_lost", "Retrouver ma candidature", THE_SUBJECT),
    ("actions", "Les actions du collectif", THE_COLLECTIVE),
    ("agenda", "L'agenda", THE_COLLECTIVE),
    ("documents", "Les documents du collectif", THE_COLLECTIVE),
    ("open_data", "Données ouvertes", THE_COLLECTIVE),
    ("search", "Chercher sur le site", THE_SITE),
    ("sign_in", "Se connecter", THE_SITE),
    ("forgotten_password", "Mot de passe oublié", THE_SITE),
)
"""Public addresses declared elsewhere that the site map also lists: route, title, group."""
FOR_ACCOUNTS = {"sign_in", "forgotten_password", "candidacy_lost"}
"""Those of no use to a search engine."""


def entries() -> list[tuple[str, str, str]]:
    """Every address of the site map: route, title, group."""
    return [(page.route, page.title, page.group) for page in PAGES] + list(OTHER_ROOMS)


def links(request: Request, group: str) -> list[tuple[str, str]]:
    """The links of one group of the site map: label, path."""
    return [(title, request.route_path(route)) for route, title, of in entries() if of == group]
