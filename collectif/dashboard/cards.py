"""The person's usual places in the intranet, according to their rights."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import case, distinct, func, select, true
from sqlalchemy.orm import Session

from ..actions.models import Action
from ..actions.workflow import PUBLIC_STATES
from ..news.queries import opens_news, unseen_count
from ..peers.models import Peer, Sponsorship
from ..peers.queries import file_of_account, rosters
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import plural
from .pieces import Card, Figure, Link

IN_PREPARATION = ("proposed", "returned", "examined", "validated")


def own_file(session: Session, identity: Identity) -> Iterator[Card]:
    """The peer's own file, once it is tied to their account."""
    if not identity.has_role(Role.PEER):
        return
    if file_of_account(session, identity.account_id):
        text = "Vos coordonnées, votre structure. Vous pouvez vous mettre en pause, sans dire pourquoi."
        yield Card("Votre fiche", text, (Link("Voir ma fiche", "my_file"),))
    else:
        text = "Votre fiche n'est pas encore reliée à votre compte. Demandez une invitation à votre association."
        yield Card("Votre fiche", text, (Link("Nous écrire", "help"),))


def unread_news(session: Session, identity: Identity) -> Iterator[Card]:
    """How many pieces of news wait to be opened, when some do."""
    count = unseen_count(session, identity) if opens_news(identity) else 0
    if count:
        words = plural(count, "nouvelle que vous n'avez pas lue", "nouvelles que vous n'avez pas lues")
        yield Card("Les nouvelles", f"{words}.", (Link("Lire les nouvelles", "news_list"),))


def associations(session: Session, identity: Identity) -> Iterator[Card]:
    """Roster, imports and reports of each association the person works for; all at once for the coordination."""
    places = identity.organisations_for(Permission.VIEW_ROSTER)
    if places is None:
        links = (Link("Les listes de pairs", "rosters"), Link("Les rapports", "reports_home"))
        yield Card("Les associations", "Les pairs que chacune parraine, et ses chiffres.", links)
    elif places:
        names = {one.organisation_slug: one.organisation_name for one in identity.mandates}
        for row in rosters(session, places):
            yield _association(row.slug, names.get(row.slug) or row.name, row.count)


def _association(slug: str, name: str, count: int) -> Card:
    here = {"slug": slug}
    links = (
        Link("La liste des pairs", "roster", here),
        Link("Importer une liste", "roster_import", here),
        Link("Les rapports", "reports", here),
    )
    return Card(f"Les pairs : {name}", f"{plural(count, 'pair parrainé', 'pairs parrainés')} aujourd'hui.", links)


def collective(identity: Identity) -> Iterator[Card]:
    """What members of the collective do together."""
    if identity.organisations_for(Permission.VIEW_ACTION_FILES) is not None:
        return
    proposes = identity.organisations_for(Permission.PROPOSE_ACTION)
    first = (Link("Proposer une action", "intranet_action_new"),) if proposes else ()
    links = (*first, Link("Toutes les actions", "intranet_actions"), Link("Les organisations", "organisations"))
    yield Card("Le collectif", "Ses actions, de l'idée au bilan, et les organisations qui en font partie.", links)


def installation(identity: Identity) -> Iterator[Card]:
    """What keeps the site running, without any content."""
    if identity.organisations_for(Permission.MANAGE_ACCOUNTS) is None:
        links = (Link("Les comptes", "accounts"), Link("Inviter quelqu'un", "account_invite"))
        yield Card("Les comptes", "Qui peut se connecter, avec quels mandats.", links)
    if identity.organisations_for(Permission.VIEW_EXTENSIONS) is None:
        yield Card("Les extensions", "Ce que chaque association ajoute au site.",
                   (Link("Voir les extensions", "extensions"),))  # fmt: skip
    if identity.organisations_for(Permission.VIEW_JOURNAL) is None:
        links = (Link("Lire le journal", "journal"), Link("Vérifier le journal", "journal_verify"))
        yield Card("Le journal", "Qui a fait quoi, et qui a lu quelle fiche. Personne ne peut le modifier.", links)


def figures(session: Session, identity: Identity) -> list[Figure]:
    """Numbers of the whole collective, for the coordination only: it may open every list they are made from."""
    if not identity.has_role(Role.COORDINATOR):
        return []
    sponsored, active, alone, preparing, public = session.execute(FIGURES).one()
    return [
        Figure(sponsored, _word(sponsored, "pair parrainé", "pairs parrainés")),
        Figure(active, _word(active, "pair actif", "pairs actifs")),
        Figure(alone, _word(alone, "pair en recherche de structure", "pairs en recherche de structure")),
        Figure(preparing, _word(preparing, "action en préparation", "actions en préparation")),
        Figure(public, _word(public, "action sur le site", "actions sur le site")),
    ]


SPONSORED = select(Sponsorship.id).where(Sponsorship.peer_id == Peer.id, Sponsorship.state == "active").exists()
PEERS = select(
    func.count(distinct(case((SPONSORED, Peer.id)))).label("sponsored"),
    func.count(case((SPONSORED & (Peer.state == "active"), 1))).label("active"),
    func.count(case((~SPONSORED & (Peer.state != "ended"), 1))).label("alone"),
).subquery()
ACTIONS = select(
    func.count(case((Action.state.in_(IN_PREPARATION), 1))).label("preparing"),
    func.count(case((Action.state.in_(PUBLIC_STATES), 1))).label("public"),
).subquery()
FIGURES = select(PEERS, ACTIONS).join(ACTIONS, true())


def _word(count: int, singular: str, many: str) -> str:
    return singular if count < 2 else many
