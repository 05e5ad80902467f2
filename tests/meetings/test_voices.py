"""Whose voice is whose when people come and go while a vote is open: whatever happens, one organisation, one voice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from collectif.errors import DomainError, NotAllowed
from collectif.meetings import queries
from collectif.meetings.attendance import Attendance
from collectif.meetings.holding import hold_room
from collectif.meetings.models import Meeting, MeetingParticipant
from collectif.meetings.vocabulary import CHOICES
from collectif.meetings.voices import voice_of
from collectif.meetings.vote_models import Vote, VoteElector
from collectif.meetings.voting import Votes, counted

from .conftest import PLACES, Room, form_of
from .test_attacks import Silent, at_once
from .test_flow import text_of


@pytest.fixture
def room_with_proxy(room: Room) -> tuple[str, str]:
    """A meeting where APF77 speaks for CAF 77, and its only point."""
    meeting = room.start(present=("apf77", "unafam77", "aede"))
    room.note(meeting, "caf77", "represented", "apf77")
    return meeting, room.points(meeting)["Le café des pairs"]


def test_who_arrives_during_a_vote_votes_for_itself(room: Room, room_with_proxy: tuple[str, str]) -> None:
    meeting, point = room_with_proxy
    vote = room.vote_on(point, "secret")
    words = room.vote(vote).quorum_words
    opened = room.members["apf77"].get(f"{vote}/voter")
    room.members["caf77"].get(f"{vote}/voter", status=403)
    room.note(meeting, "caf77", "present")
    assert "représentée par" not in text_of(room.coordinator.get(vote))

    # From a page opened before it arrived: nothing is voted, for it nor by mistake for its holder.
    form = opened.forms[form_of(opened)]
    form["organisation"], form["choice"] = "caf77", "against"
    refused = form.submit("submit", status=422)
    assert "Rien n'a été compté" in text_of(refused)
    assert not any(one.voted for one in room.vote(vote).electors)
    again = refused.forms[form_of(refused)]
    assert (again["organisation"].value, again["choice"].value) == ("apf77", None)
    again["choice"] = "against"
    again.submit("submit", status=303)

    room.send(room.members["caf77"], f"{vote}/voter", {"choice": "for"})
    room.send(room.coordinator, f"{vote}/terminer")
    found = room.vote(vote)
    assert (found.in_favour, found.against, found.quorum_words) == (1, 1, words)


def test_who_arrives_after_its_holder_voted_is_told_so(room: Room, room_with_proxy: tuple[str, str]) -> None:
    meeting, point = room_with_proxy
    vote = room.vote_on(point, "secret")
    room.send(room.members["apf77"], f"{vote}/voter", {"choice": "for", "organisation": "caf77"})
    room.note(meeting, "caf77", "present")
    page = text_of(room.members["caf77"].get(vote))
    assert "APF77 a déjà voté pour CAF 77 : cette voix ne compte qu'une fois" in page
    assert "a déjà voté pour" not in text_of(room.members["unafam77"].get(vote))
    assert "Voter" not in [link.text for link in room.members["caf77"].get(vote).lxml.xpath("//main//a")]
    refused = at_once((room.members["caf77"], f"{vote}/voter", {"choice": "against"}))
    assert refused[0].status_int == 403
    room.send(room.coordinator, f"{vote}/terminer")
    assert (room.vote(vote).in_favour, room.vote(vote).against) == (1, 0)
    assert "a déjà voté pour" not in text_of(room.members["caf77"].get(vote))


def test_a_presence_noted_by_mistake_gives_the_voice_back(room: Room, room_with_proxy: tuple[str, str]) -> None:
    meeting, point = room_with_proxy
    vote = room.vote_on(point)
    room.note(meeting, "caf77", "present")
    room.note(meeting, "caf77", "represented", "apf77")
    assert "CAF 77, représentée par APF77" in text_of(room.coordinator.get(f"{vote}/mains-levees"))


def test_a_vote_that_is_over_keeps_its_roll(room: Room, room_with_proxy: tuple[str, str]) -> None:
    meeting, point = room_with_proxy
    vote = room.vote_on(point, "secret")
    room.send(room.coordinator, f"{vote}/terminer")
    room.note(meeting, "caf77", "present")
    assert "représentée par APF77" in text_of(room.coordinator.get(vote))


def test_a_holder_and_the_one_who_arrives_at_the_same_instant(
    room: Room, room_with_proxy: tuple[str, str], engine_name: str
) -> None:
    """The holder votes for it while its arrival is being written: whoever is first, one voice, by whoever has it."""
    meeting, point = room_with_proxy
    vote = room.vote_on(point, "secret")
    body = {"choice": "for", "organisation": "caf77"}
    with ThreadPoolExecutor(1) as pool:
        with room.database.transaction() as session:
            found = queries.meeting(session, meeting.rpartition("/")[2])
            assert found
            arriving = next(one for one in found.participants if one.organisation.slug == "caf77")
            Attendance(session, Silent()).note(arriving, "present")
            late = pool.submit(at_once, (room.members["apf77"], f"{vote}/voter", body))
            wait([late], timeout=0.5)
        [refused] = late.result()
    assert refused.status_int == 422
    told = "vient de changer" if engine_name == "postgresql" else "Rien n'a été compté"
    assert told in text_of(refused)
    assert not any(one.voted for one in room.vote(vote).electors)


def test_an_arrival_and_a_count_of_hands_wait_for_each_other_in_one_order(
    room: Room, room_with_proxy: tuple[str, str]
) -> None:
    """A count that is adopted writes a decision of the meeting, which an arrival holds: neither stops the other."""
    meeting, point = room_with_proxy
    vote = room.vote_on(point)
    hands = {f"voix-{slug}": "for" for slug in ("apf77", "unafam77", "aede", "caf77")}
    with ThreadPoolExecutor(1) as pool:
        with room.database.transaction() as session:
            found = queries.meeting(session, meeting.rpartition("/")[2])
            assert found
            arriving = next(one for one in found.participants if one.organisation.slug == "caf77")
            hold_room(session, found)
            late = pool.submit(at_once, (room.coordinator, f"{vote}/mains-levees", hands))
            wait([late], timeout=2)
            assert session.scalars(select(Vote.id).with_for_update(nowait=True)).all(), "the vote waits for the meeting"
            Attendance(session, Silent()).note(arriving, "present")
        [counted_then] = late.result()
    assert counted_then.status_int == 303
    assert room.vote(vote).in_favour == 4


SLUGS = st.sampled_from(PLACES)


def machine(room: Room, meeting_id: str, vote_id: str) -> type[RuleBasedStateMachine]:
    """People come, leave, speak for others and vote, in any order."""

    class Voices(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            """The same room each time: two are there, one of them speaks for a third."""
            with room.database.transaction() as session:
                found = session.scalars(select(Meeting).filter_by(public_id=meeting_id)).one()
                vote = session.scalars(select(Vote).filter_by(public_id=vote_id)).one()
                there = {one.organisation.slug: one for one in found.participants}
                for one in there.values():
                    one.attendance, one.proxy_holder = "expected", None
                session.flush()
                there["apf77"].attendance = there["unafam77"].attendance = "present"
                there["caf77"].attendance, there["caf77"].proxy_holder = "represented", there["apf77"]
                vote.electors.clear()
                session.flush()
                holder = there["apf77"].organisation_id
                vote.electors = [
                    VoteElector(organisation_id=there[slug].organisation_id, secret=True,
                                holder_id=holder if slug == "caf77" else None)
                    for slug in ("apf77", "unafam77", "caf77")
                ]  # fmt: skip
                for tally in vote.tallies:
                    tally.ballots = 0
            self.speaker = {"apf77": "apf77", "unafam77": "unafam77", "caf77": "apf77"}
            self.there = {"apf77", "unafam77"}
            self.used: dict[str, str] = {}

        @rule(slug=SLUGS, attendance=st.sampled_from(("present", "left", "excused")))
        def moves(self, slug: str, attendance: str) -> None:
            self._note(slug, attendance, None)

        @rule(slug=SLUGS, holder=SLUGS)
        def lets_speak(self, slug: str, holder: str) -> None:
            self._note(slug, "represented", holder)

        def _note(self, slug: str, attendance: str, holder: str | None) -> None:
            try:
                with room.database.transaction() as session:
                    found = queries.meeting(session, meeting_id)
                    assert found
                    there: dict[str, MeetingParticipant] = {one.organisation.slug: one for one in found.participants}
                    Attendance(session, Silent()).note(there[slug], attendance, there[holder] if holder else None)
            except DomainError:
                return
            (self.there.add if attendance == "present" else self.there.discard)(slug)
            if slug in self.speaker and slug not in self.used:
                self.speaker[slug] = holder if holder in self.there and holder else slug

        @rule(voter=SLUGS, slug=SLUGS, choice=st.sampled_from(list(CHOICES)))
        def votes(self, voter: str, slug: str, choice: str) -> None:
            try:
                with room.database.transaction() as session:
                    vote = queries.vote(session, vote_id)
                    assert vote
                    own = next(one.organisation_id for one in vote.item.meeting.participants
                                if one.organisation.slug == voter)  # fmt: skip
                    Votes(session, Silent(), Silent(), Silent()).cast(vote, voice_of(vote, [own], slug), choice)
            except (DomainError, NotAllowed):
                assert self.speaker.get(slug) != voter or slug in self.used, "a voice was refused to whoever has it"
            else:
                assert self.speaker[slug] == voter, "somebody voted for another"
                assert slug not in self.used, "a voice was used twice"
                self.used[slug] = choice

        @invariant()
        def each_voice_counts_once(self) -> None:
            with room.database.transaction() as session:
                vote = queries.vote(session, vote_id)
                assert vote
                count = counted(vote)
                roll = {one.organisation.slug: one for one in vote.electors}
                assert set(roll) == set(self.speaker), "nobody enters or leaves the roll of an open vote"
                assert {slug for slug, one in roll.items() if one.voted} == set(self.used)
                speaks = {slug: (one.holder or one.organisation).slug for slug, one in roll.items()}
                assert speaks == self.speaker
            ballots = list(self.used.values())
            assert (count.in_favour, count.against, count.abstentions) == tuple(map(ballots.count, CHOICES))
            assert count.voices == len(self.speaker)

    return Voices


def test_whatever_happens_in_the_room(room: Room, room_with_proxy: tuple[str, str]) -> None:
    meeting, point = room_with_proxy
    vote = room.vote_on(point, "secret")
    ids = (address.rpartition("/")[2] for address in (meeting, vote))
    run_state_machine_as_test(
        machine(room, *ids),
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )  # fmt: skip
