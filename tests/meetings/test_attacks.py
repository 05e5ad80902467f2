"""What people do at the same instant, or should not: nothing is lost, no voice counts twice or for another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from sqlalchemy import func, select, update

from collectif.db import now
from collectif.errors import DomainError
from collectif.meetings import queries
from collectif.meetings.attendance import Attendance
from collectif.meetings.models import AgendaItem, Meeting, MeetingParticipant, MinutesRevision
from collectif.meetings.vote_models import Vote, VoteElector
from collectif.meetings.voting import Votes

from .conftest import Room, form_of
from .test_flow import text_of


class Silent:
    """Stands for collaborators whose part is tested elsewhere."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **values: None


def at_once(*requests: tuple[Any, str, dict[str, str]]) -> list[Any]:
    """The answers to these posts, sent together."""

    def send(request: tuple[Any, str, dict[str, str]]) -> Any:
        browser, address, values = request
        sent = {"csrf_token": browser.csrf, "submit": "submit", **values}
        return browser.twin().post(address, sent, headers={"Sec-Fetch-Site": "same-origin"}, expect_errors=True)

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(send, requests))


def answers_of(room: Room) -> dict[str, tuple[str, str]]:
    """What each organisation has answered, and who speaks for it."""
    with room.database.transaction() as session:
        return {
            one.organisation.slug: (one.answer, one.proxy_holder.organisation.slug if one.proxy_holder else "")
            for one in session.scalars(select(MeetingParticipant))
        }


def convened(room: Room) -> str:
    meeting = room.prepare()
    room.send(room.coordinator, f"{meeting}/convoquer", {})
    return meeting


def test_two_secretaries_save_the_same_point_at_the_same_instant(room: Room) -> None:
    point = room.points(room.start())["Le café des pairs"]
    page = room.coordinator.get(f"{point}/notes")
    version = page.forms[form_of(page)]["version"].value
    texts = ("La salle est trouvée.", "Le budget est voté.", "Un café de plus.")
    saved = at_once(*((room.coordinator, f"{point}/notes", {"text": one, "version": version}) for one in texts))
    assert sorted(one.status_int for one in saved) == [303, 422, 422]
    refused = [(one, words) for one, words in zip(saved, texts, strict=True) if one.status_int == 422]
    assert all(words in one.text for one, words in refused)
    with room.database.transaction() as session:
        assert session.scalar(select(func.count(MinutesRevision.id))) == 1


def test_what_was_being_written_when_the_minutes_were_approved_is_shown_again(room: Room) -> None:
    meeting = room.start()
    point = room.points(meeting)["Le café des pairs"]
    page = room.coordinator.get(f"{point}/notes")
    room.send(room.coordinator, f"{meeting}/clore")
    later = room.start(days=60)
    approval = next(place for title, place in room.points(later).items() if title.startswith("Approuver"))
    room.send(room.coordinator, f"{approval}/approuver")
    form = page.forms[form_of(page)]
    form["text"] = "Écrit trop tard, mais pas perdu pour autant."
    refused = form.submit("submit", headers={"Sec-Fetch-Site": "same-origin"}, status=422).text
    assert "ne change plus" in refused
    assert form["text"].value in refused


def test_an_approval_and_a_last_word_at_the_same_instant(room: Room) -> None:
    meeting = room.start()
    point = room.points(meeting)["Le café des pairs"]
    page = room.coordinator.get(f"{point}/notes")
    version = page.forms[form_of(page)]["version"].value
    room.send(room.coordinator, f"{meeting}/clore")
    later = room.start(days=60)
    approval = next(place for title, place in room.points(later).items() if title.startswith("Approuver"))
    saved = at_once(
        (room.coordinator, f"{approval}/approuver", {}), (room.coordinator, f"{approval}/approuver", {}),
        (room.coordinator, f"{point}/notes", {"text": "Un dernier mot.", "version": version}),
    )  # fmt: skip
    assert {one.status_int for one in saved} <= {303, 422}
    assert sorted(one.status_int for one in saved[:2]) == [303, 422]


def test_a_last_word_waits_for_an_approval_under_way(room: Room) -> None:
    meeting = room.start()
    point = room.points(meeting)["Le café des pairs"]
    page = room.coordinator.get(f"{point}/notes")
    words = {"text": "Un dernier mot, avant que tout soit clos.", "version": page.forms[form_of(page)]["version"].value}
    room.send(room.coordinator, f"{meeting}/clore")
    with ThreadPoolExecutor(1) as pool:
        with room.database.transaction() as session:
            approved = session.scalars(select(Meeting).filter_by(public_id=meeting.rpartition("/")[2])).one()
            approved.state, approved.approved_at = "approved", now()
            session.flush()
            late = pool.submit(at_once, (room.coordinator, f"{point}/notes", words))
            wait([late], timeout=0.5)
        [refused] = late.result()
    assert refused.status_int == 422
    assert "ne change plus" in refused.text
    assert words["text"] in refused.text
    with room.database.transaction() as session:
        assert session.scalar(select(func.count(MinutesRevision.id))) == 0


def test_a_point_is_put_to_one_vote_at_a_time(room: Room) -> None:
    point = room.points(room.start())["Le café des pairs"]
    asked = {"question": "On y va ?", "method": "secret", "majority": "simple"}
    opened = at_once(*((room.coordinator, f"{point}/vote", asked) for _ in range(3)))
    assert sorted(one.status_int for one in opened) == [303, 422, 422]
    with room.database.transaction() as session:
        assert session.scalar(select(func.count(Vote.id))) == 1


def test_a_limit_of_proxies_holds_when_two_ask_at_the_same_instant(room: Room) -> None:
    meeting = convened(room)
    asked = {"answer": "represented", "holder": "unafam77"}
    saved = at_once(*((room.members[slug], f"{meeting}/reponse", asked) for slug in ("apf77", "aede", "caf77")))
    assert sorted(one.status_int for one in saved) == [303, 422, 422]
    assert list(answers_of(room).values()).count(("represented", "unafam77")) == 1


def test_two_that_each_let_the_other_speak_do_not_vanish(room: Room) -> None:
    meeting = convened(room)
    saved = at_once(
        (room.members["apf77"], f"{meeting}/reponse", {"answer": "represented", "holder": "aede"}),
        (room.members["aede"], f"{meeting}/reponse", {"answer": "represented", "holder": "apf77"}),
    )
    assert sorted(one.status_int for one in saved) == [303, 422]


def test_whoever_stays_away_speaks_for_nobody(room: Room) -> None:
    meeting = convened(room)
    room.send(room.members["unafam77"], f"{meeting}/reponse", {"answer": "absent"})
    asked = {"answer": "represented", "holder": "unafam77"}
    assert "ne vient pas" in text_of(room.send(room.members["apf77"], f"{meeting}/reponse", asked, status=422))
    room.send(room.members["unafam77"], f"{meeting}/reponse", {"answer": "present"})
    room.send(room.members["apf77"], f"{meeting}/reponse", asked)
    room.send(room.members["unafam77"], f"{meeting}/reponse", {"answer": "absent"})
    assert answers_of(room)["apf77"] == ("", "")
    assert "Convocation à une réunion" in text_of(room.members["apf77"].get("/intranet"))


def test_the_quorum_is_the_one_of_the_instant_the_vote_opens(room: Room, engine_name: str) -> None:
    """Someone leaves between the page and the vote. On SQLite whoever writes has read nothing before."""
    if engine_name != "postgresql":
        return
    meeting = room.start(present=("apf77", "unafam77", "caf77"))
    with room.database._writing() as session:
        found = queries.meeting(session, meeting.rpartition("/")[2])
        assert found
        item: AgendaItem = found.items[0]
        room.note(meeting, "apf77", "left")
        asked = {"question": "On y va ?", "method": "hands", "majority": "simple"}
        with pytest.raises(DomainError, match="quorum"):
            Votes(session, Silent(), Silent(), Silent()).open_in_meeting(item, asked)


def test_a_proxy_is_given_to_one_who_is_there_at_that_instant(room: Room, engine_name: str) -> None:
    if engine_name != "postgresql":
        return
    meeting = convened(room)
    with room.database._writing() as session:
        found = queries.meeting(session, meeting.rpartition("/")[2])
        assert found
        by_slug = {one.organisation.slug: one for one in found.participants}
        asked = {"answer": "represented", "holder": "caf77"}
        room.send(room.members["aede"], f"{meeting}/reponse", asked)
        with pytest.raises(DomainError, match="se fait déjà représenter"):
            Attendance(session, Silent()).answer(by_slug["apf77"], "represented", by_slug["aede"])


def test_a_vote_is_not_taken_in_a_meeting_by_whoever_was_not_invited(room: Room, people: Any) -> None:
    point = room.points(room.start())["Le café des pairs"]
    vote = room.vote_on(point, "secret")
    stranger = people.browser("collective_member", "poidatz")
    for body in ({"choice": "for"}, {"choice": "for", "organisation": "apf77"}):
        assert at_once((stranger, f"{vote}/voter", body))[0].status_int == 403
    with room.database.transaction() as session:
        assert session.scalar(select(func.count()).where(VoteElector.voted)) == 0
        session.execute(update(Meeting).values(title="x"))
