"""« Sans nom », and figures of which nothing can be worked out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.enrolling.schemas import enrol_schema
from collectif.exchanges.feedback import LEAST, added_up
from collectif.exchanges.names import named_in
from collectif.exchanges.schemas import NewExchangeSchema, tailored
from collectif.peers.models import Peer

ROSE = Peer(given_name="Rose", family_name="Petit")
ELISE = Peer(given_name="Élise-Marie", family_name="de La Tour")


@pytest.mark.parametrize(("text", "named"), [
    ("Rose a raconté sa semaine.", "Rose"),
    ("On a parlé de la vie en rose, à petits pas.", ""),
    ("Un petit groupe, un café.", ""),
    ("Mme PETIT a bien parlé", "PETIT"),
    ("elise marie s'est sentie écoutée", "elise marie"),
    ("Élise seule n'est pas ce prénom", ""),
    ("L'histoire de De la tour", "De la tour"),
    ("La rosée du matin, les Petites mains", ""),
    ("", ""),
])  # fmt: skip
def test_a_participant_s_name_is_found_and_everyday_words_are_not(text, named):
    assert named_in(text, [ROSE, ELISE]) == named


def test_someone_without_a_given_name_names_nobody():
    assert named_in("Un deux trois", [Peer(given_name="", family_name="")]) == ""


def test_what_one_person_is_asked_is_not_what_the_next_is():
    own = tailored(NewExchangeSchema(), [("abc", "Zoé")], coordination=False, association=True)
    other = tailored(NewExchangeSchema(), [], coordination=True, association=False)
    assert "abc" in dict(own["facilitator"].widget.values)
    assert "abc" not in dict(other["facilitator"].widget.values)
    assert "departmental_day" in dict(other["kind"].widget.values)
    assert enrol_schema([("abc", "Zoé")])["peer"] is not enrol_schema([])["peer"]


TALLY = st.fixed_dictionaries({face: st.integers(0, 4) for face in ("good", "mixed", "bad")})


@given(st.lists(TALLY, max_size=6))
def test_no_hidden_session_comes_out_by_subtraction(tallies):
    total = added_up(tallies)
    shown = [one for one in tallies if sum(one.values()) >= LEAST]
    rest = {face: total.get(face, 0) - sum(one[face] for one in shown) for face in ("good", "mixed", "bad")}
    hidden = [one for one in tallies if 0 < sum(one.values()) < LEAST]
    if sum(rest.values()) or (total and not shown):
        assert sum(rest.values()) >= LEAST
        assert len(hidden) > 1
    assert all(rest[face] in (0, sum(one[face] for one in hidden)) for face in rest)
