"""Quorum: whatever happens in the room, the answer and its sentence hold together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.meetings.quorum import Rule, Seat, needed, quorum, with_a_voice
from collectif.meetings.vocabulary import ATTENDANCES, COLLEGES, SHARES

RULES = st.builds(Rule, st.sampled_from(list(SHARES)), st.integers(0, 4), st.integers(0, 4), st.integers(0, 3))


@st.composite
def rooms(draw: st.DrawFn) -> list[Seat]:
    """Organisations invited, some represented by another one, whatever that other one does."""
    count = draw(st.integers(0, 12))
    return [
        Seat(
            key, draw(st.sampled_from(list(COLLEGES))), draw(st.sampled_from(list(ATTENDANCES))),
            draw(st.none() | st.integers(0, max(count - 1, 0))),
        )
        for key in range(count)
    ]  # fmt: skip


@given(RULES, rooms(), st.integers(0, 5))
def test_the_sentence_says_what_the_answer_says(rule, seats, peers):
    found = quorum(rule, seats, peers)
    reached = found.sentence.startswith(("Le quorum est atteint", "Aucun quorum n'est demandé"))
    assert reached is found.reached
    assert found.sentence.endswith(".")
    assert f"sur {found.invited} " in found.sentence
    assert "\xa0organisation" in found.sentence
    assert ("il manque" in found.sentence) is not found.reached


@given(RULES, rooms(), st.integers(0, 5), st.data())
def test_someone_who_arrives_never_undoes_a_quorum(rule, seats, peers, data):
    if not seats:
        return
    before = quorum(rule, seats, peers)
    place = data.draw(st.integers(0, len(seats) - 1))
    after = quorum(rule, [*seats[:place], replace(seats[place], attendance="present"), *seats[place + 1 :]], peers)
    assert after.here >= before.here
    assert after.reached or not before.reached


@given(RULES, rooms(), st.integers(0, 5), st.data())
def test_someone_who_leaves_never_makes_a_quorum(rule, seats, peers, data):
    if not seats:
        return
    before = quorum(rule, seats, peers)
    place = data.draw(st.integers(0, len(seats) - 1))
    gone = [*seats[:place], replace(seats[place], attendance="left", holder=None), *seats[place + 1 :]]
    after = quorum(rule, gone, peers)
    assert after.here <= before.here
    assert before.reached or not after.reached


@given(RULES, rooms())
def test_peers_only_help(rule, seats):
    assert quorum(rule, seats, 3).reached or not quorum(rule, seats, 0).reached


@given(rooms())
def test_each_voice_once_and_never_without_someone_in_the_room(seats):
    here = with_a_voice(seats)
    assert len({seat.key for seat in here}) == len(here)
    assert bool(here) is any(seat.attendance == "present" for seat in seats)


@given(rooms(), st.sampled_from([share for share in SHARES if share != "none"]))
def test_an_empty_room_is_no_quorum(seats, share):
    empty = [replace(seat, attendance="expected") for seat in seats]
    assert not quorum(Rule(share), empty).reached


def test_a_proxy_leaves_with_its_holder_and_comes_back():
    seats = [Seat(1, "association", "present"), Seat(2, "association", "represented", 1), Seat(3, "institution")]
    rule = Rule("half")
    assert quorum(rule, seats).reached
    seats[0] = replace(seats[0], attendance="left")
    assert quorum(rule, seats).here == 0
    seats[1] = replace(seats[1], attendance="present", holder=None)
    assert quorum(rule, seats).here == 1
    seats[2] = replace(seats[2], attendance="present")
    assert quorum(rule, seats).reached


@pytest.mark.parametrize(
    ("share", "invited", "wanted"),
    [("none", 9, 0), ("third", 9, 3), ("third", 10, 4), ("half", 9, 5), ("half", 10, 5), ("more_than_half", 10, 6),
     ("two_thirds", 9, 6), ("two_thirds", 10, 7), ("half", 0, 1)],
)  # fmt: skip
def test_shares(share, invited, wanted):
    assert needed(share, invited) == wanted


def test_colleges_in_words():
    seats = [Seat(1, "association", "present"), Seat(2, "association", "present"), Seat(3, "institution")]
    found = quorum(Rule("half", associations=1, institutions=2), seats)
    assert not found.reached
    assert "il manque 1\xa0institution." in found.sentence
