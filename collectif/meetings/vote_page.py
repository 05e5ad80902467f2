"""What the page of a vote shows, and to whom."""

from __future__ import annotations

from pyramid.request import Request

from ..security.permissions import Permission
from ..text import date_and_time, plural, sort_key
from ..workflow import Status
from .vocabulary import CHOICES, MAJORITIES, METHODS
from .voices import used_for, voices_held
from .vote_models import Vote, VoteElector

STATUSES = {
    "open": Status("open", "Vote ouvert", "info", "clock"),
    "adopted": Status("adopted", "Adopté", "success", "check"),
    "rejected": Status("rejected", "Rejeté", "neutral", "cross"),
    "void": Status("void", "Abandonné", "neutral", "stop"),
}
BY_BALLOT = "Vote secret : le site retient que votre organisation a voté, jamais ce qu'elle a voté."
OPEN = "Vote ouvert : à la fin, chacun verra ce que votre organisation a voté."


class VotePage:
    """One vote. While it is open nobody sees a choice nor a count, only who has voted."""

    def __init__(self, request: Request, vote: Vote):
        self._request = request
        self.vote = vote
        ended = "adopted" if vote.adopted else "rejected"
        self.status = STATUSES[ended if vote.state == "closed" else vote.state]
        self.secrecy = BY_BALLOT if vote.secret else OPEN
        self.open = vote.state == "open"

    @property
    def facts(self) -> list[tuple[str, str]]:
        vote = self.vote
        found = [
            ("Comment", METHODS[vote.method] if vote.deadline is None else "En ligne" + ", secret" * vote.secret),
            ("Règle", MAJORITIES[vote.majority]),
            ("Voter avant le", date_and_time(vote.deadline) if vote.deadline else ""),
            ("Quorum", vote.quorum_words),
            ("Ont voté", f"{sum(one.voted for one in vote.electors)} sur {plural(len(vote.electors), 'organisation')}"),
            ("Résultat", vote.result_words),
        ]
        return [(term, value) for term, value in found if value]

    @property
    def roll(self) -> list[tuple[str, str]]:
        """Each organisation and what may be said of its vote now."""
        rows = sorted(self.vote.electors, key=lambda one: sort_key(one.organisation.name))
        return [(self._name(one), self._said(one)) for one in rows]

    @property
    def may_vote(self) -> bool:
        by_hands = self.vote.method == "hands" and self.vote.item_id is not None
        own = self._request.identity.organisations_for(Permission.VOTE) or ()
        return self.open and not by_hands and any(not one.voted for one in voices_held(self.vote, own))

    @property
    def already(self) -> list[str]:
        """What is said to own organisations whose holder has voted already."""
        own = self._request.identity.organisations_for(Permission.VOTE) or ()
        return list(used_for(self.vote, own)) if self.open else []

    @property
    def address(self) -> str:
        return self._request.route_path("vote", vote=self.vote.public_id)

    def _name(self, one: VoteElector) -> str:
        holder = one.holder
        name = one.organisation.name
        return f"{name}, représentée par {holder.short_name}" if holder else name

    def _said(self, one: VoteElector) -> str:
        if not one.voted:
            return "N'a pas encore voté" if self.open else "N'a pas voté"
        hidden = self.open or self.vote.secret or self.vote.state == "void"
        return "A voté" if hidden else CHOICES[one.choice or ""]
