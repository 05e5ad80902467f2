"""Pages about votes."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..bodies import posted_text
from ..errors import DomainError
from ..forms import Form
from ..security.permissions import Permission
from ..text import sort_key
from . import queries
from .attendance import quorum_of
from .pages import crumbs, form_page
from .resources import ItemContext, VoteContext
from .vocabulary import CHOICES
from .voices import NOT_YOURS, voice_of, voices_held
from .vote_models import Vote, VoteElector
from .vote_page import VotePage
from .vote_schemas import OnlineVoteSchema, VoiceSchema, VoteSchema
from .voting import NO_LONGER, Votes

NOT_ANY_MORE = (
    "Vous ne votez plus pour l'organisation choisie : sa voix est déjà comptée, ou elle vient d'arriver. "
    "Rien n'a été compté. Il vous reste la voix ci-dessous."
)


@view_config(route_name="votes", renderer="meetings/votes.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def index(request: Request) -> dict[str, Any]:
    pages = [VotePage(request, vote) for vote in queries.online_votes(request.db)]
    return {"votes": pages, "crumbs": crumbs(request)}


@view_config(route_name="vote_online", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def online(request: Request) -> dict[str, Any] | Response:
    form = request.create_form(OnlineVoteSchema(), submit="Ouvrir le vote")
    if done := form.handle(request.service(Votes).open_online):
        return to_vote(request, done.value, "Le vote est ouvert. Les organisations reçoivent un courrier.")
    lead = "Toutes les organisations du pôle votent. À la date choisie, le site compte et dit le résultat."
    return form_page(request, form, "Voter entre deux réunions", lead)


@view_config(route_name="item_vote", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def in_meeting(context: ItemContext, request: Request) -> dict[str, Any] | Response:
    item = context.item
    form = request.create_form(VoteSchema(), submit="Ouvrir le vote").fill({"question": item.title})
    if done := form.handle(lambda data: request.service(Votes).open_in_meeting(item, data)):
        return to_vote(request, done.value, "Le vote est ouvert.")
    lead = quorum_of(context.meeting).sentence
    if item.action is not None and item.action.state == "examined":
        lead += f" Un vote favorable validera l'action « {item.action.title} »."
    return form_page(request, form, "Mettre au vote", lead, context.meeting)


@view_config(route_name="vote", renderer="meetings/vote.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def detail(context: VoteContext, request: Request) -> dict[str, Any]:
    meeting = context.vote.item.meeting if context.vote.item else None
    return {"file": VotePage(request, context.vote), "crumbs": crumbs(request, meeting)}


@view_config(route_name="vote_cast", renderer="meetings/form.pt", permission=Permission.VOTE)
def cast(context: VoteContext, request: Request) -> dict[str, Any] | Response:
    vote, service = context.vote, request.service(Votes)
    own = request.identity.organisations_for(Permission.VOTE) or frozenset()
    held = voices_held(vote, own)
    left = [one for one in held if not one.voted]
    if vote.state != "open" or not left:
        raise DomainError(NO_LONGER if vote.state != "open" else said(held))
    context.voices = [(one.organisation.slug, one.organisation.name) for one in left]  # type: ignore[attr-defined]
    form = request.create_form(VoiceSchema(), submit="Voter")
    if form.handle(
        lambda data: service.cast(vote, voice_of(vote, own, chosen_voice(form, data, left)), data["choice"])
    ):
        return to_vote(request, vote, "La voix est comptée.")
    page = VotePage(request, vote)
    lead = f"« {vote.question} » {page.secrecy}"
    names = ", ".join(name for _, name in context.voices)  # type: ignore[attr-defined]
    meeting = vote.item.meeting if vote.item else None
    return form_page(request, form, f"Voter pour {names}", lead, meeting)


@view_config(route_name="vote_hands", renderer="meetings/hands.pt", permission=Permission.PREPARE_MEETING)
def hands(context: VoteContext, request: Request) -> dict[str, Any] | Response:
    vote = context.vote
    check_hands(vote)
    roll = sorted(vote.electors, key=lambda one: sort_key(one.organisation.name))
    if request.method == "POST":
        choices = {one.organisation.slug: posted_text(request, f"voix-{one.organisation.slug}") for one in roll}
        if any(choice in CHOICES for choice in choices.values()):
            request.service(Votes).show_of_hands(vote, choices)
            return to_vote(request, vote, "Le vote est compté.")
        request.response.status_int = 422
    everyone = request.GET.get("toutes", "")
    return {
        "file": VotePage(request, vote), "roll": roll, "choices": [*CHOICES.items(), ("", "N'a pas voté")],
        "everyone": everyone if everyone in CHOICES else "", "refused": request.method == "POST",
        "crumbs": crumbs(request, vote.item.meeting if vote.item else None),
    }  # fmt: skip


@view_config(route_name="vote_close", permission=Permission.PREPARE_MEETING, request_method="POST")
def close(context: VoteContext, request: Request) -> Response:
    request.service(Votes).end_secret(context.vote)
    return to_vote(request, context.vote, "Le vote est compté.")


@view_config(route_name="vote_abandon", permission=Permission.PREPARE_MEETING, request_method="POST")
def abandon(context: VoteContext, request: Request) -> Response:
    request.service(Votes).abandon(context.vote)
    return to_vote(request, context.vote, "Le vote est abandonné.")


def check_hands(vote: Vote) -> None:
    if vote.state != "open" or vote.method != "hands" or vote.item is None:
        raise DomainError(NO_LONGER)


def said(held: list[VoteElector]) -> str:
    return "La voix de votre organisation est déjà comptée." if held else NOT_YOURS


def chosen_voice(form: Form, data: dict[str, Any], left: list[VoteElector]) -> str:
    """The organisation voted for, by its slug. :raises DomainError: the page was shown before its voice was used, or
    before it arrived; nothing is voted in the name of another."""
    slugs = [one.organisation.slug for one in left]
    chosen: str = data["organisation"] or slugs[0]
    if chosen not in slugs:
        form["organisation"].cstruct, form["choice"].cstruct = slugs[0], colander.null
        raise DomainError(NOT_ANY_MORE)
    return chosen


def to_vote(request: Request, vote: Vote, words: str) -> HTTPSeeOther:
    request.flash("success", words)
    return HTTPSeeOther(request.route_path("vote", vote=vote.public_id))
