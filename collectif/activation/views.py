"""A peer's file with its three gates, and the moves of their life."""

from __future__ import annotations

from typing import Any

import colander
from deform import widget
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config

from ..bodies import posted_text
from ..errors import DomainError
from ..fields import at_most
from ..peers.families import FAMILIES
from ..peers.file_page import is_self, sponsorship_shown
from ..peers.life import END_REASONS, ENGAGEMENTS, PEER_LIFE, SUSPENSION_REASONS
from ..peers.lives import LONGEST_WORDS, Lives
from ..peers.resources import PeerContext
from ..peers.services import Peers
from ..peers.sponsoring_views import crumbs, page, to_file
from ..security.permissions import Permission as P
from .checklist import Checklist
from .services import Activation
from .waiting import READY, ready

PAUSED = "La pause est notée. Vous pouvez reprendre quand vous voulez."
SUSPENDING = (
    "Pendant la suspension, la personne n'accompagne plus. Elle reçoit un e-mail et lit la raison sur sa fiche. Vous "
    "pourrez lever la suspension."
)
ENDING = "C'est définitif. Les parrainages prennent fin et la carte ne marche plus. L'histoire de la fiche reste."
LEAVING = (
    "Vous n'avez pas de raison à donner. C'est définitif : vos parrainages prennent fin et votre carte ne marche plus. "
    "Téléchargez d'abord votre passeport si vous voulez le garder. Pour souffler un moment, la pause suffit."
)


@view_config(route_name="peer", renderer="peers/file.pt", request_method="GET", permission=P.VIEW_PEER)
def show(context: PeerContext, request: Request) -> dict[str, Any]:
    peer = context.peer
    request.journal.record("peer.viewed", peer)
    own = is_self(context, request)
    return {
        "peer": peer,
        "status": PEER_LIFE.status(peer.state),
        "moves": [move.name for move in PEER_LIFE.allowed_from(peer.state)],
        "engagement": ENGAGEMENTS[peer.engagement],
        "families": [label for name, label in FAMILIES.items() if name in {row.family for row in peer.families}],
        "sponsorships": [sponsorship_shown(context, request, one) for one in context.current],
        "own": context.own_sponsorship(request),
        "is_self": own,
        "path": Checklist(context, request, own=own),
    }


@view_config(route_name="activations", renderer="activation/ready.pt", request_method="GET", permission=P.ACTIVATE_PEER)
def to_activate(request: Request) -> dict[str, Any]:
    """Peers in preparation whose three gates hold."""
    request.journal.record("activations.viewed", ("peers", "all"))
    return {"page": READY.page(request.db, ready(), request.GET)}


@view_config(route_name="peer_move", request_method="POST", permission=P.PAUSE_PEER)
def move(context: PeerContext, request: Request) -> HTTPSeeOther:
    """Pause and return, in one click."""
    name = posted_text(request, "move")
    if name == "pause":
        own = is_self(context, request)
        done = PAUSED if own else "La pause est notée."
        return _act(context, request, lambda: request.service(Peers).pause(
            context.peer, "own_wish" if own else "association"), done)  # fmt: skip
    if name == "resume":
        return _act(context, request, lambda: request.service(Activation).resume(context.peer), "La reprise est notée.")
    raise HTTPNotFound()


@view_config(route_name="peer_activate", request_method="POST", permission=P.ACTIVATE_PEER)
def activate(context: PeerContext, request: Request) -> HTTPSeeOther:
    name = f"{context.peer.given_name} {context.peer.family_name}"
    done = f"{name} est maintenant en activité. Un e-mail l'en informe."
    return _act(context, request, lambda: request.service(Activation).activate(context.peer), done)


@view_config(route_name="peer_lift", request_method="POST", permission=P.SUSPEND_PEER)
def lift(context: PeerContext, request: Request) -> HTTPSeeOther:
    done = "La suspension est levée. La personne est en pause : elle reprendra quand elle voudra."
    return _act(context, request, lambda: request.service(Lives).lift(context.peer), done)


@view_config(route_name="peer_suspend", renderer="peers/form.pt", permission=P.SUSPEND_PEER)
def suspend(context: PeerContext, request: Request) -> Any:
    lives = request.service(Lives)
    form = request.create_form(reason_schema(SUSPENSION_REASONS), submit="Suspendre")
    if form.handle(lambda answers: lives.suspend(context.peer, answers["reason"], answers["words"])):
        request.flash("success", "La suspension est notée. Un e-mail en informe la personne.")
        return to_file(request, context)
    return page(request, context, form, "Suspendre", SUSPENDING)


@view_config(route_name="peer_end", renderer="peers/form.pt", permission=P.END_PEER)
def end(context: PeerContext, request: Request) -> Any:
    lives = request.service(Lives)
    form = request.create_form(reason_schema(END_REASONS), submit="Mettre fin au parcours")
    if form.handle(lambda answers: lives.end(context.peer, answers["reason"], answers["words"])):
        request.flash("success", "Le parcours de cette personne est terminé.")
        return to_file(request, context)
    return page(request, context, form, "Mettre fin au parcours", ENDING)


@view_config(route_name="peer_leave", renderer="activation/leave.pt", permission=P.LEAVE_PEERS)
def leave(context: PeerContext, request: Request) -> Any:
    if request.method == "POST":
        done = "Votre parcours de pair-aidant est terminé. Merci pour ce que vous avez donné."
        return _act(context, request, lambda: request.service(Lives).leave(context.peer), done)
    title = "Arrêter la pair-aidance"
    return {"peer": context.peer, "crumbs": crumbs(request, context, title), "title": title, "lead": LEAVING}


def reason_schema(reasons: dict[str, str]) -> colander.SchemaNode:
    """A reason of a closed list, and a few words."""
    return colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.String(), name="reason", title="Raison", validator=colander.OneOf(list(reasons)),
            widget=widget.RadioChoiceWidget(values=list(reasons.items())),
        ),
        colander.SchemaNode(
            colander.String(), name="words", title="Quelques mots", missing="", validator=at_most(LONGEST_WORDS),
            description="La personne peut les lire. N'écrivez rien de médical.", widget=widget.TextAreaWidget(rows=3),
        ),
    )  # fmt: skip


def _act(context: PeerContext, request: Request, act: Any, done: str) -> HTTPSeeOther:
    """Do it and say so, or say on the file why it cannot be done."""
    try:
        act()
    except DomainError as error:
        request.tm.doom()
        request.flash("error", error.message)
    else:
        request.flash("success", done)
    return to_file(request, context)
