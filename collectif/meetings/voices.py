"""Whose voice is whose while a vote is open: an organisation's own, unless another one speaks for it now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..errors import NotAllowed
from .models import AgendaItem, MeetingParticipant
from .vote_models import Vote, VoteElector

NOT_YOURS = "Votre organisation n'a pas de voix dans ce vote."
ALREADY = "{holder} a déjà voté pour {name} : cette voix ne compte qu'une fois et ne change plus."


def follow_room(session: Session, participant: MeetingParticipant) -> None:
    """The voice of this organisation, in each open vote of its meeting, goes to whoever speaks for it now: itself once
    it arrives, its holder when it lets one speak. A voice already used stays as it was. The meeting is held."""
    open_votes = select(Vote.id).join(AgendaItem).where(
        AgendaItem.meeting_id == participant.meeting_id, Vote.state == "open"
    )  # fmt: skip
    held = session.scalars(open_votes.order_by(Vote.id).with_for_update(of=Vote)).all()
    holder = participant.proxy_holder
    speaks = holder.organisation_id if holder is not None and holder.attendance == "present" else None
    unused = update(VoteElector).where(
        VoteElector.vote_id.in_(held), VoteElector.organisation_id == participant.organisation_id,
        VoteElector.voted.is_(False),
    )  # fmt: skip
    session.execute(unused.values(holder_id=speaks))


def voices_held(vote: Vote, organisation_ids: Iterable[int]) -> list[VoteElector]:
    """The voices that these organisations speak for: their own, and those of the organisations they represent."""
    own = set(organisation_ids)
    speaks = [(one.holder_id or one.organisation_id, one) for one in vote.electors]
    return [one for speaker, one in speaks if speaker in own]


def voice_of(vote: Vote, organisation_ids: Iterable[int], slug: str) -> VoteElector:
    """:raises NotAllowed: these organisations do not speak for that one."""
    for one in voices_held(vote, organisation_ids):
        if one.organisation.slug == slug:
            return one
    raise NotAllowed(NOT_YOURS)


def used_for(vote: Vote, organisation_ids: Iterable[int]) -> Iterator[str]:
    """For each of these organisations whose holder has voted already: that it has, in one sentence."""
    own = set(organisation_ids)
    for one in vote.electors:
        if one.organisation_id in own and one.holder is not None and one.voted:
            yield ALREADY.format(holder=one.holder.short_name, name=one.organisation.short_name)
